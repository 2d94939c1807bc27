import type { Finding, Report } from '../../model/report.ts';
import type { RenderOptions } from '../../model/reporter.ts';
import type { RuleText } from '../../model/rule-text.ts';
import { SEVERITIES, type Severity, severityRank } from '../../model/severity.ts';
import { findingLines, findingRow } from './finding.ts';
import { type Column, grid } from './grid.ts';
import { lookedAt } from './headline.ts';
import { replayAbsence } from './looked-for.ts';
import { heading, type Page, paragraph } from './page.ts';
import { count, counted } from './words.ts';

const IN_FULL = 8;
const IN_ROWS = 30;

const COLUMNS: readonly Column[] = [
  { title: 'severity' },
  { title: 'rule', fit: 'shorten', least: 24 },
  { title: 'about', fit: 'truncate', least: 14 },
  { title: 'times', align: 'right' },
  { title: 'last seen' },
];

/** Findings as listed: open ones, and the others where asked for; worst first, within a severity in the order of the report. */
export const listedFindings = ({ findings }: Report, showSuppressed: boolean): Finding[] =>
  findings
    .filter(({ state }) => state === 'open' || showSuppressed)
    .sort(
      (a, b) => Number(a.state !== 'open') - Number(b.state !== 'open') || severityRank(a.severity) - severityRank(b.severity),
    );

/** Open findings that count for the exit code (contract §2). */
const findingsAtOrAbove = ({ findings }: Report, failOn: Severity | 'never'): number =>
  failOn === 'never'
    ? 0
    : findings.filter(({ state, severity }) => state === 'open' && severityRank(severity) <= severityRank(failOn)).length;

const stateCounts = ({ findings }: Report): string[] =>
  (['known', 'suppressed'] as const)
    .map((state) => [findings.filter((finding) => finding.state === state).length, state] as const)
    .filter(([number]) => number > 0)
    .map(([number, state]) => `${count(number)} ${state}`);

const severityCounts = (open: readonly Finding[]): string =>
  SEVERITIES.map((severity) => [open.filter((finding) => finding.severity === severity).length, severity] as const)
    .filter(([number]) => number > 0)
    .map(([number, severity]) => `${count(number)} ${severity}`)
    .join(', ');

const title = (report: Report): string => {
  const open = report.findings.filter(({ state }) => state === 'open');
  const looked = `among ${counted(lookedAt(report.summary), 'execution')} looked at`;
  const others = stateCounts(report);
  const first =
    open.length === 0 ? `No open finding ${looked}` : `${counted(open.length, 'open finding')}: ${severityCounts(open)}`;
  return [first, ...others].join(' · ');
};

const threshold = (report: Report, { failOn }: RenderOptions, page: Page): string[] => {
  const at = findingsAtOrAbove(report, failOn);
  return at > 0 ? paragraph(page, `${count(at)} at or above ${failOn} (--fail-on)`, 2, page.paint.dim) : [];
};

type Texts = ReadonlyMap<string, RuleText>;

const inFull = (findings: readonly Finding[], rules: Texts, page: Page): string[] => {
  const mended = new Set<string>();
  return findings.flatMap((finding) => {
    const lines = findingLines(finding, page, rules.get(finding.rule), mended.has(finding.remediation));
    mended.add(finding.remediation);
    return lines;
  });
};

const inRows = (findings: readonly Finding[], rules: Texts, page: Page, limit: number): string[] => {
  if (findings.length === 0) return [];
  const shown = findings.slice(0, limit);
  const left = findings.length - shown.length;
  return [
    ...heading(page, `${count(findings.length)} more`),
    ...grid(
      page,
      COLUMNS,
      shown.map((finding) => findingRow(finding, page, rules.get(finding.rule))),
    ),
    ...(left > 0
      ? paragraph(page, `and ${count(left)} more, all of them with -v or -f csv=findings.csv`, 2, page.paint.dim)
      : []),
  ];
};

/** The worst findings in full, the others as rows. What is known or suppressed is counted, and listed where asked for. */
export const findings = (report: Report, page: Page, options: RenderOptions): string[] => {
  const listed = listedFindings(report, options.showSuppressed);
  if (report.findings.length === 0) return [];
  const rules = new Map(options.rules.map((rule) => [rule.id, rule]));
  return [
    ...heading(page, title(report)),
    ...threshold(report, options, page),
    ...replayAbsence(report, page),
    ...inFull(listed.slice(0, IN_FULL), rules, page),
    ...inRows(listed.slice(IN_FULL), rules, page, options.verbose ? listed.length : IN_ROWS),
  ];
};
