import type { DiagnosticReport, Report } from '../../model/report.ts';
import type { RenderOptions } from '../../model/reporter.ts';
import { heading, marked, type Page, paragraph } from './page.ts';
import { count } from './words.ts';

const LISTED = 10;
const LEVELS: readonly DiagnosticReport['level'][] = ['error', 'warning', 'note'];
const MARKS = { error: '✖', warning: '▲', note: '·' } as const;

const place = ({ source, line }: DiagnosticReport): string =>
  source === null ? '' : `${source}${line === null ? '' : `:${line}`}: `;

const diagnosticLines = (diagnostic: DiagnosticReport, page: Page): string[] => {
  const { level, message, hint, count: times } = diagnostic;
  const paint = { error: page.paint.error, warning: page.paint.warning, note: page.paint.dim }[level];
  const often = times > 1 ? ` (${count(times)} times)` : '';
  return [
    ...marked(page, MARKS[level], `${level}: ${place(diagnostic)}${message}${often}`, 2, paint),
    ...(hint ? paragraph(page, hint, 4) : []),
  ];
};

/** Defects of inputs and settings, errors first. */
export const diagnostics = (report: Report, page: Page, { verbose }: RenderOptions): string[] => {
  const sorted = [...report.diagnostics].sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
  if (sorted.length === 0) return [];
  const shown = verbose ? sorted : sorted.slice(0, LISTED);
  return [
    ...heading(page, 'About the inputs'),
    ...shown.flatMap((diagnostic) => diagnosticLines(diagnostic, page)),
    ...(sorted.length > shown.length
      ? paragraph(page, `and ${count(sorted.length - shown.length)} more, shown with -v`, 2, page.paint.dim)
      : []),
  ];
};
