import { sha256Base64url } from '../lib/digest.ts';
import { serverKey } from '../lib/server-key.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { InvocationFields } from '../model/invocation.ts';
import type { Location } from '../model/location.ts';
import type { Settled, SettledInvocation } from '../model/settled.ts';
import type { KeyFacts, ProofFacts } from '../model/token.ts';
import type { Connection } from './open.ts';
import { createTokenWriter } from './write-tokens.ts';

/** A record on its way into the store: what it gave, and where it stands. */
export interface StoreRecord {
  readonly location: Location;
  readonly recordSha256: string;
  readonly settled: readonly Settled[];
}

/** A source as it ends, for its row. */
export interface SourceRow {
  readonly path: string;
  readonly sha256: string | null;
  readonly format: string | null;
  readonly bytes: number;
  readonly records: number;
  readonly rejected: number;
  readonly ignored: number;
  readonly named: boolean;
  readonly status: string;
}

/** Puts the records of one source into the database, in one transaction: a source is there whole or not at all. */
export interface SourceWriter {
  write(records: readonly StoreRecord[]): void;
  addDiagnostic(diagnostic: Diagnostic): void;
  /** Ends the transaction. A content that is there already changes nothing; the answer is the path it was ingested from. */
  finish(row: SourceRow): { readonly alreadyAs: string | undefined };
  /** Takes back everything written. */
  abandon(): void;
}

const proofWriter = (connection: Connection): ((proof: ProofFacts) => number) => {
  const insert = connection.prepare(
    'INSERT INTO proofs (sha256, content, jkt, jti, issued_at, facts) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (sha256) DO NOTHING',
  );
  const find = connection.prepare('SELECT id FROM proofs WHERE sha256 = ?').pluck();
  return (proof) => {
    const { sha256, signingInputSha256, jkt = null, jti = null, issuedAt = null } = proof;
    const done = insert.run(sha256, signingInputSha256, jkt, jti, issuedAt, JSON.stringify(proof));
    return done.changes === 1 ? Number(done.lastInsertRowid) : (find.get(sha256) as number);
  };
};

const INSERT_INVOCATION = `
INSERT INTO invocations (content, name, record_id, event_time, outcome, vantage, server_name, tool_name, arguments_sha256, session_id,
  rpc_id, approval_id, transaction_id, server_key, binding_key, sender, request_id, trace_id, span_id, fields, token_id, proof_id, source_id, line,
  record_sha256)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (content) DO NOTHING`;

/** Fields that are sorted, grouped or joined by, in the order of the columns. */
const FIELD_COLUMNS = [
  'recordId',
  'eventTime',
  'outcome',
  'vantage',
  'serverName',
  'toolName',
  'argumentsSha256',
  'sessionId',
  'rpcId',
  'approvalId',
  'transactionId',
] as const satisfies readonly (keyof InvocationFields)[];

/** The key of the proof, or the certificate that the token may be bound to: what `binding/key-shared` groups by. */
const bindingKey = ({ proof, fields }: SettledInvocation): string | null => proof?.jkt ?? fields.clientCertSha256 ?? null;

/** Whatever may tell two senders apart, as one word. */
const senderOf = (fields: InvocationFields): string =>
  sha256Base64url(
    JSON.stringify([
      fields.clientCertSha256,
      fields.workloadId,
      fields.deviceId,
      fields.runId,
      fields.stage,
      fields.agentId,
      fields.clientId,
      fields.sourceIp,
      fields.userAgent,
      fields.podUid,
      fields.principalId,
      fields.sessionId,
    ]),
  ).slice(0, 16);

const invocationColumns = (item: SettledInvocation): readonly (string | number | null)[] => {
  const { content, name, fields } = item;
  const defaults: InvocationFields = { vantage: 'server', ...fields };
  return [
    content,
    fields.recordId ?? name ?? content,
    ...FIELD_COLUMNS.map((column) => defaults[column] ?? null),
    serverKey(fields),
    bindingKey(item),
    senderOf(fields),
    fields.requestId ?? null,
    fields.traceId ?? null,
    fields.spanId ?? null,
    JSON.stringify(fields),
  ];
};

const INSERT_EVIDENCE = `
INSERT INTO evidence (digest, kind, at, token_sha256, issuer, jti, session_id, subject, client_id, approval_id, source_id, line, body)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (digest) DO NOTHING`;

/** No session, subject, client and approval. */
const NO_PARTY = [null, null, null, null] as const;

type Evidence = Exclude<Settled, { kind: 'invocation' | 'token' | 'hint' }>;

const evidenceColumns = (item: Evidence): readonly (string | number | null)[] => {
  switch (item.kind) {
    case 'introspection':
      return [item.queriedAt, item.tokenSha256 ?? null, item.claims.issuer ?? null, item.claims.jti ?? null, ...NO_PARTY];
    case 'approval':
      return [item.approvedAt, null, null, null, null, null, null, item.approvalId ?? null];
    case 'revocation':
      return [
        item.revokedAt,
        item.tokenSha256 ?? null,
        item.tokenIssuer ?? null,
        item.tokenJti ?? null,
        item.sessionId ?? null,
        item.tokenSubject ?? null,
        item.tokenClientId ?? null,
        null,
      ];
    case 'leak':
      return [item.seenAt ?? 0, item.tokenSha256 ?? null, item.tokenIssuer ?? null, item.tokenJti ?? null, ...NO_PARTY];
  }
};

const invocationWriter = (connection: Connection, keys: readonly KeyFacts[], sourceId: number) => {
  const tokens = createTokenWriter(connection, keys);
  const proof = proofWriter(connection);
  const insert = connection.prepare(INSERT_INVOCATION);
  const delivered = connection.prepare('UPDATE invocations SET deliveries = deliveries + 1 WHERE content = ?');
  const verbatim = connection.prepare('INSERT OR IGNORE INTO verbatim_tokens (source_id, token_id) VALUES (?, ?)');
  const counts = { invocations: 0, duplicates: 0 };

  const write = (record: StoreRecord, item: SettledInvocation): void => {
    const { fields } = item;
    const tokenId = item.token ? tokens.ofSample(item.token) : tokens.ofStated(fields.tokenSha256, fields.statedToken);
    const proofId = item.proof ? proof(item.proof) : null;
    const done = insert.run(...invocationColumns(item), tokenId, proofId, sourceId, record.location.line, record.recordSha256);
    if (item.token && tokenId !== null) verbatim.run(sourceId, tokenId);
    counts.invocations++;
    if (done.changes === 1) return;
    counts.duplicates++;
    delivered.run(item.content);
  };
  return { write, writeSample: tokens.writeSample, counts };
};

const evidenceWriter = (connection: Connection, sourceId: number): ((record: StoreRecord, item: Evidence) => void) => {
  const insert = connection.prepare(INSERT_EVIDENCE);
  return (record, item) => {
    const body = JSON.stringify(item);
    insert.run(sha256Base64url(body), item.kind, ...evidenceColumns(item), sourceId, record.location.line, body);
  };
};

/** Keeps a defect of an input, of a source or of the run (`sourceId` absent). */
const addDiagnostic = (connection: Connection, diagnostic: Diagnostic, sourceId?: number): void => {
  const { code, level, message, hint, location, count } = diagnostic;
  connection
    .prepare(
      'INSERT INTO diagnostics (source_id, code, level, message, hint, source, line, count) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    )
    .run(sourceId ?? null, code, level, message, hint ?? null, location?.source ?? null, location?.line ?? null, count ?? 1);
};

const INSERT_SOURCE = `
INSERT INTO sources (path, bytes, records, invocations, duplicates, rejected, ignored, named, status)
VALUES (?, 0, 0, 0, 0, 0, 0, 0, 'partly-read')`;

const END_SOURCE = `
UPDATE sources SET sha256 = ?, format = ?, bytes = ?, records = ?, invocations = ?, duplicates = ?, rejected = ?, ignored = ?,
  named = ?, status = ? WHERE id = ?`;

/** Begins to write one source; `keys` are those at hand, since signatures are judged once, here (contract §2, `ingest`). */
export const writeSource = (connection: Connection, keys: readonly KeyFacts[], path: string): SourceWriter => {
  connection.exec('BEGIN IMMEDIATE');
  const sourceId = Number(connection.prepare(INSERT_SOURCE).run(path).lastInsertRowid);
  const invocations = invocationWriter(connection, keys, sourceId);
  const writeEvidence = evidenceWriter(connection, sourceId);
  const hint = connection.prepare('INSERT INTO hints (source_id, line, body) VALUES (?, ?, ?)');

  const writeOne = (record: StoreRecord, item: Settled): void => {
    if (item.kind === 'invocation') invocations.write(record, item);
    else if (item.kind === 'token') invocations.writeSample(item);
    else if (item.kind === 'hint') hint.run(sourceId, record.location.line, JSON.stringify(item));
    else writeEvidence(record, item);
  };
  const abandon = (): void => void (connection.inTransaction && connection.exec('ROLLBACK'));

  return {
    abandon,
    write: (records) => {
      for (const record of records) for (const item of record.settled) writeOne(record, item);
    },
    addDiagnostic: (diagnostic) => addDiagnostic(connection, diagnostic, sourceId),
    finish: ({ path: _, ...row }) => {
      const before = connection.prepare('SELECT path FROM sources WHERE sha256 = ? LIMIT 1').pluck().get(row.sha256) as
        | string
        | undefined;
      if (before !== undefined) {
        abandon();
        return { alreadyAs: before };
      }
      const { invocations: count, duplicates } = invocations.counts;
      connection
        .prepare(END_SOURCE)
        .run(
          row.sha256,
          row.format,
          row.bytes,
          row.records,
          count,
          duplicates,
          row.rejected,
          row.ignored,
          row.named ? 1 : 0,
          row.status,
          sourceId,
        );
      connection.exec('COMMIT');
      return { alreadyAs: undefined };
    },
  };
};
