import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bindcheck, type Ran } from '../program.ts';
import { createIssuer, createWorkspace, sha256, type Workspace } from '../workspace.ts';

const issuer = createIssuer('https://as.example');
const claims = { aud: 'https://a.example', sub: 's', client_id: 'c', iat: 1_773_820_000 };
const token = (jti: string, more: object = {}): string => issuer.token({ ...claims, jti, exp: 1_773_900_000, ...more });
const alive = token('alive');
const ended = token('ended', { exp: 1_773_823_600 });
const foreign = token('foreign', { aud: 'https://b.example' });

const call = (id: string, raw: string): object => ({
  schema: 'invocation/1',
  record_id: id,
  event_time: '2026-03-18T12:00:00Z',
  server_name: 'a',
  tool_name: 'read',
  outcome: 'executed',
  token_scheme: 'Bearer',
  token_sha256: sha256(raw),
});
const sample = (raw: string): object => ({ schema: 'token/1', token: raw });
const leak = (raw: string): object => ({ schema: 'leak/1', token_sha256: sha256(raw), seen_at: '2026-03-17T00:00:00Z' });

let place: Workspace;
const DEFAULT = 'bindcheck.baseline.json';
/** Each test runs the program several times. */
const PATIENT = { timeout: 120_000 };

beforeAll(() => {
  place = createWorkspace();
  place.write('keys/as.json', issuer.jwks);
  place.write(
    'bindcheck.policy.yaml',
    'schema: bindcheck.policy/1\nissuers: [{ issuer: https://as.example, jwks: keys/as.json }]\nservers: [{ id: a, resource: [https://a.example], tools: { read: { scopes: [] } } }]\n',
  );
  place.write('clean.ndjson', [call('i-1', alive), sample(alive)]);
  place.write('old.ndjson', [call('i-1', alive), call('i-2', ended), sample(alive), sample(ended)]);
  place.write('both.ndjson', [
    ...[call('i-1', alive), call('i-2', ended), call('i-3', foreign)],
    ...[sample(alive), sample(ended), sample(foreign)],
  ]);
  place.write('leaked.ndjson', [call('i-1', alive), call('i-2', ended), sample(alive), sample(ended), leak(alive)]);
});

afterAll(() => place.remove());
afterEach(() => rmSync(join(place.folder, DEFAULT), { force: true }));

const inPlace = (...args: string[]): Ran => bindcheck(args, { cwd: place.folder });
const baseline = (what: string, ...args: string[]): Ran => inPlace('baseline', what, '--as-of', '2026-03-19', ...args);
const audit = (...args: string[]): Ran => inPlace('audit', '--as-of', '2026-03-20', ...args);
const audited = (...args: string[]) => JSON.parse(audit('-f', 'json', ...args).stdout);
const rulesOf = (path = DEFAULT): string[] =>
  JSON.parse(readFileSync(join(place.folder, path), 'utf8')).findings.map(({ rule }: { rule: string }) => rule);

describe('an audit against a baseline', PATIENT, () => {
  it('exits with 1 before it is made and with 0 after, in the table and in the report', () => {
    expect(audit('old.ndjson').code).toBe(1);
    expect(baseline('create', 'old.ndjson').code).toBe(0);
    const { code, stdout, stderr } = audit('old.ndjson');
    expect(code).toBe(0);
    expect(stdout).toContain('Against the baseline: 0 new, 1 known, 0 resolved');
    expect(stderr).toContain('exit 0: no open finding at or above high');
    expect(audited('old.ndjson')).toMatchObject({
      summary: { unbound: 1, findings: { open: 0, known: 1, high: 0 } },
      findings: [{ rule: 'token/expired', state: 'known', because: 'in the baseline since 2026-03-19' }],
      baseline: { path: DEFAULT, entries: 1, new: 0, known: 1, resolved: [] },
    });
  });

  it('tells the new violation alone', () => {
    baseline('create', 'old.ndjson');
    const { code, stderr } = audit('both.ndjson');
    expect(code).toBe(1);
    expect(stderr).toContain('exit 1: 1 open finding at or above high, the worst critical audience/mismatch');
    const open = audited('both.ndjson').findings.filter(({ state }: { state: string }) => state === 'open');
    expect(open.map(({ rule }: { rule: string }) => rule)).toEqual(['audience/mismatch']);
  });

  it('tells what is resolved', () => {
    baseline('create', 'both.ndjson');
    const { stdout } = audit('old.ndjson');
    expect(stdout).toContain('Against the baseline: 0 new, 1 known, 1 resolved');
    expect(stdout).toMatch(/✖ critical\s+audience\/mismatch/);
    expect(audited('old.ndjson').baseline.resolved).toMatchObject([{ rule: 'audience/mismatch', severity: 'critical' }]);
  });

  it('still fails on a leaked token, which never goes into a baseline', () => {
    const made = baseline('create', 'leaked.ndjson');
    expect(made.stderr).toContain('1 finding left out, as they are never baselined: exposure/leaked-token-used');
    expect(rulesOf()).toEqual(['token/expired']);
    const { code, stderr } = audit('leaked.ndjson');
    expect(code).toBe(1);
    expect(stderr).toContain('exposure/leaked-token-used');
  });

  it('says that an entry put there by hand for such a rule counts for nothing', () => {
    baseline('create', 'leaked.ndjson');
    const [leaked] = audited('leaked.ndjson').findings;
    const { fingerprint, rule, severity, title, about } = leaked;
    const entry = { fingerprint, rule, severity, title, about, since: '2026-03-19T00:00:00Z' };
    place.write('by-hand.json', JSON.stringify({ schema: 'bindcheck.baseline/1', findings: [entry] }));
    const report = audited('leaked.ndjson', '--baseline', 'by-hand.json');
    expect(report.findings[0]).toMatchObject({ rule: 'exposure/leaked-token-used', state: 'open' });
    expect(report.diagnostics).toContainEqual(expect.objectContaining({ code: 'baseline-entry-ignored', level: 'warning' }));
  });

  it('takes a named one, and none with --no-baseline', () => {
    baseline('create', 'old.ndjson', '-o', 'named.json');
    expect(existsSync(join(place.folder, DEFAULT))).toBe(false);
    expect(audit('old.ndjson').code).toBe(1);
    expect(audit('old.ndjson', '--baseline', 'named.json').code).toBe(0);
    baseline('create', 'old.ndjson');
    expect(audit('old.ndjson', '--no-baseline').code).toBe(1);
    expect(audited('old.ndjson', '--no-baseline').baseline).toBeUndefined();
  });

  it('compares a saved report, and makes a baseline of one', () => {
    audit('old.ndjson', '-f', 'json=saved.json');
    expect(baseline('create', 'saved.json').code).toBe(0);
    expect(inPlace('report', 'saved.json').code).toBe(1);
    expect(inPlace('report', 'saved.json', '--baseline', DEFAULT).code).toBe(0);
    audit('old.ndjson', '-f', 'json=known.json');
    expect(inPlace('report', 'known.json').code).toBe(0);
    expect(inPlace('report', 'known.json', '--no-baseline').code).toBe(1);
  });

  it('compares a database, and makes a baseline of one', () => {
    inPlace('ingest', 'old.ndjson', '--db', 'audit.db', '-p', 'bindcheck.policy.yaml');
    expect(baseline('create', '--db', 'audit.db').code).toBe(0);
    expect(inPlace('report', '--db', 'audit.db').code).toBe(0);
  });

  it('is not taken from among the logs', () => {
    place.write('logs/old.ndjson', [call('i-2', ended), sample(ended)]);
    baseline('create', 'old.ndjson', '-o', `logs/${DEFAULT}`);
    expect(audit('logs').code).toBe(1);
  });

  it('is never written over by a report', () => {
    baseline('create', 'old.ndjson');
    const { code, stderr } = audit('old.ndjson', '-f', `json=${DEFAULT}`);
    expect(code).toBe(2);
    expect(stderr).toContain('is an input of this audit');
  });

  it.each(['{', '{"schema":"bindcheck.baseline/1","findings":[{}]}'])('that is broken ends the run with 2: %s', (text) => {
    place.write('broken.json', text);
    const { code, stdout, stderr } = audit('old.ndjson', '--baseline', 'broken.json');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('broken.json cannot be used as a baseline');
  });

  it('that is missing ends the run with 2', () => {
    const { code, stderr } = audit('old.ndjson', '--baseline', 'none.json');
    expect(code).toBe(2);
    expect(stderr).toContain('bindcheck baseline create');
  });
});

describe('baseline create', PATIENT, () => {
  it('gives the same bytes for the same inputs', () => {
    for (const name of ['one.json', 'two.json']) baseline('create', 'both.ndjson', '-o', name);
    const read = (name: string): string => readFileSync(join(place.folder, name), 'utf8');
    expect(read('one.json')).toBe(read('two.json'));
  });

  it('never overwrites one', () => {
    baseline('create', 'old.ndjson');
    const { code, stderr } = baseline('create', 'both.ndjson');
    expect(code).toBe(2);
    expect(stderr).toContain('bindcheck baseline update');
    expect(rulesOf()).toEqual(['token/expired']);
  });

  it('writes an empty one where nothing is found, and none where nothing was audited', () => {
    expect(baseline('create', 'clean.ndjson').code).toBe(0);
    expect(rulesOf()).toEqual([]);
    place.write('empty.ndjson', '');
    expect(baseline('create', 'empty.ndjson', '-o', 'none.json').code).toBe(3);
    expect(existsSync(join(place.folder, 'none.json'))).toBe(false);
  });

  it('needs something to take findings from', () => {
    expect(baseline('create').code).toBe(2);
    expect(baseline('create', '--db', 'none.db').code).toBe(2);
    expect(existsSync(join(place.folder, 'none.db'))).toBe(false);
  });
});

describe('baseline update and prune', PATIENT, () => {
  it('update adds what is new and keeps what it had, with its reason', () => {
    baseline('create', 'old.ndjson');
    const path = join(place.folder, DEFAULT);
    place.write(DEFAULT, readFileSync(path, 'utf8').replace('"reason": null', '"reason": "SEC-1"'));
    const { code, stderr } = inPlace('baseline', 'update', 'both.ndjson', '--as-of', '2026-03-21');
    expect([code, stderr]).toEqual([0, `${DEFAULT}: 1 added, 1 kept\n`]);
    expect(JSON.parse(readFileSync(path, 'utf8')).findings).toMatchObject([
      { rule: 'audience/mismatch', since: '2026-03-21T00:00:00.000Z', reason: null },
      { rule: 'token/expired', since: '2026-03-19T00:00:00.000Z', reason: 'SEC-1' },
    ]);
  });

  it('prune drops what is resolved and adds nothing', () => {
    baseline('create', 'both.ndjson');
    const { code, stderr } = baseline('prune', 'old.ndjson');
    expect([code, stderr]).toEqual([0, `${DEFAULT}: 1 resolved and dropped, 1 kept\n`]);
    expect(rulesOf()).toEqual(['token/expired']);
  });

  it.each(['update', 'prune'])('%s needs a baseline', (what) => {
    expect(baseline(what, 'old.ndjson')).toMatchObject({ code: 2, stderr: expect.stringContaining('baseline create') });
  });
});

describe('baseline show', PATIENT, () => {
  it('lists what there is, as a table and as JSON', () => {
    baseline('create', 'both.ndjson');
    const { code, stdout } = inPlace('baseline', 'show');
    expect(code).toBe(0);
    expect(stdout).toContain(`${DEFAULT}: 2 known findings`);
    expect(stdout).toMatch(/▲ high\s+token\/expired\s+a · read · https/);
    expect(JSON.parse(inPlace('baseline', 'show', DEFAULT, '-f', 'json').stdout).findings).toHaveLength(2);
  });

  it('shows hostile text as text', () => {
    const about = { server_name: 'a\u001b[31m\u202e' };
    const entry = { fingerprint: 'f', rule: 'token/expired', severity: 'low', title: 't', about, since: '2026-03-19T00:00:00Z' };
    place.write('hostile.json', JSON.stringify({ schema: 'bindcheck.baseline/1', findings: [entry] }));
    for (const form of ['table', 'json']) {
      const { stdout } = inPlace('baseline', 'show', 'hostile.json', '-f', form);
      expect(stdout).not.toMatch(/[\u001b\u202e]/);
    }
  });

  it('refuses a form that it does not know', () => {
    baseline('create', 'old.ndjson');
    expect(inPlace('baseline', 'show', '-f', 'xml').code).toBe(2);
  });
});
