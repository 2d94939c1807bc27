import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/lib/terminal-text.ts';
import type { Finding, Report } from '../../src/model/report.ts';
import table from '../../src/reporters/table.ts';
import { type ReportName, rendered, report } from './reports.ts';

const golden = (name: string) => `../../fixtures/reports/${name}`;

const ESCAPE = '\u001b';
const HOSTILE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

describe('golden files', () => {
  test.each([80, 160])('canonical at %i columns', async (width) => {
    await expect(rendered(table, report('canonical'), { width })).toMatchFileSnapshot(golden(`canonical.table-${width}.txt`));
  });

  test('canonical in colour', async () => {
    await expect(rendered(table, report('canonical'), { color: true })).toMatchFileSnapshot(golden('canonical.table-color.txt'));
  });

  test.each<ReportName>(['empty', 'no-execution', 'no-policy'])('%s', async (name) => {
    await expect(rendered(table, report(name))).toMatchFileSnapshot(golden(`${name}.table-80.txt`));
  });
});

describe('layout', () => {
  const widths = [60, 72, 80, 100, 120, 160];

  test.each(widths)('no line is wider than %i columns', (width) => {
    const lines = rendered(table, report('canonical'), { width, verbose: true, showSuppressed: true }).split('\n');
    expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
  });

  test.each([
    [0, 60],
    [59, 60],
    [Number.NaN, 60],
    [1000, 160],
  ])('a width of %d counts as %i', (given, counted) => {
    expect(rendered(table, report('canonical'), { width: given })).toBe(rendered(table, report('canonical'), { width: counted }));
  });

  test('colour changes no text, and ends on the line where it begins', () => {
    const painted = rendered(table, report('canonical'), { color: true });
    expect(painted).toContain(ESCAPE);
    expect(stripVTControlCharacters(painted)).toBe(rendered(table, report('canonical')));
    const opened = painted.split('\n').filter((line) => line.lastIndexOf(`${ESCAPE}[`) > -1);
    expect(opened.every((line) => /\u001b\[(?:39|22)m[^\u001b]*$/.test(line))).toBe(true);
  });

  test('the same report gives the same bytes, and is not changed', () => {
    const given = report('canonical');
    expect(rendered(table, given)).toBe(rendered(table, given));
    expect(given).toEqual(report('canonical'));
  });
});

describe('what to do next', () => {
  const step = 'for what can be decided from it, and what to configure';
  const from = (format: string): string => {
    const given = report('canonical');
    const sources = given.sources.slice(0, 1).map((source) => ({ ...source, format, invocations: 1 }));
    return rendered(table, { ...given, sources }, { width: 160 });
  };

  test('the log of a product leads to what is to be configured there', () => {
    expect(from('kong-ai-mcp, envoy-access-log')).toContain(
      `bindcheck formats envoy-access-log\` (likewise kong-ai-mcp) ${step}`,
    );
  });

  test('a saved report puts no command of its own into one that is to be pasted', () => {
    expect(from('x; touch y')).toContain("bindcheck formats 'x; touch y'`");
  });

  test.each(['invocation', 'map:nginx'])('a log of %s, whose fields the reader chose, does not', (format) => {
    expect(from(format)).not.toContain(step);
  });
});

describe('hostile text', () => {
  test('nothing of a log acts on the terminal', () => {
    const text = rendered(table, report('canonical'), { verbose: true, showSuppressed: true });
    expect(text).not.toMatch(HOSTILE);
    expect(text).toContain('logs/tickets\\x1b[31m.ndjson:8');
    expect(text).toContain('t-8\\u202egpj.exe');
  });

  test('an id of a megabyte is cut', () => {
    const given = report('no-policy');
    const [first] = given.findings as [Finding];
    const long = { ...given, findings: [{ ...first, about: { server_name: 'x'.repeat(1_000_000) } }] };
    expect(rendered(table, long).length).toBeLessThan(10_000);
  });
});

const many = (number: number): Report => {
  const given = report('no-policy');
  const [first] = given.findings as [Finding];
  return { ...given, findings: Array.from({ length: number }, (_, index) => ({ ...first, fingerprint: `f1-${index}` })) };
};

describe('what is listed', () => {
  test('known and suppressed findings are counted, and listed where asked for', () => {
    const hidden = rendered(table, report('canonical'));
    expect(hidden).toContain('12 open findings: 4 critical, 6 high, 1 medium, 1 low · 1 known · 1 suppressed');
    expect(hidden).not.toContain('token/lifetime-excessive');
    const listed = rendered(table, report('canonical'), { showSuppressed: true, width: 120 });
    expect(listed).toMatch(/medium \(known\)\s+token\/lifetime-excessive/);
    expect(listed).toMatch(/medium \(suppressed\)\s+audience\/overbroad/);
  });

  test('only suppressed findings: none is open, and that is not called clean', () => {
    const given = report('canonical');
    const text = rendered(table, { ...given, findings: given.findings.filter(({ state }) => state === 'suppressed') });
    expect(text).toContain('No open finding among 1,282 executions looked at · 1 suppressed');
    expect(text).toContain('--show-suppressed');
  });

  test('a lowered severity says so, in full and in a row', () => {
    const given = report('canonical');
    const lowered = given.findings.filter(({ rule }) => rule === 'session/token-absent');
    const full = rendered(table, { ...given, findings: lowered }, { width: 160 });
    expect(full).toContain('By default critical. A tool that demands a token ran without one');
    expect(rendered(table, given)).toContain('high (lowered)');
  });

  test('what is left out is counted, and shown with verbose', () => {
    expect(rendered(table, many(50))).toContain('and 12 more, all of them with -v or -f csv=findings.csv');
    expect(rendered(table, many(50), { verbose: true }).match(/▲ high {2}/g)).toHaveLength(42);
  });

  test('the remedy of findings that share it is said once', () => {
    expect(rendered(table, many(3)).match(/to mend {3}as above/g)).toHaveLength(2);
  });

  test('gaps are folded over rules, those that leave executions unproven first', () => {
    const given = report('canonical');
    const text = rendered(table, given);
    expect(text).toContain('signature-stripped: up to 428 calls in 2 rules (first: record i-600)');
    expect(text).toContain('no-presenter-identity: up to 330 calls in 1 rule; leaves none unproven');
    expect(text.indexOf('no-request-uri')).toBeLessThan(text.indexOf('no-presenter-identity'));
  });

  test.each([
    [860, 'No replay found among 1,282 executions looked at, of which up to 860 could be judged.'],
    [1282, 'No replay found among 1,282 executions looked at.'],
    [0, 'Whether anything was replayed could not be judged for any of 1,282 executions looked at.'],
  ])('%i judged for a replay', (pass, sentence) => {
    const given = report('empty');
    const counts = { pass, fail: 0, blocked: 0, not_evaluable: 1282 - pass, not_applicable: 0 };
    const rules = [{ id: 'replay/bearer-context', verdict: 'pass' as const, counts, gaps: [] }];
    expect(rendered(table, { ...given, rules }, { width: 120 })).toContain(sentence);
  });

  test('nothing is called passed, compliant or secure', () => {
    const text = (['canonical', 'empty', 'no-execution', 'no-policy'] as const)
      .map((name) => rendered(table, report(name)))
      .join('');
    expect(text).not.toMatch(/\b(?:passed|compliant|conform\w*|secure|clean|all good)\b/i);
  });
});
