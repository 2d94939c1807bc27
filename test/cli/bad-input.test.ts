import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bindcheck } from '../program.ts';
import { createIssuer, createWorkspace, sha256, type Workspace } from '../workspace.ts';

const issuer = createIssuer('https://as.example');
const token = issuer.token({
  aud: 'https://a.example',
  exp: 1_773_900_000,
  iat: 1_773_820_000,
  jti: 't',
  sub: 's',
  client_id: 'c',
});

const record = (id: string): object => ({
  schema: 'invocation/1',
  record_id: id,
  event_time: '2026-03-18T10:00:00Z',
  server_name: 'a',
  tool_name: 'read',
  outcome: 'executed',
  token_scheme: 'Bearer',
  token_sha256: sha256(token),
});

const POLICY = `schema: bindcheck.policy/1
issuers:
  - issuer: https://as.example
    jwks: keys/as.json
servers:
  - id: a
    resource: [https://a.example]
    tools: { read: { scopes: [] } }
`;

let place: Workspace;
let good: string;
let policy: string;

beforeAll(() => {
  place = createWorkspace();
  place.write('keys/as.json', issuer.jwks);
  policy = place.write('policy.yaml', POLICY);
  good = place.write('good.ndjson', [record('i-1'), { schema: 'token/1', token }]);
});

afterAll(() => place.remove());

const run = (...args: string[]) => bindcheck(['audit', ...args, '-p', policy, '--as-of', '2026-03-19'], { cwd: place.folder });

describe('what is read in spite of what is not', () => {
  it('audits the good file and ends with 4 when another path does not exist', () => {
    const { code, stdout, stderr } = run(good, 'nope.ndjson', '-f', 'json');
    expect(code).toBe(4);
    expect(JSON.parse(stdout).summary).toMatchObject({ invocations: 1, bound: 1, complete: false });
    expect(stderr).toMatch(/nope\.ndjson.*does not exist/s);
  });

  it('reads a damaged gzip as far as it goes', () => {
    const path = join(place.folder, 'broken.ndjson.gz');
    const lines = Array.from({ length: 400 }, (_, index) =>
      JSON.stringify({ ...record(`g-${index}`), user_agent: Math.sin(index).toString() }),
    ).join('\n');
    writeFileSync(path, gzipSync(lines));
    truncateSync(path, Math.floor(gzipSync(lines).length / 2));
    const { code, stdout } = run(good, path, '-f', 'json');
    const report = JSON.parse(stdout);
    expect(code).toBe(4);
    expect(report.summary.invocations).toBeGreaterThan(1);
    expect(report.sources.find((source: { path: string }) => source.path === path)).toMatchObject({ status: 'partly-read' });
  });

  it('counts a line cut short as rejected, with its place, and goes on', () => {
    const path = place.write('cut.ndjson', `${JSON.stringify(record('c-1'))}\n{"schema":"invocation/1","record_id":"c-2","event`);
    const { code, stdout } = run(path, '-f', 'json');
    const report = JSON.parse(stdout);
    expect(code).toBe(4);
    expect(report.summary.invocations).toBe(1);
    expect(report.diagnostics).toContainEqual(expect.objectContaining({ code: 'record-rejected', source: path, line: 2 }));
  });

  it('takes a record without a time as one, and says what it cannot judge', () => {
    const { event_time: _, ...timeless } = record('n-1') as { event_time: string };
    const path = place.write('timeless.ndjson', [timeless, { schema: 'token/1', token }]);
    const { stdout } = run(path, '-f', 'verdicts');
    expect(JSON.parse(stdout).rules['token/expired']).toBe('not-evaluable:no-request-time');
  });

  it('lists a symbolic link and does not follow it', () => {
    const folder = join(place.folder, 'linked');
    mkdirSync(folder);
    symlinkSync(good, join(folder, 'link.ndjson'));
    const { code, stdout } = run(folder, '-f', 'json');
    expect(code).toBe(3);
    expect(JSON.parse(stdout).diagnostics).toContainEqual(expect.objectContaining({ code: 'symbolic-link-skipped' }));
  });
});

describe('nothing to audit', () => {
  it.each([
    ['a path that does not exist', () => 'missing.ndjson'],
    ['an empty file', () => place.write('empty.ndjson', '')],
    [
      'binary rubbish',
      () => place.write('rubbish.bin', String.fromCharCode(...Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256))),
    ],
  ])('ends with 3 for %s', (_, path) => {
    expect(run(path()).code).toBe(3);
  });
});

describe('a wrong footing ends with 2, and nothing is audited', () => {
  it('names file, line, column and the nearest key of a policy with a typo', () => {
    const typo = place.write('typo.yaml', POLICY.replace('resource:', 'resorce:'));
    const { code, stdout, stderr } = bindcheck(['audit', good, '-p', typo]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/typo\.yaml:7:5: .*`resorce`, did you mean `resource`\?/);
  });

  it('says which key set holds no key', () => {
    const empty = place.write('empty.json', '{"keys":[]}');
    const { code, stderr } = bindcheck(['audit', good, '--jwks', `https://as.example=${empty}`]);
    expect(code).toBe(2);
    expect(stderr).toContain(empty);
    expect(stderr).toContain('"kty"');
  });

  it.each([
    [['--fail-on', 'hihg'], /hihg/],
    [['--rule', 'token/expierd'], /token\/expired/],
    [['--since', 'yesterday'], /no time/],
    [['--since', '2026-03-18T10:00:00'], /no zone/],
    [['-f', 'jsno'], /json/],
    [['-f', 'json', '-f', 'csv'], /standard output/],
    [['--jwks', 'keys.json'], /ISSUER=FILE/],
    [['--max-rejected', 'few'], /percentage/],
  ])('refuses %j', (args, message) => {
    const { code, stdout, stderr } = run(good, ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('does not write over an input', () => {
    const { code, stderr } = run(good, '-f', `json=${good}`);
    expect(code).toBe(2);
    expect(stderr).toMatch(/is an input/);
  });
});
