import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import type { Workspace } from '../workspace.ts';

const START = Date.UTC(2026, 2, 18);

const call = (file: string, index: number): object => ({
  schema: 'invocation/1',
  record_id: `i-${file}-${index}`,
  event_time: new Date(START + (index % 7_000) * 1000).toISOString(),
  server_name: `server-${index % 5}`,
  tool_name: `tool-${index % 7}`,
  outcome: index % 50 === 0 ? 'denied' : 'executed',
  token_sha256: `${(index % 300).toString(16).padStart(4, '0')}${'0'.repeat(60)}`,
  session_id: `session-${index % 300}`,
  agent_id: `agent-${(index % 300) % (index % 40 === 0 ? 7 : 11)}`,
  rpc_id: index % 6_000,
  protocol_version: '2025-06-18',
  arguments: { path: `src/module-${index % 900}/index.ts`, text: 'x'.repeat(200) },
});

/** Calls as NDJSON. Those of one `file` have ids of their own; now and then one comes twice, and a line is no record. */
export const calls = (file: string, from: number, to: number): string => {
  const lines: string[] = [];
  for (let index = from; index < to; index++) {
    lines.push(JSON.stringify(call(file, index)));
    if (index % 1_000 === 0) lines.push('not a record', lines.at(-1) as string);
  }
  return `${lines.join('\n')}\n`;
};

/** Tables of Context Forge, with rows. */
export const TABLES = `
CREATE TABLE email_api_tokens (id VARCHAR(36) PRIMARY KEY, user_email VARCHAR(255), jti VARCHAR(36), token_hash VARCHAR(255),
  server_id VARCHAR(36), resource_scopes JSON, created_at DATETIME, expires_at DATETIME, is_active BOOLEAN);
CREATE TABLE token_usage_logs (id INTEGER PRIMARY KEY, token_jti VARCHAR(36), user_email VARCHAR(255), timestamp DATETIME,
  endpoint VARCHAR(255), method VARCHAR(10), ip_address VARCHAR(45), user_agent TEXT, status_code INTEGER, response_time_ms INTEGER,
  blocked BOOLEAN, block_reason VARCHAR(255));
INSERT INTO email_api_tokens VALUES ('t', 'a@example.com', 'j-1', '${'ab'.repeat(32)}', NULL, '["tools.read"]',
  '2026-03-01 10:00:00.000000', '2026-08-01 10:00:00.000000', 1);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
INSERT INTO token_usage_logs SELECT i, 'j-1', 'a@example.com', strftime('%Y-%m-%d %H:%M:%f000', 1773828000 + i, 'unixepoch'),
  '/servers/9cc3d5/mcp', 'POST', '192.0.2.1', 'agent', 200, 5, 0, NULL FROM n;
`;

/**
 * Sources of several kinds in a folder `logs`: lines enough for threads to settle them, lines that tell in part the same again, what
 * is compressed, and the SQLite file of another program.
 */
export const writeLogs = (place: Workspace, records: number): void => {
  place.write('logs/a.ndjson', calls('a', 0, records));
  place.write('logs/b.ndjson', calls('a', records - 1_000, records) + calls('b', 0, 1_000));
  writeFileSync(join(place.folder, 'logs/c.ndjson.gz'), gzipSync(calls('c', 0, 2_000)));
  const database = new Database(join(place.folder, 'logs/mcp.db'));
  database.exec(TABLES);
  database.close();
};

/** How often a run is killed. BINDCHECK_KILLS=200 is the long run, over logs that are large enough for threads to settle their lines. */
export const KILLS = Number(process.env['BINDCHECK_KILLS'] ?? 4);

/** Threads take more than 4 MB. */
export const RECORDS = KILLS > 50 ? 8_500 : 1_500;
