import { remembering } from '../lib/remembering.ts';
import type { HintDraft } from '../model/draft.ts';
import type { EvidenceStore } from '../model/evidence.ts';
import type { CallFields } from '../model/record-fields.ts';
import type { DiagnosticReport, SourceReport } from '../model/report.ts';
import type { SettledIntrospection } from '../model/settled.ts';
import type { StoredIntrospection, StoredRecord, StoredToken } from '../model/stored.ts';
import { amendmentAt } from './block-record.ts';
import { type BlockReader, createBlockReader } from './blocks.ts';
import { inClassOrder } from './class-order.ts';
import { createEvidenceReader } from './evidence.ts';
import { type GroupQuestion, readGroups } from './groups.ts';
import type { Connection } from './open.ts';
import type { StoredGroup } from './stored-group.ts';
import { parseStored } from './stored-json.ts';

/** Part of the blocks of a database, ids included at both ends. */
export interface BlockRange {
  readonly from: number;
  readonly to: number;
}

/** What the evaluation asks of a database. Everything comes in an order that follows from content alone. */
export interface Reader {
  countInvocations(): number;
  /** All invocations but those folded into another vantage point's, from the blocks of a range, those of one class together. */
  stored(range?: Partial<BlockRange>): Iterable<StoredRecord>;
  /** The same of all blocks, by time and name. */
  inOrder(): Iterable<StoredRecord>;
  /** Cuts the blocks into so many ranges of about as many records each, in order. */
  ranges(most: number): readonly BlockRange[];
  token(id: number): StoredToken;
  /** A sample that bears this issuer and id, for logs that state them beside an unknown hash. */
  tokenNamed(issuer: string, jti: string): StoredToken | undefined;
  introspections(tokenSha256: string): readonly StoredIntrospection[];
  /** Executions that share what names a group with at least one other, group after group, each in order of time. */
  groups(question: GroupQuestion): Iterable<StoredGroup>;
  readonly evidence: EvidenceStore;
  sources(): (SourceReport & { readonly named: boolean })[];
  /** How much later each proof was received than it was issued, with the call that it came with. Milliseconds. */
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
  readonly call: CallFields;
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

/** Names of tokens of which is remembered which token they mean: many tokens may bear one name, and many calls state it. */
const MOST_NAMES = 20_000;

const tokenReader = (connection: Connection): Pick<Reader, 'token' | 'tokenNamed'> => {
  const byId = connection.prepare('SELECT id, identity, sha256, sample, stated, ring_id FROM tokens WHERE id = ?');
  const sampleOf = connection.prepare(
    'SELECT id, identity, sha256, sample, stated, ring_id FROM tokens WHERE identity = ? AND (sample IS NOT NULL OR stated IS NOT NULL) ORDER BY sample IS NULL, verified DESC, id LIMIT 1',
  );
  const byName = connection
    .prepare(
      'SELECT id FROM tokens WHERE issuer = ? AND jti = ? AND (sample IS NOT NULL OR stated IS NOT NULL) ORDER BY verified DESC, sample IS NULL, sha256 LIMIT 1',
    )
    .pluck();
  const idNamed = remembering(
    (name: string) => byName.get(...(JSON.parse(name) as [string, string])) as number | undefined,
    MOST_NAMES,
  );
  const ringOf = connection.prepare('SELECT thumbprints FROM rings WHERE id = ?').pluck();
  const rings = new Map<number, ReadonlySet<string>>();
  const ring = (id: number): ReadonlySet<string> => {
    const remembered = rings.get(id);
    if (remembered) return remembered;
    const read = new Set(parseStored(ringOf.get(id) as string) as string[]);
    rings.set(id, read);
    return read;
  };
  const toToken = (row: TokenRow): StoredToken => ({
    id: row.id,
    identity: row.identity,
    ...(row.sha256 === null ? {} : { sha256: row.sha256 }),
    ...(row.sample === null ? {} : { sample: parseStored(row.sample) }),
    ...(row.stated === null ? {} : { stated: parseStored(row.stated) }),
    ...(row.ring_id === null ? {} : { keysAtHand: ring(row.ring_id) }),
  });
  const withFacts = (row: TokenRow): TokenRow => {
    if (row.sample !== null || row.sha256 !== null) return row;
    return (sampleOf.get(row.identity) as TokenRow | undefined) ?? row;
  };
  return {
    token: (id) => toToken(withFacts(byId.get(id) as TokenRow)),
    tokenNamed: (issuer, jti) => {
      const id = idNamed(JSON.stringify([issuer, jti]));
      return id === undefined ? undefined : toToken(byId.get(id) as TokenRow);
    },
  };
};

const SOURCES = `
SELECT path, format, sha256, bytes, records, invocations, duplicates, rejected, ignored, named, status FROM sources ORDER BY path, sha256`;

const SHARED_SESSIONS = `
SELECT DISTINCT ca.server_key AS server, t.issuer AS issuer
FROM tokens t CROSS JOIN classes c ON c.token_id = t.id JOIN senders s ON s.id = c.sender_id JOIN calls ca ON ca.id = c.call_id
WHERE t.sid IS NOT NULL AND t.issuer IS NOT NULL AND s.session_id = t.sid`;

const DIAGNOSTICS = `
SELECT code, level, message, hint, source, line, count FROM diagnostics
ORDER BY CASE level WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, source, line, code, message`;

const HINTS = 'SELECT s.path AS source, h.body FROM hints h JOIN sources s ON s.id = h.source_id ORDER BY s.path, h.line';

const COUNT = `
SELECT coalesce(sum(records), 0) - (SELECT count(*) FROM amendments WHERE duplicate_of IS NOT NULL)
  - (SELECT count(*) FROM foldings WHERE folded_into <> record_id) FROM blocks`;

function* recordsOf(reader: BlockReader): Generator<StoredRecord> {
  for (const block of reader.blocks())
    for (let place = 0; place < block.records; place++)
      if (amendmentAt(block, place)?.dropped !== true) yield reader.at(block, place);
}

const ORDERED = `
DROP TABLE IF EXISTS temp.ordered;
CREATE TEMP TABLE ordered (time REAL, name TEXT NOT NULL, id INTEGER NOT NULL);
`;

/** By time and name; sorted on disk, as they may be all that there are. */
function* ordered(connection: Connection, reader: BlockReader): Generator<StoredRecord> {
  connection.exec(ORDERED);
  const insert = connection.prepare('INSERT INTO temp.ordered VALUES (?, ?, ?)');
  for (const { time, name, id } of recordsOf(reader)) insert.run(time ?? null, name, id);
  connection.exec('CREATE INDEX temp.ordered_time ON ordered (time, name, id)');
  const next = connection.prepare('SELECT id FROM temp.ordered ORDER BY time, name, id').pluck();
  for (const id of next.all() as number[]) yield reader.record(id);
}

const rangesOf = (connection: Connection, most: number): readonly BlockRange[] => {
  const rows = connection.prepare('SELECT id, records FROM blocks ORDER BY id').all() as { id: number; records: number }[];
  const share = rows.reduce((sum, { records }) => sum + records, 0) / most;
  const ranges: BlockRange[] = [];
  let [from, held] = [rows[0]?.id ?? 0, 0];
  for (const [index, { id, records }] of rows.entries()) {
    held += records;
    const isLast = index === rows.length - 1;
    if (!isLast && (held < share || ranges.length === most - 1)) continue;
    ranges.push({ from, to: id });
    [from, held] = [id + 1, 0];
  }
  return ranges;
};

function* delaysOf(reader: BlockReader): Generator<ProofDelay> {
  for (const block of reader.blocks()) {
    if (!block.proofTimes) continue;
    for (let place = 0; place < block.records; place++) {
      const delay = (block.times[place] as number) - (block.proofTimes[place] as number);
      if (!Number.isFinite(delay) || block.amendments.get(place)?.dropped === true) continue;
      yield { call: reader.recordClass(reader.classAt(block, place)).call, delay };
    }
  }
}

/** Most databases hold no answer about any token, and are asked once. */
const introspectionReader = (connection: Connection): Reader['introspections'] => {
  const hasAny = connection.prepare("SELECT 1 FROM evidence WHERE kind = 'introspection' LIMIT 1").get() !== undefined;
  const answers = connection
    .prepare("SELECT body FROM evidence WHERE kind = 'introspection' AND token_sha256 = ? ORDER BY at, digest")
    .pluck();
  if (!hasAny) return () => [];
  return (tokenSha256) =>
    (answers.all(tokenSha256) as string[]).map((body) => {
      const { queriedAt, active, claims } = parseStored(body) as SettledIntrospection;
      return { queriedAt, active, claims };
    });
};

/** Makes the reader of a database whose identities are resolved. */
export const createReader = (connection: Connection): Reader => {
  const blocks = createBlockReader(connection);
  return {
    ...tokenReader(connection),
    groups: (question) => readGroups(connection, blocks, question),
    evidence: createEvidenceReader(connection),
    countInvocations: () => connection.prepare(COUNT).pluck().get() as number,
    stored: ({ from, to } = {}) => inClassOrder(connection, blocks, blocks.blocks(from, to)),
    inOrder: () => ordered(connection, blocks),
    ranges: (most) => rangesOf(connection, most),
    introspections: introspectionReader(connection),
    sources: () =>
      (connection.prepare(SOURCES).all() as (SourceReport & { named: number })[]).map((row) => ({
        ...row,
        named: row.named === 1,
      })),
    proofDelays: () => delaysOf(blocks),
    sharedSessions: () => connection.prepare(SHARED_SESSIONS).all() as ReturnType<Reader['sharedSessions']>,
    diagnostics: () => connection.prepare(DIAGNOSTICS).all() as DiagnosticReport[],
    hints: () =>
      (connection.prepare(HINTS).all() as { source: string; body: string }[]).map(({ source, body }) => ({
        source,
        hint: parseStored(body),
      })),
  };
};
