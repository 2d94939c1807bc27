import type { Connection } from './open.ts';
import { INDEXES } from './schema.ts';

/**
 * By content, by verified (iss, jti), by stated (iss, jti). Last, a record of issuance that names no issuer, but an id that the issuer
 * made at random (`idSpace`): it is about the one token that bears this id, where no second issuer has given it.
 */
const TOKEN_IDENTITIES = `
UPDATE tokens SET identity = id;
DROP TABLE IF EXISTS temp.same;
CREATE TEMP TABLE same AS SELECT content, min(id) AS identity FROM tokens WHERE content IS NOT NULL GROUP BY content HAVING count(*) > 1;
UPDATE tokens SET identity = same.identity FROM temp.same WHERE tokens.content = same.content;
DROP TABLE temp.same;
CREATE TEMP TABLE same AS
  SELECT issuer, jti, min(identity) AS identity FROM tokens WHERE jti IS NOT NULL AND verified = 1 GROUP BY issuer, jti;
UPDATE tokens SET identity = same.identity FROM temp.same
  WHERE tokens.issuer = same.issuer AND tokens.jti = same.jti AND (tokens.verified = 1 OR tokens.sample IS NULL);
DROP TABLE temp.same;
CREATE TEMP TABLE same AS
  SELECT issuer, jti, min(identity) AS identity FROM tokens WHERE jti IS NOT NULL GROUP BY issuer, jti;
UPDATE tokens SET identity = same.identity FROM temp.same
  WHERE tokens.issuer = same.issuer AND tokens.jti = same.jti AND tokens.sha256 IS NULL AND tokens.identity = tokens.id;
DROP TABLE temp.same;
CREATE TEMP TABLE same AS
  SELECT n.id AS id, min(t.identity) AS identity FROM tokens n CROSS JOIN tokens t ON t.jti = n.jti AND t.issuer <> n.issuer
  WHERE n.sha256 IS NULL AND n.stated ->> '$.issuer' IS NULL AND n.stated ->> '$.idSpace' IS NOT NULL AND length(n.jti) >= 16
  GROUP BY n.id HAVING count(DISTINCT t.issuer) = 1;
UPDATE tokens SET identity = same.identity FROM temp.same WHERE tokens.id = same.id;
DROP TABLE temp.same;
`;

/** A transaction that only the token names; samples may have come after the call. */
const TRANSACTIONS = `
UPDATE invocations SET transaction_id = t.txn FROM tokens t
  WHERE t.txn IS NOT NULL AND t.id = invocations.token_id AND invocations.transaction_id IS NULL`;

interface Named {
  readonly id: number;
  readonly record_id: string;
  readonly server_name: string | null;
  readonly vantage: string;
  readonly content: string;
}

const SHARED_NAMES = `
SELECT id, record_id, server_name, vantage, content FROM invocations
WHERE record_id IN (SELECT record_id FROM invocations WHERE record_id IS NOT NULL GROUP BY record_id HAVING count(*) > 1)
ORDER BY record_id, event_time, content`;

/** A record id that came with several contents: one event kept the id, the others got names of their own. */
export interface SharedName {
  readonly recordId: string;
  readonly contents: number;
}

const suffixed = (row: Named): string => `${row.record_id}~${Buffer.from(row.content, 'base64url').toString('hex').slice(0, 8)}`;

/**
 * Settles what can only be known when all sources are in: which rows name one token (standards §17.1), and the names of
 * invocations whose logged id came with several contents (contract §6). By content, never by order of arrival.
 */
export const resolveIdentities = (connection: Connection): readonly SharedName[] => {
  connection.exec(INDEXES);
  connection.exec(TOKEN_IDENTITIES);
  connection.exec(TRANSACTIONS);
  const rename = connection.prepare('UPDATE invocations SET name = ? WHERE id = ?');
  const shared = new Map<string, number>();
  const firstOf = new Map<string, Named>();
  for (const row of connection.prepare(SHARED_NAMES).all() as Named[]) {
    const first = firstOf.get(row.record_id);
    if (!first) firstOf.set(row.record_id, row);
    rename.run(first ? suffixed(row) : row.record_id, row.id);
    if (first && first.server_name === row.server_name && first.vantage === row.vantage)
      shared.set(row.record_id, (shared.get(row.record_id) ?? 1) + 1);
  }
  return [...shared].map(([recordId, contents]) => ({ recordId, contents }));
};
