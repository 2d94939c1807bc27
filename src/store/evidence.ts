import { MOST_MARKS, markOf } from '../model/argument-mark.ts';
import type { EvidenceKind, EvidenceStore, TokenNames } from '../model/evidence.ts';
import type { Connection } from './open.ts';
import { parseStored } from './stored-json.ts';

const ORDER = 'ORDER BY at, digest';

/** The hash of a token, and those of other encodings of it: one signed content is one token (standards §17.1). */
const SAME_CONTENT = `SELECT @sha256 UNION SELECT twin.sha256 FROM tokens own JOIN tokens twin ON twin.content = own.content WHERE own.sha256 = @sha256`;

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
  const read = <T>(bodies: unknown[]): readonly T[] => (bodies as string[]).map((body) => parseStored(body) as T);
  const any = connection.prepare('SELECT 1 FROM evidence WHERE kind = ? LIMIT 1').pluck();
  const anyHash = connection.prepare('SELECT 1 FROM evidence WHERE kind = ? AND token_sha256 IS NOT NULL LIMIT 1').pluck();
  const anyName = connection.prepare('SELECT 1 FROM evidence WHERE kind = ? AND jti IS NOT NULL LIMIT 1').pluck();
  const byHash = select(`kind = @kind AND token_sha256 IN (${SAME_CONTENT})`);
  const byName = select('kind = ? AND issuer = ? AND jti = ?');
  const approvals = select("kind = 'approval'");
  const named = select("kind = 'approval' AND approval_id = ?");
  const bySession = select("kind = 'revocation' AND session_id = ?");
  const bySubject = select("kind = 'revocation' AND subject = ?");
  const byClient = select("kind = 'revocation' AND client_id = ?");
  const hash = connection.prepare('SELECT 1 FROM tokens WHERE sha256 = ?').pluck();
  let mayBeToken: ((mark: number) => boolean) | undefined;
  const ofToken = <T>(kind: EvidenceKind, { sha256, issuer, jti }: TokenNames): readonly T[] => [
    ...(sha256 === undefined ? [] : read<T>(byHash.all({ kind, sha256 }))),
    ...(issuer === undefined || jti === undefined ? [] : read<T>(byName.all(kind, issuer, jti))),
  ];
  return {
    has: (kind) => any.get(kind) === 1,
    namesOf: (kind) => ({ hashes: anyHash.get(kind) === 1, ids: anyName.get(kind) === 1 }),
    approvals: () => read(approvals.all()),
    approvalsNamed: (id) => read(named.all(id)),
    revocationsOfToken: (names) => ofToken('revocation', names),
    revocationsOfSession: (session) => read(bySession.all(session)),
    revocationsOfSubject: (subject) => read(bySubject.all(subject)),
    revocationsOfClient: (client) => read(byClient.all(client)),
    leaksOfToken: (names) => ofToken('leak', names),
    isTokenHash: (sha256) => hash.get(sha256) === 1,
    mayBeTokenHash: (mark) => {
      mayBeToken ??= createMarkFilter(connection);
      return mayBeToken(mark);
    },
  };
};
