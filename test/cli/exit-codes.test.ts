import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPORTERS } from '../../src/reporters/index.ts';
import { bindcheck } from '../program.ts';
import { createIssuer, createWorkspace, sha256, type Workspace } from '../workspace.ts';

const issuer = createIssuer('https://as.example');
const claims = { aud: 'https://a.example', jti: 't', sub: 's', client_id: 'c', iat: 1_773_820_000 };
const alive = issuer.token({ ...claims, exp: 1_773_900_000 });
const ended = issuer.token({ ...claims, jti: 'old', exp: 1_773_823_600 });

const record = (id: string, token: string): object => ({
  schema: 'invocation/1',
  record_id: id,
  event_time: '2026-03-18T12:00:00Z',
  server_name: 'a',
  tool_name: 'read',
  outcome: 'executed',
  token_scheme: 'Bearer',
  token_sha256: sha256(token),
});

let place: Workspace;
let clean: string;
let violated: string;
let unproven: string;
let policy: string;

beforeAll(() => {
  place = createWorkspace();
  place.write('keys/as.json', issuer.jwks);
  policy = place.write(
    'policy.yaml',
    'schema: bindcheck.policy/1\nissuers: [{ issuer: https://as.example, jwks: keys/as.json }]\nservers: [{ id: a, resource: [https://a.example], tools: { read: { scopes: [] } } }]\n',
  );
  const sample = (token: string): object => ({ schema: 'token/1', token });
  clean = place.write('clean.ndjson', [record('i-1', alive), sample(alive)]);
  violated = place.write('violated.ndjson', [record('i-1', alive), record('i-2', ended), sample(alive), sample(ended)]);
  unproven = place.write('unproven.ndjson', [record('i-1', alive)]);
});

afterAll(() => place.remove());

const run = (...args: string[]) => bindcheck(['audit', '-p', policy, '--as-of', '2026-03-19', ...args]);

describe.each(['table', 'json', 'csv', 'verdicts'])('exit code with -f %s', (format) => {
  it('is 0 when nothing is open', () => expect(run(clean, '-f', format).code).toBe(0));
  it('is 1 on a finding at the threshold', () => expect(run(violated, '-f', format).code).toBe(1));
  it('is 0 below the threshold', () => expect(run(violated, '-f', format, '--fail-on', 'critical').code).toBe(0));
  it('is 0 with --exit-zero', () => expect(run(violated, '-f', format, '--exit-zero').code).toBe(0));
  it('is 4 when nothing could be judged', () => expect(run(unproven, '-f', format).code).toBe(4));
  it('is 4 with --exit-zero all the same', () => expect(run(unproven, '-f', format, '--exit-zero').code).toBe(4));
  it('is 0 with --allow-unproven', () => expect(run(unproven, '-f', format, '--allow-unproven').code).toBe(0));
});

describe.each(REPORTERS.map(({ id }) => id).filter((id) => !['table', 'json', 'csv'].includes(id)))(
  'exit code with -f %s',
  (format) => {
    it('is 1 on a finding at the threshold', () => expect(run(violated, '-f', format).code).toBe(1));
    it('is 0 when nothing is open', () => expect(run(clean, '-f', format).code).toBe(0));
  },
);

describe('outputs', () => {
  it('writes every format in one run, each as it is on its own', () => {
    const folder = join(place.folder, 'every');
    place.write('every/keep', '');
    const ids = [...REPORTERS.map(({ id }) => id), 'verdicts'];
    const { code, stdout } = run(violated, ...ids.flatMap((id) => ['-f', `${id}=${folder}/${id}`]));
    expect([code, stdout]).toEqual([1, '']);
    expect(readdirSync(folder).sort()).toEqual([...ids, 'keep'].sort());
    for (const id of ['sarif', 'junit', 'csv-controls'])
      expect(readFileSync(join(folder, id), 'utf8')).toBe(run(violated, '-f', id).stdout);
  });

  it('adds to the summary of the step where GitHub offers one', () => {
    const summary = place.write('summary.md', 'before\n');
    const args = ['audit', '-p', policy, '--as-of', '2026-03-19', violated];
    const { stdout } = bindcheck([...args, '-f', 'github'], { env: { GITHUB_STEP_SUMMARY: summary } });
    expect(stdout).toMatch(/^::error file=.*violated\.ndjson,line=2,title=high token\/expired/);
    expect(readFileSync(summary, 'utf8')).toMatch(/^before\n# bindcheck\n\n\*\*1 open finding\*\*/);
    bindcheck([...args, '-f', 'sarif'], { env: { GITHUB_STEP_SUMMARY: summary } });
    expect(readFileSync(summary, 'utf8').match(/# bindcheck/g)).toHaveLength(1);
    const lost = bindcheck([...args, '-f', 'github'], { env: { GITHUB_STEP_SUMMARY: place.folder } });
    expect([lost.code, lost.stderr]).toEqual([1, expect.stringContaining('the summary of the step could not be written')]);
  });

  it('writes several formats in one run and leaves nothing else behind', () => {
    const folder = join(place.folder, 'out');
    place.write('out/keep', '');
    const { stdout } = run(violated, '-f', `json=${folder}/r.json`, '-f', `csv=${folder}/r.csv`, '-f', 'table');
    expect(stdout).toContain('executions looked at');
    expect(readdirSync(folder).sort()).toEqual(['keep', 'r.csv', 'r.json']);
  });

  it('gives the same bytes twice', () => {
    for (const format of ['json', 'csv', 'csv-controls', 'sarif', 'verdicts', 'table'])
      expect(run(violated, '-f', format).stdout).toBe(run(violated, '-f', format).stdout);
  });

  it('writes no report when the run fails', () => {
    const path = join(place.folder, 'none.json');
    run(violated, '-f', `json=${path}`, '--rule', 'no/such');
    expect(existsSync(path)).toBe(false);
  });

  it('reports again from the database and from a saved report, with the same numbers', () => {
    const db = join(place.folder, 'audit.db');
    const saved = join(place.folder, 'saved.json');
    run(violated, '--db', db, '-f', `json=${saved}`);
    const again = bindcheck(['report', '--db', db, '-p', policy, '--as-of', '2026-03-19', '-f', 'json']);
    expect(JSON.parse(again.stdout).findings).toEqual(JSON.parse(readFileSync(saved, 'utf8')).findings);
    const rendered = bindcheck(['report', saved, '-f', 'csv']);
    expect(rendered.code).toBe(1);
    expect(rendered.stdout).toBe(run(violated, '-f', 'csv').stdout);
  });

  it('judges signatures at ingest: a key that comes later is told from one that was never there', () => {
    const db = join(place.folder, 'late.db');
    bindcheck(['ingest', violated, '--db', db]);
    const { stdout } = bindcheck(['report', '--db', db, '-p', policy, '-f', 'verdicts']);
    expect(JSON.parse(stdout.split('\n')[0] as string).rules['signature/invalid']).toBe('not-evaluable:key-not-at-ingest');
  });

  it('shows a rule filter in what is reported and not in what is bound', () => {
    const { stdout } = run(violated, '-f', 'verdicts', '--rule', 'audience/*');
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ binding }) => binding).sort()).toEqual(['bound', 'unbound']);
    expect(Object.keys(lines[0].rules).every((id) => id.startsWith('audience/'))).toBe(true);
  });

  it('leaves out what lies outside --since and --until', () => {
    const { stdout, code } = run(violated, '-f', 'json', '--since', '2026-03-18T12:00:01Z');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ findings: [], summary: { unbound: 1 } });
  });
});
