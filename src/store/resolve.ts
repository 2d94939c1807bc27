import { createBlockReader } from './blocks.ts';
import { contentOf } from './content.ts';
import { TOKEN_IDENTITY } from './known-schema.ts';
import type { Connection } from './open.ts';
import { PLACES } from './places.ts';
import { fieldsOf, proofOf } from './record-fields.ts';
import { findTwins } from './twins.ts';

/**
 * By content, by verified (iss, jti), by stated (iss, jti). Last, a record of issuance that names no issuer, but an id that the issuer
 * made at random (`idSpace`): it is about the one token that bears this id, where no second issuer has given it.
 */
const TOKEN_IDENTITIES = `
DROP INDEX IF EXISTS token_identity;
UPDATE tokens SET identity = id WHERE identity IS NOT id;
DROP TABLE IF EXISTS temp.same;
CREATE TEMP TABLE same AS SELECT content, min(id) AS identity FROM tokens WHERE content IS NOT NULL GROUP BY content HAVING count(*) > 1;
UPDATE tokens SET identity = same.identity FROM temp.same WHERE tokens.content = same.content;
DROP TABLE temp.same;
CREATE TEMP TABLE same AS
  SELECT issuer, jti, min(identity) AS identity FROM tokens WHERE jti IS NOT NULL AND verified = 1 GROUP BY issuer, jti
  HAVING count(*) > 1 OR EXISTS (SELECT 1 FROM tokens other WHERE other.issuer = tokens.issuer AND other.jti = tokens.jti AND other.sample IS NULL);
UPDATE tokens SET identity = same.identity FROM temp.same
  WHERE tokens.issuer = same.issuer AND tokens.jti = same.jti AND (tokens.verified = 1 OR tokens.sample IS NULL);
DROP TABLE temp.same;
CREATE TEMP TABLE same AS
  SELECT issuer, jti, min(identity) AS identity FROM tokens WHERE jti IS NOT NULL GROUP BY issuer, jti HAVING count(*) > 1;
UPDATE tokens SET identity = same.identity FROM temp.same
  WHERE tokens.issuer = same.issuer AND tokens.jti = same.jti AND tokens.sha256 IS NULL AND tokens.identity = tokens.id;
DROP TABLE temp.same;
CREATE TEMP TABLE same AS
  SELECT n.id AS id, min(t.identity) AS identity FROM tokens n CROSS JOIN tokens t ON t.jti = n.jti AND t.issuer <> n.issuer
  WHERE n.sha256 IS NULL AND n.stated ->> '$.issuer' IS NULL AND n.stated ->> '$.idSpace' IS NOT NULL AND length(n.jti) >= 16
  GROUP BY n.id HAVING count(DISTINCT t.issuer) = 1;
UPDATE tokens SET identity = same.identity FROM temp.same WHERE tokens.id = same.id;
DROP TABLE temp.same;
${TOKEN_IDENTITY};
`;

const BEGIN_TWINS = `
DROP TABLE IF EXISTS temp.twins;
CREATE TEMP TABLE twins (id INTEGER PRIMARY KEY, content TEXT, name TEXT, server TEXT, vantage TEXT, time REAL, exact INTEGER);
`;

/** Of equal contents the one is kept whose source comes first by its name; the order of arrival decides nothing. */
const DUPLICATES = `
CREATE INDEX temp.twins_content ON twins (content);
CREATE INDEX temp.twins_name ON twins (name);
CREATE TEMP TABLE equals AS
  SELECT t.id AS id, t.exact AS exact,
    first_value(t.id) OVER (PARTITION BY t.content ORDER BY s.path, s.sha256, t.id) AS kept
  FROM temp.twins t JOIN blocks b ON b.id = t.id / ${PLACES} JOIN sources s ON s.id = b.source_id
  WHERE t.content IN (SELECT content FROM temp.twins GROUP BY content HAVING count(*) > 1);
INSERT OR REPLACE INTO amendments (record_id, duplicate_of) SELECT id, kept FROM temp.equals WHERE id <> kept;
INSERT OR REPLACE INTO amendments (record_id, ambiguous) SELECT kept, 1 FROM temp.equals GROUP BY kept HAVING max(exact) = 0;
DROP TABLE temp.equals;
`;

const SHARED_NAMES = `
SELECT t.id, t.name, t.content, t.server, t.vantage FROM temp.twins t
WHERE t.id NOT IN (SELECT record_id FROM amendments WHERE duplicate_of IS NOT NULL)
  AND t.name IN (SELECT name FROM temp.twins GROUP BY name HAVING count(DISTINCT content) > 1)
ORDER BY t.name, t.time, t.content`;

const COUNT_DUPLICATES = `
UPDATE sources SET duplicates = counted.duplicates FROM (
  SELECT b.source_id, count(*) AS duplicates FROM amendments a JOIN blocks b ON b.id = a.record_id / ${PLACES}
  WHERE a.duplicate_of IS NOT NULL GROUP BY b.source_id) counted
WHERE sources.id = counted.source_id`;

interface Named {
  readonly id: number;
  readonly name: string;
  readonly content: string;
  readonly server: string | null;
  readonly vantage: string;
}

/** A record id that came with several contents: one event kept the id, the others got names of their own. */
export interface SharedName {
  readonly recordId: string;
  readonly contents: number;
}

const suffixed = ({ name, content }: Named): string => `${name}~${Buffer.from(content, 'base64url').toString('hex').slice(0, 8)}`;

/** Gives all but the earliest of a name one of their own (contract §6). By content, never by order of arrival. */
const nameApart = (connection: Connection): void => {
  const rename = connection.prepare(
    'INSERT INTO amendments (record_id, name) VALUES (?, ?) ON CONFLICT (record_id) DO UPDATE SET name = excluded.name',
  );
  const share = connection.prepare('INSERT OR REPLACE INTO shared_names (name, contents) VALUES (?, ?)');
  let first: Named | undefined;
  let contents = 1;
  for (const row of connection.prepare(SHARED_NAMES).all() as Named[]) {
    if (first?.name !== row.name) {
      [first, contents] = [row, 1];
      rename.run(row.id, null);
      continue;
    }
    rename.run(row.id, suffixed(row));
    if (first.server === row.server && first.vantage === row.vantage) share.run(row.name, ++contents);
  }
};

/** A time finer than seconds, or an id of the request, tells two events apart that have no id of their own (contract §6). */
const isExact = (fields: ReturnType<typeof fieldsOf>): boolean =>
  fields.recordId !== undefined ||
  fields.requestId !== undefined ||
  fields.spanId !== undefined ||
  (fields.eventTime !== undefined && fields.eventTime % 1000 !== 0);

/** Compares records that share an id, or what stands for it, by their content. */
const compareTwins = (connection: Connection, twins: readonly number[]): void => {
  connection.exec(BEGIN_TWINS);
  const insert = connection.prepare('INSERT INTO temp.twins VALUES (?, ?, ?, ?, ?, ?, ?)');
  const reader = createBlockReader(connection);
  for (const id of twins) {
    const record = reader.record(id);
    const fields = fieldsOf(record);
    const content = contentOf(fields, proofOf(record)?.sha256, record.own.remains);
    const name = fields.recordId ?? record.own.name ?? content;
    const { serverName = null, vantage = 'server', eventTime = null } = fields;
    insert.run(id, content, name, serverName, vantage, eventTime, isExact(fields) ? 1 : 0);
  }
  connection.exec(DUPLICATES);
  nameApart(connection);
  connection.exec('DROP TABLE temp.twins');
};

/** Finds what came twice. Blocks that were compared before are compared with new ones only. */
const compareRecords = (connection: Connection): void => {
  const compared = connection.prepare("SELECT value FROM meta WHERE name = 'compared'").pluck().get() as number | undefined;
  const last = connection.prepare('SELECT max(id) FROM blocks').pluck().get() as number | null;
  if (last === null || last === compared) return;
  for (const twins of findTwins(connection, { kind: 'record', from: (compared ?? 0) + 1 })) compareTwins(connection, twins);
  connection.exec(COUNT_DUPLICATES);
  connection.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES ('compared', ?)").run(last);
};

/**
 * Settles what can only be known when all sources are in: which rows name one token (standards §17.1), which records tell of one
 * event, and the names of invocations whose logged id came with several contents (contract §6).
 */
export const resolveIdentities = (connection: Connection): void => {
  connection.transaction(() => {
    compareRecords(connection);
    connection.exec(TOKEN_IDENTITIES);
  })();
};

/** Names that came with several contents from one server and vantage point. */
export const readSharedNames = (connection: Connection): readonly SharedName[] =>
  connection.prepare('SELECT name AS recordId, contents FROM shared_names ORDER BY name').all() as SharedName[];
