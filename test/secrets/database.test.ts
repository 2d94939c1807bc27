import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { auditAll, expectNothingLeft, killed, logs, reportOf, run, written } from './scene.ts';
import { FORMED, opaque } from './secrets.ts';

/** A row of each table of Context Forge that is read, and of one that is not. */
const ROWS: Readonly<Record<string, Readonly<Record<string, string | number | null>>>> = {
  token_usage_logs: {
    id: 1,
    token_jti: 'j-1',
    user_email: 'a@example.com',
    timestamp: '2026-06-30 10:00:00.000000',
    endpoint: '/servers/9cc3d5/mcp',
    method: 'POST',
    ip_address: '192.0.2.1',
    user_agent: 'x',
    status_code: 200,
    response_time_ms: 5,
    blocked: 0,
    block_reason: null,
  },
  email_api_tokens: {
    id: 't',
    user_email: 'a@example.com',
    jti: 'j-1',
    token_hash: 'ab'.repeat(32),
    resource_scopes: '["tools.read"]',
    created_at: '2026-06-01 10:00:00.000000',
    expires_at: '2026-08-01 10:00:00.000000',
  },
  token_revocations: { jti: 'j-1', revoked_at: '2026-06-29 09:00:00.000000', revoked_by: 'admin@example.com', reason: 'left' },
  audit_trails: {
    id: 'a-1',
    timestamp: '2026-06-30 10:00:00.000000',
    correlation_id: 'c-1',
    action: 'execute',
    resource_type: 'tool',
    resource_id: 'tool-1',
    resource_name: 'repo.read',
    request_path: '/rpc',
    request_method: 'POST',
    request_id: 'r-1',
    user_email: 'a@example.com',
    user_id: 'u-1',
    client_ip: '192.0.2.1',
    user_agent: 'x',
    success: 1,
    new_values: '{"arguments":{}}',
  },
  oauth_tokens: { id: 1, access_token: 'made-up', refresh_token: 'made-up' },
};

type Row = (typeof ROWS)[string];

/** Makes the database that a gateway would have, with these rows. */
const writeDatabase = (rows: Readonly<Record<string, readonly Row[]>>): string => {
  const path = join(logs.folder, 'mcp.db');
  const database = new Database(path);
  for (const [table, [first = {}]] of Object.entries(rows))
    database.exec(`CREATE TABLE ${table} (${Object.keys(first).join(', ')})`);
  database.transaction(() => {
    for (const [table, all] of Object.entries(rows))
      for (const row of all)
        database.prepare(`INSERT INTO ${table} VALUES (${Object.keys(row).map(() => '?')})`).run(Object.values(row));
  })();
  database.close();
  return path;
};

/** Each row as it is, and once for each column and text with that text there. */
const planted = (texts: readonly string[], isMeant: (column: string) => boolean = () => true): Record<string, Row[]> =>
  Object.fromEntries(
    Object.entries(ROWS).map(([table, row]) => {
      const columns = Object.keys(row).filter(isMeant);
      return [table, [row, ...columns.flatMap((column) => texts.map((text) => ({ ...row, [column]: text })))]];
    }),
  );

const checked = (path: string): string[] =>
  [[], ['-f', 'json']].flatMap((more) => {
    const { stdout, stderr } = run('formats', '--check', path, '-v', ...more);
    return [stdout, stderr];
  });

describe('the SQLite file of a gateway', { timeout: 600_000 }, () => {
  it('with secrets in every column leaves none in database, temporary files, reports and streams', () => {
    const path = writeDatabase(planted(FORMED.map(({ text }) => text)));
    const ran = auditAll();
    expect([0, 1]).toContain(ran.code);
    const [source] = reportOf().sources;
    expect(source).toMatchObject({ format: 'context-forge' });
    expect(source?.records).toBeGreaterThan(100);
    const again = run('report', '--db', 'audit.db', '-f', 'verdicts', '--as-of', '2026-07-01T00:00:00Z');
    expectNothingLeft(FORMED, ran.stdout, ran.stderr, again.stdout, again.stderr, ...checked(path));
    expect(readdirSync(written.folder).filter((name) => name.includes('bindcheck-'))).toEqual([]);
  });

  it('with secrets that look like nothing leaves none, where they are no name and no id', () => {
    const secret = opaque('column');
    const columns = ['token_hash', 'block_reason', 'reason', 'revoked_by', 'new_values', 'access_token', 'refresh_token'];
    const path = writeDatabase(planted([secret.text, `{"password":"${secret.text}"}`], (column) => columns.includes(column)));
    const ran = auditAll();
    expect(reportOf().sources[0]).toMatchObject({ format: 'context-forge', status: 'read' });
    expectNothingLeft([secret], ran.stdout, ran.stderr, ...checked(path));
  });

  it('damaged is told without what stands in it', () => {
    const path = writeDatabase(planted(FORMED.map(({ text }) => text)));
    const database = new Database(path);
    database.unsafeMode();
    database.pragma('writable_schema = ON');
    const hostile = `CREATE TABLE audit_trails (id, "${FORMED[0]?.text}", CHECK (`;
    database.prepare("UPDATE sqlite_schema SET sql = ? WHERE name = 'audit_trails'").run(hostile);
    database.close();
    const ran = auditAll();
    expect(reportOf().sources[0]?.status).not.toBe('read');
    expectNothingLeft(FORMED, ran.stdout, ran.stderr, ...checked(path));
  });

  it('read by a run that is killed, once its copy is made, leaves none', async () => {
    const [row] = planted([])['audit_trails'] as [Row];
    const many = Array.from({ length: 20_000 }, (_, index) => ({
      ...row,
      id: `a-${index}`,
      user_agent: FORMED[index % FORMED.length]?.text ?? '',
      request_id: FORMED[0]?.text ?? '',
      resource_name: `tool-${index}`,
    }));
    const path = writeDatabase({ audit_trails: many });
    const size = (name: string): number => statSync(join(written.folder, name), { throwIfNoEntry: false })?.size ?? 0;
    const isCopied = (): boolean => !readdirSync(written.folder).some((name) => name.startsWith('bindcheck-'));
    const isWritten = (): boolean => size('audit.db-wal') > 200_000 && isCopied();
    expect(await killed(['ingest', path, '--db', 'audit.db', '--jobs', '1'], isWritten)).toBe(true);
    expectNothingLeft(FORMED);
  });
});
