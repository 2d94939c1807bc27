import type { Report, Summary } from '../../model/report.ts';
import type { Page } from './page.ts';
import { heading, marked, paragraph } from './page.ts';
import type { Paint } from './palette.ts';
import { count, counted, instant, percent, span } from './words.ts';

const LABEL_WIDTH = 30;
const EXPLAINED_FROM = 78;

interface Share {
  readonly symbol: string;
  readonly label: string;
  readonly meaning: string;
  readonly number: number;
  readonly paint: Paint;
}

const sharesOf = ({ bound, unbound, unbound_by_group_only: byGroup, unproven }: Summary, { paint }: Page): Share[] => [
  { symbol: '■', label: 'bound', meaning: 'verified and linked', number: bound, paint: paint.bound },
  { symbol: '×', label: 'unbound on their own', meaning: 'a check failed', number: unbound - byGroup, paint: paint.unbound },
  {
    symbol: '~',
    label: 'unbound only through a group',
    meaning: 'shares what was misused',
    number: byGroup,
    paint: paint.byGroup,
  },
  { symbol: '?', label: 'unproven', meaning: 'evidence is missing', number: unproven, paint: paint.unproven },
];

/** Executions that were judged: those of unknown outcome included. */
export const lookedAt = ({ bound, unbound, unproven }: Summary): number => bound + unbound + unproven;

/** Widths that add up to `width`: whatever is there gets at least one column, the largest share takes the rounding. */
const barWidths = (numbers: readonly number[], width: number): number[] => {
  const whole = numbers.reduce((total, number) => total + number, 0);
  const widths = numbers.map((number) => (number === 0 ? 0 : Math.max(1, Math.floor((number * width) / whole))));
  const largest = numbers.indexOf(Math.max(...numbers));
  return widths.map((own, index) => (index === largest ? own + width - widths.reduce((total, other) => total + other, 0) : own));
};

const bar = (shares: readonly Share[], width: number): string => {
  const widths = barWidths(
    shares.map(({ number }) => number),
    width,
  );
  return shares.map(({ symbol, paint }, index) => paint(symbol.repeat(widths[index] ?? 0))).join('');
};

const shareLine = ({ symbol, label, meaning, number, paint }: Share, whole: number, page: Page): string => {
  const figures = `${count(number).padStart(11)}  ${percent(number, whole).padStart(7)}`;
  const explained = page.width >= EXPLAINED_FROM ? `  ${page.paint.dim(meaning)}` : '';
  return `  ${paint(symbol)} ${number === 0 ? label.padEnd(LABEL_WIDTH) : paint(label.padEnd(LABEL_WIDTH))}${figures}${explained}`;
};

const subject = ({ tool, run, summary }: Report): string => {
  const policy = run.policy ? `policy ${run.policy.path}` : 'no policy';
  const limits = [run.since && `since ${instant(run.since)}`, run.until && `until ${instant(run.until)}`].filter(Boolean);
  const logs = summary.invocations === 0 ? [] : [`calls of ${span(summary.first_seen, summary.last_seen)}`];
  return [`${tool.name} ${tool.version}`, policy, ...limits, ...logs].join(' · ');
};

const without = ({ invocations, denied, failed, pending }: Summary): string =>
  invocations === 0
    ? 'No call was found in what was read.'
    : `Of ${counted(invocations, 'call')} none had effect: ${count(denied)} denied, ${count(failed)} failed, ${count(pending)} pending.`;

const extent = (summary: Summary): string => {
  const unknown = summary.unknown > 0 ? `, ${count(summary.unknown)} of them of unknown outcome` : '';
  return `${counted(lookedAt(summary), 'execution')} looked at${unknown}`;
};

const calls = ({ invocations, denied, failed, pending, duplicates }: Summary): string => {
  const others = [`${count(denied)} denied`, `${count(failed)} failed`, ...(pending > 0 ? [`${count(pending)} pending`] : [])];
  const twice = duplicates > 0 ? `; ${count(duplicates)} delivered more than once` : '';
  return `of ${counted(invocations, 'call')} in the logs (${others.join(', ')}${twice})`;
};

const incompleteness = ({ summary }: Report, page: Page): string[] =>
  summary.complete
    ? []
    : ['', ...marked(page, '!', `Incomplete: ${summary.incomplete_because.join('; ') || 'see below'}`, 0, page.paint.error)];

/** How many executions were looked at, and how many of them are bound, unbound and unproven. */
export const headline = (report: Report, page: Page): string[] => {
  const { summary } = report;
  const about = paragraph(page, subject(report), 0, page.paint.dim);
  const whole = lookedAt(summary);
  if (whole === 0)
    return [
      ...about,
      ...heading(page, 'No execution was looked at'),
      ...paragraph(page, without(summary)),
      ...incompleteness(report, page),
    ];
  const shares = sharesOf(summary, page);
  return [
    ...about,
    ...heading(page, extent(summary)),
    ...paragraph(page, calls(summary), 2, page.paint.dim),
    ...paragraph(page, 'Was the token of each verified, and linked to this very call?'),
    '',
    `  ${bar(shares, page.width - 4)}`,
    ...shares.map((share) => shareLine(share, whole, page)),
    ...incompleteness(report, page),
  ];
};
