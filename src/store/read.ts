import type { HintDraft } from '../model/draft.ts';
import type { EvidenceStore } from '../model/evidence.ts';
import type { DiagnosticReport, SourceReport } from '../model/report.ts';
import type { SettledIntrospection } from '../model/settled.ts';
import type { GroupKind, StoredIntrospection, StoredInvocation, StoredProof, StoredToken } from '../model/stored.ts';
import { createEvidenceReader } from './evidence.ts';
import { readGroups, type StoredGroup } from './groups.ts';
import { COLUMNS, invocationReader, mapRows, PRIMARY, type Row } from './invocation-rows.ts';
import type { Connection } from './open.ts';

/** What the evaluation asks of a database. Everything comes in an order that follows from content alone. */
export interface Reader {
  countInvocations(): number;
  /** All invocations but those folded into another vantage point's, by time and content. */
  invocations(): Iterable<StoredInvocation>;
  token(id: number): StoredToken;
  /** A sample that bears this issuer and id, for logs that state them beside an unknown hash. */
  tokenNamed(issuer: string, jti: string): StoredToken | undefined;
  proof(id: number): StoredProof;
  introspections(tokenSha256: string): readonly StoredIntrospection[];
  /** Executions that share what names a group with at least one other, group after group, each in order of time. */
  groups(kind: GroupKind): Iterable<StoredGroup>;
  readonly evidence: EvidenceStore;
  sources(): (SourceReport & { readonly named: boolean })[];
  /** How much later each proof was received than it was issued, with what names the server. Milliseconds. */
  proofDelays(): Iterable<ProofDelay>;
  /**
   * Servers and issuers of which some call shows that `sid` of the token and the session of the log are of one namespace: they were
   * equal there. A server may well log sessions of its own.
   */
  sharedSessions(): readonly { readonly server: string | null; readonly issuer: string }[];
  diagnostics(): DiagnosticReport[];
  hints(): readonly FoundHint[];
}

/** A key set, metadata or a policy that lies among the logs. */
export interface FoundHint {
  readonly source: string;
  readonly hint: HintDraft;
}

export interface ProofDelay {
  readonly serverName: string | null;
  /** Only where the log does not name the server. */
  readonly httpUrl: string | null;
  readonly delay: number;
}

interface TokenRow {
  id: number;
  identity: number;
  sha256: string | null;
  sample: string | null;
  stated: string | null;
  ring_id: number | null;
}

const tokenReader = (connection: Connection): Pick<Reader, 'token' | 'tokenNamed'> => {
  const byId = connection.prepare('SELECT id, identity, sha256, sample, stated, ring_id FROM tokens WHERE id = ?');
  const sampleOf = connection.prepare(
    'SELECT id, identity, sha256, sample, stated, ring_id FROM tokens WHERE identity = ? AND (sample IS NOT NULL OR stated IS NOT NULL) ORDER BY sample IS NULL, verified DESC, id LIMIT 1',
  );
  const byName = connection.prepare(
    'SELECT id, identity, sha256, sample, stated, ring_id FROM tokens WHERE issuer = ? AND jti = ? AND (sample IS NOT NULL OR stated IS NOT NULL) ORDER BY verified DESC, sample IS NULL, sha256 LIMIT 1',
  );
  const ringOf = connection.prepare('SELECT thumbprints FROM rings WHERE id = ?').pluck();
  const rings = new Map<number, ReadonlySet<string>>();
  const ring = (id: number): ReadonlySet<string> => {
    const remembered = rings.get(id);
    if (remembered) return remembered;
    const read = new Set(JSON.parse(ringOf.get(id) as string) as string[]);
    rings.set(id, read);
    return read;
  };
  const toToken = (row: TokenRow): StoredToken => ({
    id: row.id,
    identity: row.identity,
    ...(row.sha256 === null ? {} : { sha256: row.sha256 }),
    ...(row.sample === null ? {} : { sample: JSON.parse(row.sample) }),
    ...(row.stated === null ? {} : { stated: JSON.parse(row.stated) }),
    ...(row.ring_id === null ? {} : { keysAtHand: ring(row.ring_id) }),
  });
  const withFacts = (row: TokenRow): TokenRow => {
    if (row.sample !== null || row.sha256 !== null) return row;
    return (sampleOf.get(row.identity) as TokenRow | undefined) ?? row;
  };
  return {
    token: (id) => toToken(withFacts(byId.get(id) as TokenRow)),
    tokenNamed: (issuer, jti) => {
      const row = byName.get(issuer, jti) as TokenRow | undefined;
      return row && toToken(row);
    },
  };
};

const SOURCES = `
SELECT path, format, sha256, bytes, records, invocations, duplicates, rejected, ignored, named, status FROM sources ORDER BY path, sha256`;

const SHARED_SESSIONS = `
SELECT DISTINCT i.server_key AS server, t.issuer AS issuer FROM tokens t CROSS JOIN invocations i ON i.token_id = t.id
WHERE t.sid IS NOT NULL AND t.issuer IS NOT NULL AND i.session_id = t.sid`;

const PROOF_DELAYS = `
SELECT i.server_name AS serverName, CASE WHEN i.server_name IS NULL THEN i.fields ->> 'httpUrl' END AS httpUrl,
  i.event_time - p.issued_at AS delay
FROM invocations i JOIN proofs p ON p.id = i.proof_id
WHERE i.event_time IS NOT NULL AND p.issued_at IS NOT NULL AND ${PRIMARY}`;

const DIAGNOSTICS = `
SELECT code, level, message, hint, source, line, count FROM diagnostics
ORDER BY CASE level WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, source, line, code, message`;

const HINTS = 'SELECT s.path AS source, h.body FROM hints h JOIN sources s ON s.id = h.source_id ORDER BY s.path, h.line';

/** Makes the reader of a database whose identities are resolved. */
export const createReader = (connection: Connection): Reader => {
  const all = connection.prepare(
    `SELECT ${COLUMNS} FROM invocations i JOIN sources s ON s.id = i.source_id WHERE ${PRIMARY} ORDER BY i.event_time, i.content`,
  );
  const proofById = connection.prepare('SELECT facts FROM proofs WHERE id = ?').pluck();
  const answers = connection
    .prepare("SELECT body FROM evidence WHERE kind = 'introspection' AND token_sha256 = ? ORDER BY at, digest")
    .pluck();
  return {
    ...tokenReader(connection),
    groups: (kind) => readGroups(connection, kind),
    evidence: createEvidenceReader(connection),
    countInvocations: () => connection.prepare(`SELECT count(*) FROM invocations i WHERE ${PRIMARY}`).pluck().get() as number,
    invocations: () => mapRows(all.iterate() as Iterable<Row>, invocationReader(connection)),
    proof: (id) => ({ id, facts: JSON.parse(proofById.get(id) as string) }),
    introspections: (tokenSha256) =>
      (answers.all(tokenSha256) as string[]).map((body) => {
        const { queriedAt, active, claims } = JSON.parse(body) as SettledIntrospection;
        return { queriedAt, active, claims };
      }),
    sources: () =>
      (connection.prepare(SOURCES).all() as (SourceReport & { named: number })[]).map((row) => ({
        ...row,
        named: row.named === 1,
      })),
    proofDelays: () => connection.prepare(PROOF_DELAYS).iterate() as Iterable<ProofDelay>,
    sharedSessions: () => connection.prepare(SHARED_SESSIONS).all() as ReturnType<Reader['sharedSessions']>,
    diagnostics: () => connection.prepare(DIAGNOSTICS).all() as DiagnosticReport[],
    hints: () =>
      (connection.prepare(HINTS).all() as { source: string; body: string }[]).map(({ source, body }) => ({
        source,
        hint: JSON.parse(body),
      })),
  };
};
