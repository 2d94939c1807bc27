import { sha256Base64url } from '../lib/digest.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Location } from '../model/location.ts';
import type { RecordBlock } from '../model/record-block.ts';
import type { Settled } from '../model/settled.ts';
import type { KeyFacts } from '../model/token.ts';
import type { Connection } from './open.ts';
import { createPacker, LONG_WAY, type Packer } from './pack.ts';
import { type BlockWriter, createBlockWriter } from './write-blocks.ts';
import { createTokenWriter, type TokenWriter } from './write-tokens.ts';

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

/** Puts the records of one source into the database, in the transaction that is open: a source is there whole or not at all. */
export interface SourceWriter {
  write(records: readonly StoreRecord[]): void;
  /** Invocations that were packed elsewhere. Its columns belong to the writer from then on. */
  writeBlocks(blocks: readonly RecordBlock[]): void;
  addDiagnostic(diagnostic: Diagnostic): void;
  /** Ends the transaction. A content that is there already changes nothing; the answer is the path it was ingested from. */
  finish(row: SourceRow): { readonly alreadyAs: string | undefined };
  /** Takes back everything written. */
  abandon(): void;
}

/** Writes the sources of one run, one after the other, each in a transaction that was begun before. */
export interface StoreWriter {
  begin(path: string): SourceWriter;
  /** Counts what was taken back: packers elsewhere have to begin anew with each new number, as what they defined is gone. */
  readonly epoch: number;
}

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
UPDATE sources SET sha256 = ?, format = ?, bytes = ?, records = ?, invocations = ?, rejected = ?, ignored = ?, named = ?,
  status = ? WHERE id = ?`;

/** A content of which nothing was read, for want of a mapping or of a format, is no reason to leave it at that. */
const UNREAD = 'SELECT id FROM sources WHERE sha256 = ? AND records = 0';
const FORGET_UNREAD = [`DELETE FROM diagnostics WHERE source_id IN (${UNREAD})`, `DELETE FROM sources WHERE id IN (${UNREAD})`];

/** What is remembered from source to source, until something is taken back. */
interface Memory {
  readonly tokens: TokenWriter;
  readonly blocks: BlockWriter;
  readonly packer: Packer;
}

const BLOCK_RECORDS = 1_000;

const createMemory = (connection: Connection, keys: readonly KeyFacts[], digestKey: Uint8Array): Memory => {
  const tokens = createTokenWriter(connection, keys);
  return { tokens, blocks: createBlockWriter(connection, tokens), packer: createPacker(LONG_WAY, digestKey) };
};

const writeSource = (
  connection: Connection,
  path: string,
  { tokens, blocks, packer }: Memory,
  onAbandon: () => void,
): SourceWriter => {
  const sourceId = Number(connection.prepare(INSERT_SOURCE).run(path).lastInsertRowid);
  const writeEvidence = evidenceWriter(connection, sourceId);
  const hint = connection.prepare('INSERT INTO hints (source_id, line, body) VALUES (?, ?, ?)');
  let invocations = 0;

  const writeBlocks = (parts: readonly RecordBlock[]): void => {
    for (const { records } of parts) invocations += records;
    blocks.write(sourceId, parts);
  };
  const flush = (): void => {
    if (packer.size > 0) writeBlocks([packer.take()]);
  };
  /** So that a token is found by another encoding of one that is named. */
  const writeContent = (item: Evidence): void => {
    if (item.kind !== 'leak' && item.kind !== 'revocation') return;
    const { tokenSha256, tokenContent } = item;
    if (tokenSha256 !== undefined && tokenContent !== undefined) tokens.writeContent(tokenSha256, tokenContent);
  };
  const writeOne = (record: StoreRecord, item: Settled): void => {
    if (item.kind === 'invocation')
      packer.add(record.location.line, Buffer.from(record.recordSha256, 'hex').toString('latin1'), item);
    else if (item.kind === 'token') tokens.writeSample(item);
    else if (item.kind === 'hint') hint.run(sourceId, record.location.line, JSON.stringify(item));
    else {
      writeContent(item);
      writeEvidence(record, item);
    }
    if (packer.size >= BLOCK_RECORDS) flush();
  };
  const abandon = (): void => {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    onAbandon();
  };
  const end = ({ path: _, ...row }: SourceRow): void => {
    const { sha256, format, bytes, records, rejected, ignored, named, status } = row;
    connection
      .prepare(END_SOURCE)
      .run(sha256, format, bytes, records, invocations, rejected, ignored, named ? 1 : 0, status, sourceId);
    connection.exec('COMMIT');
  };

  return {
    abandon,
    writeBlocks,
    write: (records) => {
      for (const record of records) for (const item of record.settled) writeOne(record, item);
    },
    addDiagnostic: (diagnostic) => addDiagnostic(connection, diagnostic, sourceId),
    finish: (row) => {
      flush();
      if (row.records > 0) for (const statement of FORGET_UNREAD) connection.prepare(statement).run(row.sha256);
      const before = connection.prepare('SELECT path FROM sources WHERE sha256 = ? LIMIT 1').pluck().get(row.sha256) as
        | string
        | undefined;
      if (before === undefined) end(row);
      else abandon();
      return { alreadyAs: before };
    },
  };
};

/**
 * The writer of one run; `keys` are those at hand, since signatures are judged once, at ingest (contract §2), and `digestKey` is
 * the random key of the database.
 */
export const createStoreWriter = (connection: Connection, keys: readonly KeyFacts[], digestKey: Uint8Array): StoreWriter => {
  let memory = createMemory(connection, keys, digestKey);
  let epoch = 0;
  const forget = (): void => {
    memory = createMemory(connection, keys, digestKey);
    epoch++;
  };
  return {
    begin: (path) => writeSource(connection, path, memory, forget),
    get epoch() {
      return epoch;
    },
  };
};
