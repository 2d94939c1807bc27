import { remembering } from '../lib/remembering.ts';
import type { StatedToken } from '../model/invocation.ts';
import type { SettledToken } from '../model/settled.ts';
import type { KeyFacts, TokenSample } from '../model/token.ts';
import type { Connection } from './open.ts';

/** Ids of rows that are remembered; to forget one costs a look-up and nothing else. */
const REMEMBERED = 5_000;
const MOST_REMEMBERED = 20_000;

/** Until another is found to be the same, a token is one of its own: the id that it is about to get. */
const OWN_IDENTITY = '(SELECT coalesce(max(id), 0) + 1 FROM tokens)';

const ringId = (connection: Connection, keys: readonly KeyFacts[]): number => {
  const thumbprints = JSON.stringify([...new Set(keys.map((key) => key.thumbprint))].sort());
  connection.prepare('INSERT OR IGNORE INTO rings (thumbprints) VALUES (?)').run(thumbprints);
  const add = connection.prepare('INSERT OR IGNORE INTO keys (thumbprint, issuer, facts) VALUES (?, ?, ?)');
  for (const key of keys) add.run(key.thumbprint, key.issuer, JSON.stringify(key));
  return (connection.prepare('SELECT id FROM rings WHERE thumbprints = ?').get(thumbprints) as { id: number }).id;
};

/** Whether a key of the very issuer that the token claims verifies it: only then does (iss, jti) name it (standards §17.1). */
const isVerified = (sample: TokenSample, ownKeys: ReadonlySet<string>): boolean =>
  sample.signature?.verifiedBy.some((thumbprint) => ownKeys.has(`${sample.claims?.issuer}\n${thumbprint}`)) ?? false;

/** Writes tokens, and answers with the row that stands for one. */
export interface TokenWriter {
  ofSample(sample: TokenSample): number;
  /** By hash, else by issuer and id; `null` where the log states neither. */
  ofStated(sha256: string | undefined, stated: StatedToken | undefined): number | null;
  writeSample(token: SettledToken): void;
  /** Notes what a token signs of which nothing else is kept. */
  writeContent(sha256: string, content: string): void;
}

/** Makes the writer of tokens; `keys` are those that signatures were judged with. */
export const createTokenWriter = (connection: Connection, keys: readonly KeyFacts[]): TokenWriter => {
  let ringRow: number | undefined;
  const ring = (): number => (ringRow ??= ringId(connection, keys));
  const ownKeys = new Set(keys.map((key) => `${key.issuer}\n${key.thumbprint}`));
  const byHash = connection.prepare('SELECT id FROM tokens WHERE sha256 = ?').pluck();
  const insertHash = connection.prepare(`INSERT INTO tokens (sha256, identity) VALUES (?, ${OWN_IDENTITY})`);
  const byName = connection.prepare('SELECT id FROM tokens WHERE issuer = ? AND jti = ? AND sha256 IS NULL').pluck();
  const insertName = connection.prepare(`INSERT INTO tokens (issuer, jti, identity) VALUES (?, ?, ${OWN_IDENTITY})`);
  const sampled = connection.prepare(
    `UPDATE tokens SET sample = ?, content = ?, issuer = ?, jti = ?, client_id = ?, subject = ?, txn = ?, sid = ?, certificate = ?, verified = ?, ring_id = ?
     WHERE id = ? AND sample IS NULL`,
  );
  const sign = connection.prepare('UPDATE tokens SET content = ? WHERE id = ? AND content IS NULL');
  const state = connection.prepare(
    'UPDATE tokens SET stated = ?, issuer = coalesce(issuer, ?), jti = coalesce(jti, ?) WHERE id = ? AND stated IS NULL',
  );

  const idByHash = remembering(
    (hash) => (byHash.get(hash) as number | undefined) ?? Number(insertHash.run(hash).lastInsertRowid),
    REMEMBERED,
    MOST_REMEMBERED,
  );
  const idByName = (issuer: string, jti: string): number =>
    (byName.get(issuer, jti) as number | undefined) ?? Number(insertName.run(issuer, jti).lastInsertRowid);
  const known = new Set<number>();

  const ofSample = (sample: TokenSample): number => {
    const id = idByHash(sample.sha256);
    if (known.has(id)) return id;
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.add(id);
    const { claims } = sample;
    const verified = isVerified(sample, ownKeys) ? 1 : 0;
    sampled.run(
      JSON.stringify(sample),
      sample.signingInputSha256 ?? null,
      claims?.issuer ?? null,
      claims?.jti ?? claims?.uti ?? null,
      claims?.clientId ?? claims?.azp ?? claims?.cid ?? claims?.appid ?? null,
      claims?.subject ?? null,
      claims?.transactionId ?? null,
      claims?.sessionId ?? null,
      claims?.confirmation?.x5tS256 ?? null,
      verified,
      ring(),
      id,
    );
    return id;
  };
  const ofStated = (sha256: string | undefined, stated: StatedToken | undefined): number | null => {
    if (sha256 !== undefined) return idByHash(sha256);
    const giver = stated?.issuer ?? stated?.idSpace;
    return giver !== undefined && stated?.jti !== undefined ? idByName(giver, stated.jti) : null;
  };
  const writeSample = (token: SettledToken): void => {
    const id = token.sample ? ofSample(token.sample) : ofStated(token.tokenSha256, token.stated);
    if (id === null || !token.stated) return;
    const { issuer, idSpace, jti } = token.stated;
    state.run(JSON.stringify(token.stated), issuer ?? idSpace ?? null, jti ?? null, id);
  };
  const writeContent = (sha256: string, content: string): void => void sign.run(content, idByHash(sha256));
  return { ofSample, ofStated, writeSample, writeContent };
};
