import { frameworkById } from '../../frameworks/index.ts';
import { REASONS } from '../../model/reasons.ts';
import { CONTROL_STATUSES, type ControlReport, type Finding, type Report } from '../../model/report.ts';
import type { RenderOptions } from '../../model/reporter.ts';
import { SEVERITIES } from '../../model/severity.ts';
import { SEVERITY_MARKS } from '../table/finding.ts';
import { foldedGaps } from '../table/gaps.ts';
import { lookedAt } from '../table/headline.ts';
import { aboutText, count, counted, percent, span } from '../table/words.ts';
import { cellCode, code, table } from './text.ts';

const GAPS = 8;

const bySeverity = ({ findings }: Report['summary']): string =>
  SEVERITIES.filter((severity) => findings[severity] > 0)
    .map((severity) => `${count(findings[severity])} ${severity}`)
    .join(', ');

const byState = ({ findings }: Report['summary']): string =>
  (['known', 'suppressed'] as const)
    .filter((state) => findings[state] > 0)
    .map((state) => ` · ${count(findings[state])} ${state}`)
    .join('');

/** What was found, among how much, and whether that is all. */
export const headline = ({ summary, tool, run }: Report): string => {
  const among = `among ${counted(lookedAt(summary), 'execution')} looked at`;
  const { open } = summary.findings;
  const found =
    open === 0 ? `**No open finding** ${among}` : `**${counted(open, 'open finding')}** (${bySeverity(summary)}) ${among}`;
  const policy = run.policy === null ? 'no policy' : `policy ${code(run.policy.path)}`;
  const incomplete = summary.complete ? '' : `**Incomplete:** ${summary.incomplete_because.map(code).join('; ')}\n\n`;
  return `# bindcheck\n\n${found}${byState(summary)}\n\n${incomplete}${code(`bindcheck ${tool.version}`)} · ${policy} · as of ${run.as_of}\n\n`;
};

/** Whether the executions were bound. */
export const binding = ({ summary }: Report): string => {
  const whole = lookedAt(summary);
  if (whole === 0) return '';
  const own = summary.unbound - summary.unbound_by_group_only;
  const rows: readonly (readonly [string, number])[] = [
    ['bound: verified and linked to the call', summary.bound],
    ['unbound on their own: a check failed', own],
    ['unbound only through a group: shares what was misused', summary.unbound_by_group_only],
    ['unproven: evidence is missing', summary.unproven],
  ];
  return table(
    ['executions', 'number', 'share'],
    ['---', '--:', '--:'],
    rows.map(([label, number]) => [label, count(number), percent(number, whole)]),
  );
};

const whereOf = ({ evidence: [first] }: Finding): string => (first ? cellCode(`${first.source}:${first.line}`, 60) : '–');

/** Titles of the table of findings. */
export const FINDING_TITLES = ['severity', 'rule', 'about', 'times', 'last seen', 'where'] as const;

/** A row of that table. */
export const findingRow = (finding: Finding): readonly string[] => [
  `${SEVERITY_MARKS[finding.severity]} ${finding.severity}${finding.state === 'open' ? '' : ` (${finding.state})`}`,
  cellCode(finding.rule, 60),
  cellCode(
    aboutText(finding.about, (value) => value),
    100,
  ),
  count(finding.occurrences),
  finding.last_seen?.slice(0, 10) ?? '–',
  whereOf(finding),
];

/** A finding in full. */
export const findingText = (finding: Finding): string => {
  const [first] = finding.evidence;
  const lines = [
    `- about: ${code(aboutText(finding.about, (value) => value))}`,
    `- seen: ${counted(finding.occurrences, 'time')}, ${span(finding.first_seen, finding.last_seen)}`,
    ...(first ? [`- observed: ${code(first.observed)}`, `- expected: ${code(first.expected)}`] : []),
    ...(first ? [`- where: ${code(`${first.source}:${first.line}`)}, record ${code(first.record_id)}`] : []),
    `- to mend: ${code(finding.remediation)}`,
  ];
  return `### ${SEVERITY_MARKS[finding.severity]} ${finding.severity} ${code(finding.rule)}\n\n${code(finding.title)}\n\n${lines.join('\n')}\n\n`;
};

/** What could not be judged, and what would change that. */
export const gaps = (report: Report, { rules }: RenderOptions): string => {
  const folded = foldedGaps(report, rules);
  if (folded.length === 0) return '';
  const rows = folded
    .slice(0, GAPS)
    .map(({ reason, most, rules: number }) => [
      cellCode(reason, 60),
      count(most),
      count(number),
      cellCode(Object.hasOwn(REASONS, reason) ? REASONS[reason] : '', 400),
    ]);
  const left = folded.length > GAPS ? `and ${count(folded.length - GAPS)} more reasons\n\n` : '';
  return `## What could not be judged\n\n${table(['reason', 'calls', 'rules', 'what would change it'], ['---', '--:', '--:', '---'], rows)}${left}`;
};

const statusCounts = (controls: readonly ControlReport[]): string[] =>
  CONTROL_STATUSES.map((status) => count(controls.filter((control) => control.status === status).length));

/** How many controls of each framework have which status. */
export const controls = ({ controls: all }: Report): string => {
  if (all.length === 0) return '';
  const frameworks = [...new Set(all.map(({ framework }) => framework))];
  const rows = frameworks.map((id) => {
    const list = frameworkById(id);
    return [
      cellCode(list ? `${list.name} ${list.version}` : id, 100),
      ...statusCounts(all.filter(({ framework }) => framework === id)),
    ];
  });
  const titles = ['framework', ...CONTROL_STATUSES.map((status) => status.replaceAll('_', ' '))];
  return `## Controls\n\nWhat was observed in these logs; no statement of conformity.\n\n${table(titles, ['---', ...CONTROL_STATUSES.map(() => '--:' as const)], rows)}`;
};
