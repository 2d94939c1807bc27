import { describe, expect, test } from 'vitest';
import { cellCode, code } from '../../src/reporters/markdown/text.ts';
import markdown from '../../src/reporters/markdown.ts';
import { HOSTILE, hostileReport, manyFindings, OPTIONS, type ReportName, rendered, report } from './reports.ts';

test('canonical', async () => {
  await expect(rendered(markdown, report('canonical'))).toMatchFileSnapshot('../../fixtures/reports/canonical.md');
});

test.each<ReportName>(['canonical', 'empty', 'no-execution', 'no-policy'])(
  '%s: the numbers of the summary come first',
  (name) => {
    const { open } = report(name).summary.findings;
    const text = rendered(markdown, report(name));
    expect(text).toContain(open === 0 ? '**No open finding**' : `**${open} open finding`);
  },
);

/** What is outside of code spans, which is all that Markdown acts on. */
const outsideCode = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replace(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, ''))
    .join('\n');

describe('hostile logs', () => {
  const text = rendered(markdown, hostileReport(), { showSuppressed: true });

  test('stay within code', () => {
    expect(outsideCode(text)).not.toMatch(/<script|evil\.example|@all|::error|\[x\]|`/);
    expect(text).toContain('<script>');
  });

  test('reach no terminal', () => {
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200f\u2028\u202e]|\p{Cs}/u);
  });

  test('add no cell and no row', () => {
    const rows = text.split('\n').filter((line) => line.startsWith('| ✖') || line.startsWith('| ▲'));
    expect(rows.length).toBe(10);
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(7);
  });
});

describe('code', () => {
  test.each([
    ['a', '`a`'],
    ['a`b', '``a`b``'],
    ['`a', '`` `a ``'],
    ['', '–'],
    [' ', '–'],
    ['a\nb', '`a\\nb`'],
  ])('%j becomes %s', (text, expected) => {
    expect(code(text)).toBe(expected);
  });

  test('is bounded', () => {
    expect(code(HOSTILE.repeat(1000)).length).toBeLessThan(1100);
    expect(code('`'.repeat(100_000)).length).toBeLessThan(4000);
  });

  test('in a cell has no bare pipe', () => {
    expect(cellCode('a|b', 80)).toBe('`a\\|b`');
  });
});

describe('25,001 findings', () => {
  const given = manyFindings(25_001);

  test('fit into a job summary, and what is left out is said', () => {
    const text = rendered(markdown, given);
    expect(Buffer.byteLength(text)).toBeLessThan(1_000_000);
    const open = given.summary.findings.open;
    expect(text).toContain(`and ${(open - 1000).toLocaleString('en')} more`);
    expect(markdown.notes(given, OPTIONS)).toHaveLength(1);
  });

  test('are all listed with -v', () => {
    const text = rendered(markdown, given, { verbose: true });
    expect(text.match(/^\| [✖▲●○]/gmu)).toHaveLength(given.summary.findings.open);
    expect(markdown.notes(given, { ...OPTIONS, verbose: true })).toEqual([]);
  });
});
