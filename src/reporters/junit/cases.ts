import type { Finding, Report, RuleReport } from '../../model/report.ts';
import { aboutText, counted, span } from '../table/words.ts';
import { element, startTag } from './xml.ts';

/** How a test case ended; `passed` has nothing below it. */
type Ending = 'passed' | 'failure' | 'error' | 'skipped';

/** A test case as JUnit has it. */
export interface Case {
  readonly name: string;
  readonly ending: Ending;
  readonly message: string;
  /** Kind of a failure or error. */
  readonly type: string;
  readonly lines: readonly string[];
}

const skipped = (name: string, message: string): Case => ({ name, ending: 'skipped', message, type: '', lines: [] });

const whole = (value: string): string => value;

const linesOf = (finding: Finding): string[] => [
  finding.message,
  `about: ${aboutText(finding.about, whole)}`,
  `seen: ${counted(finding.occurrences, 'time')}, ${span(finding.first_seen, finding.last_seen)}`,
  ...finding.evidence.map(({ source, line, record_id }) => `where: ${source}:${line} (record ${record_id})`),
  `to mend: ${finding.remediation}`,
  `finding: ${finding.fingerprint}`,
];

/** The fingerprint tells apart findings that are about the same, so that names are unique and stable. */
const caseOfFinding = (finding: Finding): Case => {
  const name = `${finding.rule} ${aboutText(finding.about, whole)} [${finding.fingerprint.slice(0, 8)}]`;
  if (finding.state !== 'open') return skipped(name, `${finding.state}: ${finding.because ?? 'in the baseline'}`);
  return { name, ending: 'failure', message: finding.title, type: finding.severity, lines: linesOf(finding) };
};

const gapsOf = ({ gaps }: RuleReport): string =>
  gaps.map(({ reason, count }) => `${reason} (${counted(count, 'call')})`).join(', ');

const ENDINGS: Readonly<Record<RuleReport['verdict'], (rule: RuleReport) => Case>> = {
  pass: ({ id }) => ({ name: id, ending: 'passed', message: '', type: '', lines: [] }),
  'not-evaluable': (rule) => skipped(rule.id, `not evaluable: ${gapsOf(rule)}`),
  'not-applicable': ({ id }) => skipped(id, 'applies to none of the calls'),
  fail: ({ id, counts }) => skipped(id, `${counted(counts.fail, 'fail')}, none of which is a finding that this report lists`),
};

/** The cases of a rule: one for each of its findings; without any, one that says what came of it. */
export const casesOfRule = (rule: RuleReport | undefined, findings: readonly Finding[]): readonly Case[] =>
  findings.length > 0 || !rule ? findings.map(caseOfFinding) : [ENDINGS[rule.verdict](rule)];

/** The audit itself: what kept it from being whole is an error, not a failure. */
export const casesOfAudit = ({ summary }: Report): readonly Case[] => {
  const name = 'the audit is complete';
  if (summary.complete) return [{ name, ending: 'passed', message: '', type: '', lines: [] }];
  const lines = summary.incomplete_because;
  return [{ name, ending: 'error', message: lines.join('; '), type: 'incomplete', lines }];
};

/** A case as XML, on lines of its own. */
export const caseElement = ({ name, ending, message, type, lines }: Case, suite: string): string => {
  const attributes = { name, classname: `bindcheck.${suite}`, time: 0 };
  if (ending === 'passed') return `    ${element('testcase', attributes)}\n`;
  const below = element(ending, { message, ...(type === '' ? {} : { type }) }, lines);
  return `    ${startTag('testcase', attributes)}\n      ${below}\n    </testcase>\n`;
};
