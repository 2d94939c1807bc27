import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { audit } from '../../src/audit.ts';
import { ingest } from '../../src/ingest.ts';
import { readMapping } from '../../src/mapping/load.ts';
import { NO_POLICY } from '../../src/model/policy.ts';
import type { Report } from '../../src/model/report.ts';
import { findSources } from '../../src/readers/find.ts';
import { RULES } from '../../src/rules/index.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open.ts';
import { loadKeyRing } from '../../src/tokens/keys.ts';
import { createIssuer, createWorkspace, sha256, type Workspace } from '../workspace.ts';

const issuer = createIssuer('https://as.example');
const token = issuer.token({ aud: 'https://a.example', exp: 1_800_000_000, jti: 't-1', sub: 'alice', client_id: 'c' });

const record = (id: string, more: object = {}): object => ({
  schema: 'invocation/1',
  record_id: id,
  event_time: '2026-03-18T10:00:00Z',
  server_name: 'a',
  tool_name: 'read',
  outcome: 'executed',
  token_scheme: 'Bearer',
  token_sha256: sha256(token),
  ...more,
});

let place: Workspace;
let database: OpenDatabase;

beforeEach(() => {
  place = createWorkspace();
  database = openDatabase(join(place.folder, 'audit.db'));
});

afterEach(() => {
  database.close();
  place.remove();
});

const ingestAll = async (...paths: string[]): Promise<void> => {
  const { ring } = await loadKeyRing([{ issuer: issuer.issuer, path: 'as.json', text: issuer.jwks }]);
  const { sources } = await findSources(paths);
  await ingest(sources, { database, ring });
};

const report = (): Promise<Report> =>
  audit({
    database,
    policy: NO_POLICY,
    keys: [],
    rules: RULES,
    version: '0.0.0',
    diagnostics: [],
    missingPaths: [],
    settings: { asOf: 0, rules: [], skipRules: [], maxRejected: { percent: 1 }, allowUnproven: false, strict: false },
  });

const dump = (): unknown =>
  ['blocks', 'block_records', 'block_keys', 'classes', 'senders', 'tokens', 'sources', 'evidence', 'diagnostics'].map((table) =>
    database.connection.prepare(`SELECT * FROM ${table} ORDER BY 1`).all(),
  );

describe('de-duplication of deliveries', () => {
  it('takes the same event from two files for one, whatever its log time and notation', async () => {
    await ingestAll(
      place.write('a.ndjson', [record('i-1', { log_time: '2026-03-18T10:00:09Z' })]),
      place.write('b.ndjson', [record('i-1', { event_time: '2026-03-18T11:00:00+01:00', log_time: '2026-03-18T10:04:00Z' })]),
    );
    expect((await report()).summary).toMatchObject({ invocations: 1, duplicates: 1 });
  });

  it('keeps an id with other content as another invocation, and says so', async () => {
    await ingestAll(place.write('a.ndjson', [record('i-1'), record('i-1', { tool_name: 'write' })]));
    const { summary, diagnostics } = await report();
    expect(summary.invocations).toBe(2);
    expect(diagnostics.map(({ code }) => code)).toContain('duplicate-id-other-content');
    const names: string[] = [];
    await audit({ ...auditInput(), onVerdict: ({ record_id }) => names.push(record_id) });
    names.sort();
    expect(names[0]).toBe('i-1');
    expect(names[1]).toMatch(/^i-1~[0-9a-f]{8}$/);
  });

  it('folds gateway and server records of one request into that of the server', async () => {
    const shared = { request_id: 'r-1', rpc_id: 7 };
    await ingestAll(
      place.write('a.ndjson', [
        record('gw-1', { ...shared, vantage: 'gateway', event_time: '2026-03-18T09:59:59Z', http_url: 'https://a.example/mcp' }),
        record('srv-1', { ...shared, vantage: 'server' }),
      ]),
    );
    const lines: { record_id: string; also_seen_as?: readonly string[] }[] = [];
    await audit({ ...auditInput(), onVerdict: (line) => lines.push(line) });
    expect(lines).toMatchObject([{ record_id: 'srv-1', also_seen_as: ['gw-1'] }]);
  });

  it('does not fold what a shared trace links but a tool tells apart', async () => {
    const shared = { request_id: 'r-1' };
    await ingestAll(
      place.write('a.ndjson', [record('gw-1', { ...shared, vantage: 'gateway', tool_name: 'write' }), record('srv-1', shared)]),
    );
    expect((await report()).summary.invocations).toBe(2);
  });
});

const auditInput = () => ({
  database,
  policy: NO_POLICY,
  keys: [],
  rules: RULES,
  version: '0.0.0',
  diagnostics: [],
  missingPaths: [],
  settings: { asOf: 0, rules: [], skipRules: [], maxRejected: { percent: 1 }, allowUnproven: false, strict: false },
});

describe('ingest', () => {
  it('changes nothing when the same file comes again', async () => {
    const path = place.write('a.ndjson', [record('i-1'), record('i-1'), { schema: 'token/1', token }]);
    await ingestAll(path);
    const before = dump();
    await ingestAll(path);
    expect(dump()).toEqual(before);
  });

  it('reads a content again of which nothing was read before', async () => {
    const path = place.write('a.log', `${JSON.stringify({ what: 'read', when: '2026-03-18T10:00:00Z', where: 'a' })}\n`);
    await ingestAll(path);
    expect((await report()).summary.invocations).toBe(0);
    const map = readMapping(
      'schema: bindcheck.map/1\nname: own\nfields:\n  tool_name: what\n  event_time: when\n  server_name: where\n',
      'own',
    );
    const { sources } = await findSources([path]);
    await ingest(sources, { database, ring: { facts: [], keys: new Map() }, maps: [map] });
    const { summary, sources: told } = await report();
    expect(summary.invocations).toBe(1);
    expect(told.map(({ status }) => status)).toEqual(['read']);
  });

  it('leaves no token, proof or signature in the file', async () => {
    await ingestAll(place.write('a.ndjson', [{ schema: 'token/1', token }, record('i-1', { token, token_sha256: undefined })]));
    database.connection.pragma('wal_checkpoint(TRUNCATE)');
    const bytes = readFileSync(join(place.folder, 'audit.db'));
    const [header = '', payload = '', signature = ''] = token.split('.');
    for (const part of [header, payload, signature]) expect(bytes.includes(part)).toBe(false);
    expect(bytes.includes(sha256(token))).toBe(true);
  });

  it('is readable by its owner only', () => {
    expect(statSync(join(place.folder, 'audit.db')).mode & 0o077).toBe(0);
  });
});

describe('files that are no database of this version', () => {
  it('refuses a text file', () => {
    const path = place.write(
      'notes.db',
      'these are my notes, and they are longer than a header would be, so that it is read in full',
    );
    expect(() => openDatabase(path)).toThrow(/not an SQLite file/);
    expect(readFileSync(path, 'utf8')).toContain('my notes');
  });

  it('refuses another schema number and says which it reads', () => {
    const path = join(place.folder, 'old.db');
    const old = openDatabase(path);
    old.connection.pragma('user_version = 99');
    old.close();
    expect(() => openDatabase(path)).toThrow(/schema 99/);
  });

  it('makes a database that is not there', () => {
    const path = join(place.folder, 'new.db');
    openDatabase(path).close();
    expect(existsSync(path)).toBe(true);
  });
});
