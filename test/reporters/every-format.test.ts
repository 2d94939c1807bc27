import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { REPORTERS, reporterById } from '../../src/reporters/index.ts';
import { hostileReport, manyFindings, rendered, report } from './reports.ts';

/** What a terminal acts on, or hides text with; lone surrogates too, which no encoding has. */
const ACTING = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\p{Cs}/u;

const text = (id: string, of: Report): string => {
  const reporter = reporterById(id);
  if (!reporter) throw new Error(`no reporter ${id}`);
  return rendered(reporter, of, { showSuppressed: true, verbose: true });
};

const linesOf = (id: string, of: Report): string[] =>
  text(id, of)
    .split('\n')
    .filter((line) => line !== '');

type Numbers = Readonly<Record<'open' | 'known' | 'suppressed', number>>;

const tally = (states: readonly string[]): Numbers => ({
  open: states.filter((state) => state === 'open').length,
  known: states.filter((state) => state === 'known').length,
  suppressed: states.filter((state) => state === 'suppressed').length,
});

const rowsOf = (of: Report): Record<string, string>[] =>
  parse(text('csv', of), { columns: true }) as unknown as Record<string, string>[];

const OCSF_STATES: Readonly<Record<number, string>> = { 1: 'open', 3: 'suppressed', 99: 'known' };

/** Findings by state as each format that lists all of them tells it. */
const TOLD: Readonly<Record<string, (of: Report) => Numbers>> = {
  json: (of) => tally(JSON.parse(text('json', of)).findings.map(({ state }: { state: string }) => state)),
  ndjson: (of) => tally(linesOf('ndjson', of).map((line) => JSON.parse(line).state)),
  csv: (of) => tally(rowsOf(of).map(({ state = '' }) => state)),
  sarif: (of) =>
    tally(
      JSON.parse(text('sarif', of)).runs[0].results.map(({ properties }: { properties: { state: string } }) => properties.state),
    ),
  ocsf: (of) => tally(linesOf('ocsf', of).map((line) => OCSF_STATES[JSON.parse(line).status_id] ?? '')),
  junit: (of) => {
    const xml = text('junit', of);
    return {
      open: xml.match(/<failure /g)?.length ?? 0,
      known: xml.match(/<skipped message="known: /g)?.length ?? 0,
      suppressed: xml.match(/<skipped message="suppressed: /g)?.length ?? 0,
    };
  },
  markdown: (of) => {
    const rows = linesOf('markdown', of).filter((line) => /^\| [✖▲●○] /u.test(line));
    return tally(rows.map((row) => /\((known|suppressed)\)/.exec(row)?.[1] ?? 'open'));
  },
};

describe.each(Object.keys(TOLD))('%s', (id) => {
  test.each([
    ['the canonical report', () => report('canonical')],
    ['a clean one', () => report('empty')],
    ['2,000 findings', () => manyFindings(2000)],
  ] as const)('tells the same numbers as the summary: %s', (_, make) => {
    const given = make();
    const { open, known, suppressed } = given.summary.findings;
    expect(TOLD[id]?.(given)).toEqual({ open, known, suppressed });
  });
});

test('the table, the annotations and Markdown state the same number of open findings', () => {
  for (const given of [report('canonical'), manyFindings(25_001)]) {
    const open = given.summary.findings.open.toLocaleString('en');
    expect(rendered(reporterById('table') ?? fail(), given)).toContain(`${open} open findings`);
    expect(text('github', given)).toContain(`::${open} open findings among`);
    expect(text('markdown', given)).toContain(`**${open} open findings**`);
  }
});

const fail = (): never => {
  throw new Error('no such reporter');
};

describe.each(REPORTERS.map(({ id }) => id))('%s', (id) => {
  test('of hostile logs holds nothing that acts on a terminal', () => {
    expect(ACTING.exec(text(id, hostileReport()))).toBeNull();
  });

  test('of a clean audit is written all the same', () => {
    for (const name of ['empty', 'no-execution', 'no-policy'] as const) expect(typeof text(id, report(name))).toBe('string');
  });

  test('gives the same text twice', () => {
    expect(text(id, report('canonical'))).toBe(text(id, report('canonical')));
  });
});

test('CSV of hostile logs is read back with as many rows and columns, and no cell is a formula', () => {
  const rows = parse(text('csv', hostileReport())) as string[][];
  expect(rows).toHaveLength(hostileReport().findings.length + 1);
  expect(new Set(rows.map((row) => row.length)).size).toBe(1);
  expect(rows.flat().filter((cell) => /^\s*[=+\-@\t\r]/.test(cell))).toEqual([]);
});

test('CSV of 25,001 findings has a row for each', () => {
  expect(rowsOf(manyFindings(25_001))).toHaveLength(25_001);
});
