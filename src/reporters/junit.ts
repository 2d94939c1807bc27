import type { Finding, Report } from '../model/report.ts';
import type { Reporter } from '../model/reporter.ts';
import { type Case, caseElement, casesOfAudit, casesOfRule } from './junit/cases.ts';
import { startTag } from './junit/xml.ts';

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

const familyOf = (rule: string): string => rule.split('/')[0] ?? rule;

const byRule = (findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> => {
  const rules = new Map<string, Finding[]>();
  for (const finding of findings) {
    const same = rules.get(finding.rule);
    if (same) same.push(finding);
    else rules.set(finding.rule, [finding]);
  }
  return rules;
};

/** The audit, then a suite for each family of rules in the order of the catalogue. */
const suitesOf = (report: Report): readonly Suite[] => {
  const findings = byRule(report.findings);
  const families = new Map<string, Case[]>();
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  for (const id of new Set([...rules.keys(), ...findings.keys()])) {
    const cases = families.get(familyOf(id)) ?? [];
    families.set(familyOf(id), cases);
    for (const each of casesOfRule(rules.get(id), findings.get(id) ?? [])) cases.push(each);
  }
  return [{ name: 'audit', cases: casesOfAudit(report) }, ...[...families].map(([name, cases]) => ({ name, cases }))];
};

const countsOf = (suites: readonly Suite[]): Readonly<Record<string, number>> => {
  const counts = { tests: 0, failures: 0, errors: 0, skipped: 0 };
  for (const { cases } of suites) {
    for (const { ending } of cases) {
      counts.tests++;
      if (ending === 'failure') counts.failures++;
      if (ending === 'error') counts.errors++;
      if (ending === 'skipped') counts.skipped++;
    }
  }
  return { ...counts, time: 0 };
};

/** JUnit in the dialect that Jenkins, GitLab and GitHub actions read: failures are the open findings. */
export default {
  id: 'junit',
  title: 'JUnit XML, a test case a rule and finding, for Jenkins and GitLab',
  extension: 'xml',
  *render(report: Report) {
    const suites = suitesOf(report);
    yield '<?xml version="1.0" encoding="UTF-8"?>\n';
    yield `${startTag('testsuites', { name: 'bindcheck', ...countsOf(suites) })}\n`;
    for (const suite of suites) {
      const timestamp = report.run.as_of.slice(0, 19);
      yield `  ${startTag('testsuite', { name: suite.name, ...countsOf([suite]), timestamp })}\n`;
      for (const each of suite.cases) yield caseElement(each, suite.name);
      yield '  </testsuite>\n';
    }
    yield '</testsuites>\n';
  },
} satisfies Reporter;
