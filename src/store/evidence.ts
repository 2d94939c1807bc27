import { divide } from '../lib/divide.ts';
import { keepingLong } from '../lib/keeping-long.ts';
import { MOST_MARKS, markOf } from '../model/argument-mark.ts';
import type { EvidenceKind, EvidenceStore, TokenNames } from '../model/evidence.ts';
import type { Connection } from './open.ts';
import { parseStored } from './stored-json.ts';

const ORDER = 'ORDER BY at, digest';

/** Hashes that evidence of a kind names, of tokens that came in several encodings. */
const TWINS = `
SELECT DISTINCT own.content, own.sha256 FROM evidence e JOIN tokens own ON own.sha256 = e.token_sha256
WHERE e.kind = ? AND own.content IS NOT NULL
  AND EXISTS (SELECT 1 FROM tokens twin WHERE twin.content = own.content AND twin.id <> own.id)`;

/**
 * The reader of what is on file of a token by its hash, and by those of other encodings of it: one signed content is one token
 * (standards §17.1). Found from the side of the evidence, as there may be as many encodings as there are calls.
 */
const createHashReader = <T>(connection: Connection, kind: EvidenceKind): ((sha256: string) => readonly T[]) => {
  const contentOf = connection.prepare('SELECT content FROM tokens WHERE sha256 = ?').pluck();
  const ofHashes = connection
    .prepare(`SELECT body FROM evidence WHERE kind = ? AND token_sha256 IN (SELECT value FROM json_each(?)) ${ORDER}`)
    .pluck();
  const read = (hashes: readonly string[]) => readAll<T>(ofHashes.all(kind, JSON.stringify(hashes)));
  let twins: ReadonlyMap<string, readonly string[]> | undefined;
  const twinsOf = (content: string): readonly string[] | undefined => {
    const rows = () => connection.prepare(TWINS).raw().all(kind) as [content: string, sha256: string][];
    twins ??= new Map([...divide(rows(), ([of]) => of)].map(([of, named]) => [of, named.map(([, sha256]) => sha256)]));
    return twins.get(content);
  };
  const byContent = keepingLong((content) => read(twinsOf(content) ?? []));
  const byHash = keepingLong((sha256) => read([sha256]));
  return (sha256) => {
    const content = contentOf.get(sha256) as string | null | undefined;
    return typeof content === 'string' && twinsOf(content) ? byContent(content) : byHash(sha256);
  };
};

const readAll = <T>(bodies: unknown[]): readonly T[] => (bodies as string[]).map((body) => parseStored(body) as T);

/** The reader of what is on file of a token by what names it. */
const createTokenReader = <T>(connection: Connection, kind: EvidenceKind): ((names: TokenNames) => readonly (readonly T[])[]) => {
  const named = connection.prepare(`SELECT body FROM evidence WHERE kind = ? AND issuer = ? AND jti = ? ${ORDER}`).pluck();
  const byHash = createHashReader<T>(connection, kind);
  const byName = keepingLong((name) => readAll<T>(named.all(kind, ...(JSON.parse(name) as [string, string]))));
  return ({ sha256, issuer, jti }) => [
    ...(sha256 === undefined ? [] : [byHash(sha256)]),
    ...(issuer === undefined || jti === undefined ? [] : [byName(JSON.stringify([issuer, jti]))]),
  ];
};

/** Makes a filter of the marks of all tokens there are: 2 MB. */
const createMarkFilter = (connection: Connection): ((mark: number) => boolean) => {
  const bits = new Uint8Array(Math.ceil(MOST_MARKS / 8));
  for (const sha256 of connection
    .prepare('SELECT sha256 FROM tokens WHERE sha256 IS NOT NULL')
    .pluck()
    .iterate() as Iterable<string>) {
    const mark = markOf(sha256);
    bits[mark >> 3] = (bits[mark >> 3] as number) | (1 << (mark & 7));
  }
  return (mark) => ((bits[mark >> 3] as number) & (1 << (mark & 7))) !== 0;
};

/** Makes the reader of the evidence of a database. */
export const createEvidenceReader = (connection: Connection): EvidenceStore => {
  const select = (condition: string) => connection.prepare(`SELECT body FROM evidence WHERE ${condition} ${ORDER}`).pluck();
  const reading = <T>(condition: string): ((name: string) => readonly T[]) => {
    const statement = select(condition);
    return keepingLong((name) => readAll<T>(statement.all(name)));
  };
  const any = connection.prepare('SELECT 1 FROM evidence WHERE kind = ? LIMIT 1').pluck();
  const anyHash = connection.prepare('SELECT 1 FROM evidence WHERE kind = ? AND token_sha256 IS NOT NULL LIMIT 1').pluck();
  const anyName = connection.prepare('SELECT 1 FROM evidence WHERE kind = ? AND jti IS NOT NULL LIMIT 1').pluck();
  const approvals = select("kind = 'approval'");
  const hash = connection.prepare('SELECT 1 FROM tokens WHERE sha256 = ?').pluck();
  let mayBeToken: ((mark: number) => boolean) | undefined;
  return {
    has: (kind) => any.get(kind) === 1,
    namesOf: (kind) => ({ hashes: anyHash.get(kind) === 1, ids: anyName.get(kind) === 1 }),
    approvals: () => readAll(approvals.all()),
    approvalsNamed: reading("kind = 'approval' AND approval_id = ?"),
    revocationsOfToken: createTokenReader(connection, 'revocation'),
    revocationsOfSession: reading("kind = 'revocation' AND session_id = ?"),
    revocationsOfSubject: reading("kind = 'revocation' AND subject = ?"),
    revocationsOfClient: reading("kind = 'revocation' AND client_id = ?"),
    leaksOfToken: createTokenReader(connection, 'leak'),
    isTokenHash: (sha256) => hash.get(sha256) === 1,
    mayBeTokenHash: (mark) => {
      mayBeToken ??= createMarkFilter(connection);
      return mayBeToken(mark);
    },
  };
};
