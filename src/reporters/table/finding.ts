import { shorten } from '../../lib/terminal-text.ts';
import type { Finding } from '../../model/report.ts';
import type { RuleText } from '../../model/rule-text.ts';
import { severityRank } from '../../model/severity.ts';
import type { Cell } from './grid.ts';
import { labelled, marked, type Page } from './page.ts';
import { aboutText, count, counted, span } from './words.ts';

/** Marks beside the words, so that severities are told apart at a glance without colour too. */
export const SEVERITY_MARKS = { critical: '✖', high: '▲', medium: '●', low: '○' } as const;

const titleLines = (finding: Finding, page: Page): string[] => {
  const state = finding.state === 'open' ? '' : ` (${finding.state})`;
  const text = `${finding.severity.toUpperCase()}${state} ${finding.rule}: ${finding.title}`;
  return ['', ...marked(page, SEVERITY_MARKS[finding.severity], text, 0, page.paint.severity[finding.severity])];
};

const place = ({ evidence, occurrences }: Finding): string => {
  const first = evidence[0];
  if (!first) return 'no single record';
  const which = occurrences > 1 ? `first of ${count(occurrences)}, ` : '';
  return `${first.source}:${first.line} (${which}record ${shorten(first.record_id, 40)})`;
};

const isLowered = (finding: Finding, rule: RuleText | undefined): boolean =>
  rule !== undefined && severityRank(rule.severity) < severityRank(finding.severity);

/** The message belongs to what is unusual: a severity below the rule's own, and why a finding is in its state. */
const notes = (finding: Finding, page: Page, rule: RuleText | undefined): string[] => [
  ...(isLowered(finding, rule) ? labelled(page, 'note', `By default ${rule?.severity}. ${finding.message}`) : []),
  ...(finding.because ? labelled(page, 'because', becauseText(finding)) : []),
];

const becauseText = ({ because, suppressed_by, suppressed_until }: Finding): string =>
  [because, suppressed_by && `by ${suppressed_by}`, suppressed_until && `until ${suppressed_until.slice(0, 10)}`]
    .filter(Boolean)
    .join(', ');

const seen = ({ occurrences, first_seen, last_seen }: Finding): string =>
  `${counted(occurrences, 'time')}, ${first_seen === last_seen ? '' : 'from '}${span(first_seen, last_seen)}`;

const contradiction = (finding: Finding, page: Page): string[] => {
  const first = finding.evidence[0];
  if (!first) return labelled(page, 'observed', finding.message);
  return [
    ...labelled(page, 'observed', first.observed, page.paint.strong),
    ...labelled(page, 'expected', first.expected),
    ...labelled(page, 'where', place(finding)),
  ];
};

/** A finding in full: what it is about, how often and when, what was observed against what was expected, where, how to mend it. */
export const findingLines = (finding: Finding, page: Page, rule: RuleText | undefined, mended: boolean): string[] => [
  ...titleLines(finding, page),
  ...labelled(
    page,
    'about',
    aboutText(finding.about, (value) => shorten(value, 48)),
  ),
  ...labelled(page, 'seen', seen(finding)),
  ...contradiction(finding, page),
  ...notes(finding, page, rule),
  ...labelled(page, 'to mend', mended ? 'as above' : finding.remediation),
];

const severityText = (finding: Finding, rule: RuleText | undefined): string => {
  const remark = finding.state === 'open' ? (isLowered(finding, rule) ? 'lowered' : '') : finding.state;
  return `${SEVERITY_MARKS[finding.severity]} ${finding.severity}${remark && ` (${remark})`}`;
};

/** Cells of a finding in the compact table. */
export const findingRow = (finding: Finding, page: Page, rule: RuleText | undefined): Cell[] => [
  { text: severityText(finding, rule), paint: page.paint.severity[finding.severity] },
  finding.rule,
  Object.values(finding.about).join(' · '),
  count(finding.occurrences),
  finding.last_seen?.slice(0, 10) ?? '–',
];
