import { linksOf } from '../../frameworks/index.ts';
import type { Finding, Report } from '../../model/report.ts';
import type { RuleText } from '../../model/rule-text.ts';
import type { Severity } from '../../model/severity.ts';
import { messageOf } from './message.ts';

/** What a descriptor is made of; of a rule that this version does not know only what its findings say. */
export type KnownRule = Pick<RuleText, 'id' | 'title' | 'class' | 'severity' | 'fix'> & Partial<RuleText>;

/** Levels of SARIF. */
export const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};

/** GitHub sorts by bands of CVSS: critical from 9.0, high from 7.0, medium from 4.0. */
export const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
};

/** What GitHub shows of the tags of a rule; more than twice as many are refused. */
const MOST_TAGS = 10;

const fromFinding = ({ rule, title, class: of, severity, remediation }: Finding): KnownRule => ({
  id: rule,
  title,
  class: of as RuleText['class'],
  severity,
  fix: remediation,
});

/** All rules of the catalogue, and those that only findings of a saved report name. */
export const rulesOf = ({ findings }: Report, catalogue: readonly RuleText[]): readonly KnownRule[] => {
  const known = new Map<string, KnownRule>(catalogue.map((rule) => [rule.id, rule]));
  for (const finding of findings) if (!known.has(finding.rule)) known.set(finding.rule, fromFinding(finding));
  return [...known.values()];
};

const nameOf = (id: string): string => id.replace(/(?:^|[/-])([a-z0-9])/g, (_, first: string) => first.toUpperCase());

const tagsOf = (rule: KnownRule, frameworks: readonly string[]): string[] => {
  const links = linksOf(rule.class, frameworks).filter(({ strength }) => strength === 'direct' || strength === 'partial');
  const weaknesses = links.filter(({ framework }) => framework === 'cwe').map(({ id }) => `external/cwe/${id.toLowerCase()}`);
  const others = links.filter(({ framework }) => framework.startsWith('owasp-')).map(({ id }) => id);
  return ['security', ...weaknesses, rule.class, ...others].slice(0, MOST_TAGS);
};

const sectionsOf = ({ why, failsWhen, notEvaluableWhen, fix, spec }: KnownRule): (readonly [string, string])[] =>
  (
    [
      ['Why it matters', why],
      ['Fails when', failsWhen],
      ['Cannot be judged when', notEvaluableWhen === '-' ? undefined : notEvaluableWhen],
      ['How to mend it', fix],
      ['Specification', spec],
    ] as const
  ).filter((section): section is [(typeof section)[0], string] => section[1] !== undefined);

const helpOf = (rule: KnownRule): object => {
  const sections = sectionsOf(rule);
  const text = sections.map(([title, body]) => `${title}: ${messageOf(body).text}`).join('\n\n');
  const markdown = sections.map(([title, body]) => `**${title}**\n\n${messageOf(body).text}`).join('\n\n');
  return { text, markdown };
};

/** A rule as SARIF and GitHub want it (reportingDescriptor, SARIF 2.1.0 §3.49). */
export const descriptorOf = (rule: KnownRule, frameworks: readonly string[]): object => ({
  id: rule.id,
  name: nameOf(rule.id),
  shortDescription: messageOf(rule.title),
  fullDescription: messageOf(rule.failsWhen === undefined ? rule.title : `${rule.title}: ${rule.failsWhen}.`),
  help: helpOf(rule),
  defaultConfiguration: { level: LEVELS[rule.severity] },
  properties: {
    tags: tagsOf(rule, frameworks),
    precision: 'high',
    'security-severity': SECURITY_SEVERITY[rule.severity],
    severity: rule.severity,
    class: rule.class,
  },
});
