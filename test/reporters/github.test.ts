import { expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import github from '../../src/reporters/github.ts';
import { hostileReport, manyFindings, rendered, report } from './reports.ts';

const COMMAND = /^::(error|warning|notice) ((?:[a-z]+=[^,:\r\n]*)(?:,[a-z]+=[^,:\r\n]*)*)::([^\r\n]*)$/;

const commandsOf = (of: Report): readonly (readonly string[])[] =>
  rendered(github, of)
    .trimEnd()
    .split('\n')
    .map((line) => {
      const match = COMMAND.exec(line);
      if (!match) throw new Error(`no workflow command: ${line.slice(0, 80)}`);
      return match.slice(1);
    });

const kinds = (of: Report): Record<string, number> => {
  const counts: Record<string, number> = { error: 0, warning: 0, notice: 0 };
  for (const [kind = ''] of commandsOf(of)) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

test('canonical', async () => {
  await expect(rendered(github, report('canonical'))).toMatchFileSnapshot('../../fixtures/reports/canonical.github.txt');
});

test('open findings are annotations at their place, and the audit has the last word', () => {
  const commands = commandsOf(report('canonical'));
  expect(commands[0]).toEqual([
    'error',
    expect.stringMatching(/^file=logs\/[^,]+,line=\d+,title=critical audience\/mismatch%3A /),
    expect.stringContaining('Seen 41 times'),
  ]);
  expect(kinds(report('canonical'))).toEqual({ error: 10, warning: 2, notice: 2 });
  expect(commands.at(-1)?.[2]).toBe('12 open findings among 1,282 executions looked at');
  expect(commands.at(-2)?.[2]).toMatch(/^The audit is incomplete: /);
});

test('without a finding it says among how much', () => {
  expect(rendered(github, report('empty'))).toBe('::notice title=bindcheck::No open finding among 1,282 executions looked at\n');
});

test('GitHub shows ten of a kind: the worst are chosen, and the rest is counted', () => {
  const given = manyFindings(25_001);
  expect(kinds(given)).toEqual({ error: 10, warning: 10, notice: 10 });
  const open = given.findings.filter(({ state }) => state === 'open').length;
  const shown = 10 + 9 + 9;
  expect(commandsOf(given).at(-1)?.[2]).toContain(`${(open - shown).toLocaleString('en')} of them not annotated`);
});

test('a hostile log cannot begin a command, nor leave its property', () => {
  const commands = commandsOf(hostileReport());
  expect(commands).toHaveLength(14);
  for (const [, , message = ''] of commands) expect(message).not.toMatch(/%(?!25)|[\u0000-\u001f\u007f-\u009f\u202e]|\p{Cs}/u);
});
