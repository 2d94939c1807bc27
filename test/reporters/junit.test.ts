import { beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import junit from '../../src/reporters/junit.ts';
import { hostileReport, manyFindings, type ReportName, rendered, report } from './reports.ts';
import { type Element, parseXml } from './xml.ts';

const suitesOf = (of: Report): Element => parseXml(rendered(junit, of));

const casesIn = (root: Element): readonly Element[] => root.children.flatMap(({ children }) => children);

const countOf = (elements: readonly Element[], ending: string): number =>
  elements.filter(({ children }) => children.some(({ name }) => name === ending)).length;

const numbersOf = ({ attributes }: Element): readonly number[] =>
  ['tests', 'failures', 'errors', 'skipped'].map((name) => Number(attributes[name]));

const counted = (cases: readonly Element[]): readonly number[] => [
  cases.length,
  countOf(cases, 'failure'),
  countOf(cases, 'error'),
  countOf(cases, 'skipped'),
];

test('canonical', async () => {
  await expect(rendered(junit, report('canonical'))).toMatchFileSnapshot('../../fixtures/reports/canonical.junit.xml');
});

const NAMES: readonly ReportName[] = ['canonical', 'empty', 'no-execution', 'no-policy'];
describe.each([
  ...NAMES.map((name) => [name, () => report(name)] as const),
  ['hostile', hostileReport] as const,
  ['25,001 findings', () => manyFindings(25_001)] as const,
])('%s', (_, make) => {
  let root: Element;
  beforeAll(() => {
    root = suitesOf(make());
  });

  test('is well-formed, and its counts add up', () => {
    expect(root.name).toBe('testsuites');
    expect(numbersOf(root)).toEqual(counted(casesIn(root)));
    for (const suite of root.children) {
      expect(suite.name).toBe('testsuite');
      expect(numbersOf(suite)).toEqual(counted(suite.children));
      expect(suite.attributes['timestamp']).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/);
    }
  });

  test('has as many failures as there are open findings, and every case a name of its own', () => {
    const cases = casesIn(root);
    expect(countOf(cases, 'failure')).toBe(make().findings.filter(({ state }) => state === 'open').length);
    const names = cases.map(({ attributes }) => `${attributes['classname']} ${attributes['name']}`);
    expect(new Set(names).size).toBe(names.length);
    expect(cases.filter(({ attributes }) => attributes['time'] !== '0')).toEqual([]);
    expect(cases.filter(({ attributes }) => !attributes['classname']?.startsWith('bindcheck.'))).toEqual([]);
  });
});

const caseOf = (of: Report, name: string): Element => {
  const found = casesIn(suitesOf(of)).find(({ attributes }) => attributes['name']?.startsWith(name));
  if (!found) throw new Error(`no case ${name}`);
  return found;
};

test('a finding that is open fails, with what was observed and where', () => {
  const [failure] = caseOf(report('canonical'), 'binding/downgrade-to-bearer').children;
  expect(failure).toMatchObject({ name: 'failure', attributes: { type: 'critical' } });
  expect(failure?.text).toContain('where: logs/');
  expect(failure?.text).toContain('to mend: ');
});

test('what is suppressed or known is skipped, with the reason', () => {
  expect(caseOf(report('canonical'), 'audience/overbroad').children[0]).toMatchObject({
    name: 'skipped',
    attributes: { message: 'suppressed: split of the client is planned, SEC-123' },
  });
  expect(caseOf(report('canonical'), 'token/lifetime-excessive').children[0]?.attributes['message']).toMatch(/^known: /);
});

test('a rule that found nothing passes only where it was evaluated', () => {
  const given = report('canonical');
  const [rule] = given.rules;
  if (!rule) throw new Error('the fixture has no rule');
  const ending = (verdict: typeof rule.verdict): Element =>
    caseOf({ ...given, findings: [], rules: [{ ...rule, verdict }] }, rule.id);
  expect(ending('pass').children).toEqual([]);
  expect(ending('not-evaluable').children[0]?.attributes['message']).toBe(
    'not evaluable: no-request-time (310 calls), no-token-sample (66 calls)',
  );
  expect(ending('not-applicable').children[0]).toMatchObject({ name: 'skipped' });
  expect(ending('fail').children[0]?.attributes['message']).toContain('none of which is a finding that this report lists');
});

test('an audit that is not complete is an error', () => {
  expect(caseOf(report('canonical'), 'the audit is complete').children[0]).toMatchObject({ name: 'error' });
  expect(caseOf(report('empty'), 'the audit is complete').children).toEqual([]);
});
