import type { Report, SourceReport } from '../../model/report.ts';
import type { RenderOptions } from '../../model/reporter.ts';
import { type Cell, type Column, grid } from './grid.ts';
import { heading, type Page, paragraph } from './page.ts';
import { count, counted } from './words.ts';

const LISTED = 10;

/** Worst first. */
const STATUSES: readonly SourceReport['status'][] = ['unreadable', 'partly-read', 'not-recognised', 'empty', 'read', 'skipped'];

const COLUMNS: readonly Column[] = [
  { title: 'source', fit: 'shorten' },
  { title: 'format', fit: 'shorten' },
  { title: 'state' },
  { title: 'records', align: 'right' },
  { title: 'rejected', align: 'right' },
  { title: 'ignored', align: 'right' },
];

const noteworthy = ({ status, rejected, ignored }: SourceReport): boolean => status !== 'read' || rejected > 0 || ignored > 0;

const order = (a: SourceReport, b: SourceReport): number =>
  STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status) || b.rejected - a.rejected || b.ignored - a.ignored;

const row = ({ path, format, status, records, rejected, ignored }: SourceReport, { paint }: Page): Cell[] => [
  path,
  format ?? '–',
  status === 'unreadable' || status === 'partly-read' ? { text: status, paint: paint.error } : status,
  count(records),
  rejected > 0 ? { text: count(rejected), paint: paint.warning } : '0',
  count(ignored),
];

const total = (sources: readonly SourceReport[], member: 'records' | 'rejected' | 'ignored'): string =>
  count(sources.reduce((sum, source) => sum + source[member], 0));

/** Sources that were not read whole and without remark; nothing where all were. */
export const sources = (report: Report, page: Page, { verbose }: RenderOptions): string[] => {
  const listed = report.sources.filter((source) => verbose || noteworthy(source)).sort(order);
  if (listed.length === 0) return [];
  const shown = verbose ? listed : listed.slice(0, LISTED);
  const figures = ['records', 'rejected', 'ignored'] as const;
  const all = `${counted(report.sources.length, 'source')}: ${figures.map((name) => `${total(report.sources, name)} ${name}`).join(', ')}`;
  return [
    ...heading(page, verbose ? 'Sources' : 'Sources that want a look'),
    ...paragraph(page, all, 2, page.paint.dim),
    ...grid(
      page,
      COLUMNS,
      shown.map((source) => row(source, page)),
    ),
    ...(listed.length > shown.length
      ? paragraph(page, `and ${count(listed.length - shown.length)} more, shown with -v`, 2, page.paint.dim)
      : []),
  ];
};
