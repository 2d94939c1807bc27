import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPORTERS } from '../../src/reporters/index.ts';
import { bindcheck } from '../program.ts';
import { manyFindings } from '../reporters/reports.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';

const FORMATS = REPORTERS.map(({ id }) => id);
const AS_OF = ['--as-of', '2026-03-12'];
const policy = 'fixtures/demo/bindcheck.policy.yaml';

let place: Workspace;
let saved: string;
let database: string;

const written = (id: string): string => readFileSync(join(place.folder, `first.${id}`), 'utf8');

beforeAll(() => {
  place = createWorkspace();
  saved = join(place.folder, 'first.json');
  database = join(place.folder, 'audit.db');
  const formats = FORMATS.flatMap((id) => ['-f', `${id}=${join(place.folder, `first.${id}`)}`]);
  bindcheck(['audit', 'fixtures/demo/logs', 'fixtures/demo/tokens.ndjson', '-p', policy, ...AS_OF, '--db', database, ...formats]);
});

afterAll(() => place.remove());

describe('bindcheck report', () => {
  it('renders a saved report again, in every format and with the same exit code', () => {
    const formats = FORMATS.flatMap((id) => ['-f', `${id}=${join(place.folder, `again.${id}`)}`]);
    expect(bindcheck(['report', saved, ...formats]).code).toBe(1);
    for (const id of FORMATS) expect(readFileSync(join(place.folder, `again.${id}`), 'utf8'), id).toBe(written(id));
  });

  it('renders a database again, with the same findings and controls', () => {
    const { stdout } = bindcheck(['report', '--db', database, '-p', policy, ...AS_OF, '-f', 'csv-controls']);
    expect(stdout).toBe(written('csv-controls'));
  });

  it('leaves out what lies below a severity', () => {
    const { stdout } = bindcheck(['report', saved, '-f', 'ndjson', '--min-severity', 'critical']);
    const severities = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).severity);
    expect(new Set(severities)).toEqual(new Set(['critical']));
  });

  it.each([['--rule', 'token/*'], ['--since', '2026-03-01'], ['--control', 'ASI03'], ['--strict']])(
    'refuses %s, which a saved report cannot obey',
    (...args) => {
      const { code, stderr } = bindcheck(['report', saved, ...args]);
      expect([code, stderr]).toEqual([2, expect.stringContaining(`${args[0]} needs the database`)]);
    },
  );

  it('refuses verdicts of a saved report', () => {
    expect(bindcheck(['report', saved, '-f', 'verdicts'])).toMatchObject({ code: 2 });
  });

  it('says what is wrong with a file that is no report, and where', () => {
    const report = JSON.parse(readFileSync(saved, 'utf8'));
    report.findings[0].severity = 'dreadful';
    const path = join(place.folder, 'wrong.json');
    writeFileSync(path, JSON.stringify(report));
    const { code, stderr } = bindcheck(['report', path]);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'at /findings/0/severity it must be equal to one of the allowed values: critical, high, medium, low',
    );
  });

  it('says on standard error what a format leaves out, but not with --quiet', () => {
    const path = join(place.folder, 'many.json');
    const given = manyFindings(3600);
    writeFileSync(path, JSON.stringify(given));
    const left = `${given.summary.findings.open} findings, of which the first 1,000 are listed`.replace(/^(\d)(\d{3})/, '$1,$2');
    if (given.summary.findings.open <= 1000) throw new Error('too few findings');
    expect(bindcheck(['report', path, '-f', 'markdown']).stderr).toContain(`note markdown: ${left}`);
    expect(bindcheck(['report', path, '-f', 'markdown', '-q']).stderr).not.toContain('note');
  });

  it('does not write over the report that it reads', () => {
    expect(bindcheck(['report', saved, '-f', 'csv', '-o', saved])).toMatchObject({ code: 2 });
  });
});
