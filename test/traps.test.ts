import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VerdictLine } from '../src/evaluate/verdict-line.ts';
import { ruleById } from '../src/rules/index.ts';
import { runTrap } from './traps/run.ts';
import { type ExpectedLine, readTrap } from './traps/scenario.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** Traffic that naive checks accuse, and what is right to say of it (standards §18.1). */
const FOLDER = 'fixtures/traps';
const ROWS = 31;

const traps = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => [name.slice(0, -'.json'.length), readTrap(`${FOLDER}/${name}`)] as const);

let place: Workspace;

beforeEach(() => {
  place = createWorkspace();
});

afterEach(() => place.remove());

const isRule = (name: string): boolean => name.includes('/');

/** What a line says of all that is expected, and every fail. */
const relevantOf = (line: VerdictLine, expected: ExpectedLine): ExpectedLine => {
  const fails = Object.keys(line.rules).filter((rule) => line.rules[rule] === 'fail');
  const names = [...new Set([...Object.keys(expected), ...fails])];
  return Object.fromEntries(
    names.map((name) => [name, isRule(name) ? (line.rules[name] ?? 'not-applicable') : line[name as keyof VerdictLine]]),
  );
};

describe.each(traps)('%s', (_name, trap) => {
  it(trap.trap, async () => {
    const { report, lines } = await runTrap(trap, place);
    expect(report.sources.filter(({ rejected, ignored }) => rejected + ignored > 0)).toEqual([]);
    const nameOf = ({ record_id: id }: VerdictLine): string => (Object.hasOwn(trap.expect, '*') ? '*' : id);
    const verdicts = lines.map((line) => [nameOf(line), relevantOf(line, trap.expect[nameOf(line)] ?? {})] as const);
    expect(verdicts).toHaveLength(Object.keys(trap.expect).length);
    expect(Object.fromEntries(verdicts)).toEqual(trap.expect);
    expect(Object.fromEntries(report.findings.map(({ rule, severity }) => [rule, severity]))).toEqual(trap.findings ?? {});
    expect(report.summary).toMatchObject(trap.summary ?? {});
  });

  it('names rules that there are', () => {
    const named = Object.values(trap.expect).flatMap((line) => Object.keys(line).filter(isRule));
    expect([...named, ...Object.keys(trap.findings ?? {})].filter((id) => !ruleById(id))).toEqual([]);
    expect(named.length).toBeGreaterThan(0);
  });
});

it('covers every row of the table', () => {
  const rows = new Set(traps.map(([, { row }]) => row));
  expect([...rows].sort((a, b) => a - b)).toEqual(Array.from({ length: ROWS }, (_, index) => index + 1));
});
