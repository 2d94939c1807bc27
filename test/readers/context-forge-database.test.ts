import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../src/lib/digest.ts';
import { createTableReader } from '../../src/store/foreign.ts';
import { openDatabase } from '../../src/store/open.ts';
import { verdictsOf } from '../vectors/verdicts.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';
import { invocationsOf, type Read, readWhole } from './reading.ts';

/** The columns that Context Forge makes, as far as they are read, and some that are not. */
const TABLES = `
  CREATE TABLE email_users (email VARCHAR(255) PRIMARY KEY, password_hash VARCHAR(255) NOT NULL);
  CREATE TABLE email_api_tokens (
    id VARCHAR(36) NOT NULL PRIMARY KEY, user_email VARCHAR(255), jti VARCHAR(36), token_hash VARCHAR(255), server_id VARCHAR(36),
    resource_scopes JSON, created_at DATETIME, expires_at DATETIME, is_active BOOLEAN
  );
  CREATE TABLE token_usage_logs (
    id INTEGER NOT NULL PRIMARY KEY, token_jti VARCHAR(36), user_email VARCHAR(255), timestamp DATETIME, endpoint VARCHAR(255),
    method VARCHAR(10), ip_address VARCHAR(45), user_agent TEXT, status_code INTEGER, response_time_ms INTEGER, blocked BOOLEAN,
    block_reason VARCHAR(255)
  );
  CREATE TABLE token_revocations (jti VARCHAR(36) PRIMARY KEY, revoked_at DATETIME, revoked_by VARCHAR(255), reason VARCHAR(255));
`;
const ROWS = `
  INSERT INTO email_users VALUES ('a@example.com', 'made-up');
  INSERT INTO email_api_tokens VALUES ('t', 'a@example.com', 'j-1', '${'ab'.repeat(32)}', NULL, '["tools.read"]',
    '2026-06-01 10:00:00.000000', '2026-08-01 10:00:00.000000', 1);
  INSERT INTO token_usage_logs VALUES
    (1, 'j-1', 'a@example.com', '2026-07-01 10:00:00.000000', '/servers/9cc3d5/mcp', 'POST', '192.0.2.1', 'x', 200, 5, 0, NULL),
    (2, 'j-1', 'a@example.com', '2026-07-01 10:00:01.000000', '/rpc', 'POST', '192.0.2.1', 'x', 403, 5, 1, 'http_403');
  INSERT INTO token_revocations VALUES ('j-1', '2026-07-01 09:00:00.000000', 'admin@example.com', 'left');
`;

let place: Workspace;
let path: string;
beforeEach(() => {
  place = createWorkspace();
  path = join(place.folder, 'mcp.db');
});
afterEach(() => place.remove());

const make = (...sql: string[]): void => {
  const database = new Database(path);
  for (const each of sql) database.exec(each);
  database.close();
};

const read = (file = path, more: Parameters<typeof readWhole>[1] = {}): Promise<Read> =>
  readWhole({ path: file, named: true }, { openTables: createTableReader(place.folder), ...more });

describe('the SQLite file of Context Forge', () => {
  it('gives what its exports give, and keeps the hash of its bytes', async () => {
    make(TABLES, ROWS);
    const given = await read();
    const bytes = readFileSync(path);
    expect(given.outcome).toEqual({
      format: 'context-forge',
      sha256: sha256Hex(bytes),
      bytes: bytes.length,
      records: 4,
      rejected: 0,
      ignored: 0,
      status: 'read',
    });
    expect(given.drafts.map(({ kind }) => kind).sort()).toEqual(['invocation', 'invocation', 'revocation', 'token']);
    expect(invocationsOf(given).map(({ fields }) => [fields.recordId, fields.serverName, fields.outcome])).toEqual([
      ['token_usage_logs/1', '9cc3d5', 'executed'],
      ['token_usage_logs/2', 'context-forge', 'denied'],
    ]);
    expect(given.records.map(({ location }) => location.line)).toEqual([1, 2, 3, 4]);
    expect(given.diagnostics).toEqual([]);
  });

  it('is audited: its tables join', async () => {
    make(TABLES, ROWS);
    expect((await verdictsOf(place.folder, [path]))[0]?.rules).toMatchObject({ 'revocation/used-after-revocation': 'fail' });
  });

  it('without rows is empty', async () => {
    make(TABLES);
    expect((await read()).outcome.status).toBe('empty');
  });

  it('damaged is read in part and says so', async () => {
    make(TABLES, ROWS);
    const database = new Database(path, { readonly: true });
    const at = (name: string): number =>
      database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(name) as number;
    const start = (at('token_revocations') - 1) * 4096;
    database.close();
    writeFileSync(path, readFileSync(path).fill(0xff, start, start + 4096));
    const { outcome, diagnostics } = await read();
    expect(outcome).toMatchObject({ status: 'partly-read', records: 3 });
    expect(diagnostics).toMatchObject([{ code: 'source-damaged', level: 'error', message: /token_revocations/ }].map(matching));
  });

  it('with changes that are pending beside it says that they are not read', async () => {
    const writer = new Database(path);
    writer.pragma('journal_mode = WAL');
    writer.exec(TABLES);
    writer.pragma('wal_checkpoint(TRUNCATE)');
    writer.exec(ROWS);
    const { outcome, diagnostics } = await read();
    writer.close();
    expect(outcome).toMatchObject({ records: 0 });
    expect(diagnostics[0]).toMatchObject({ code: 'pending-changes-not-read', level: 'note' });
    expect(diagnostics[0]?.message).toContain('mcp.db-wal');
  });

  it('has rows of many batches', async () => {
    make(
      TABLES,
      `INSERT INTO token_usage_logs WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
       SELECT i, 'j-1', 'a@example.com', '2026-07-01 10:00:00', '/rpc', 'POST', NULL, NULL, 200, 1, 0, NULL FROM n`,
    );
    expect(invocationsOf(await read())).toHaveLength(5_000);
  });
});

const matching = ({ message, ...rest }: { readonly message: RegExp }): object => ({
  ...rest,
  message: expect.stringMatching(message),
});

describe('a SQLite file that is not read says what it is', () => {
  const foundOf = ({ outcome, diagnostics }: Read): string => `${outcome.status}: ${diagnostics.map(({ message }) => message)}`;

  it('without a table that is known', async () => {
    make('CREATE TABLE other (id INTEGER); CREATE VIEW token_usage_logs AS SELECT 1 AS token_jti, 2 AS endpoint, 3 AS blocked');
    expect(foundOf(await read())).toMatch(/^not-recognised: .*SQLite database without a table/);
  });

  it('where another format is forced', async () => {
    make(TABLES, ROWS);
    expect(foundOf(await read(path, { inputFormat: 'har' }))).toMatch(/^not-recognised: .*SQLite database without a table/);
  });

  it('compressed, or by standard input', async () => {
    make(TABLES, ROWS);
    const zipped = `${path}.gz`;
    writeFileSync(zipped, gzipSync(readFileSync(path)));
    expect(foundOf(await read(zipped))).toMatch(/^not-recognised: .*not compressed/);
    const stdin = createReadStream(path);
    const piped = await readWhole(
      { path: '-', named: true, stdin: true },
      { stdin, openTables: createTableReader(place.folder) },
    );
    expect(foundOf(piped)).toMatch(/^not-recognised: .*SQLite database/);
  });

  it('written by bindcheck itself, even with tables of that name', async () => {
    const own = openDatabase(path);
    own.connection.exec(TABLES);
    own.connection.exec(ROWS);
    own.connection.pragma('journal_mode = DELETE');
    own.close();
    expect((await read()).outcome).toMatchObject({ status: 'not-recognised', records: 0 });
  });
});
