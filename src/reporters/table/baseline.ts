import type { Report } from '../../model/report.ts';
import type { RenderOptions } from '../../model/reporter.ts';
import { SEVERITY_MARKS } from './finding.ts';
import { type Column, grid } from './grid.ts';
import { heading, type Page, paragraph } from './page.ts';
import { count, counted } from './words.ts';

const LISTED = 10;

const COLUMNS: readonly Column[] = [
  { title: 'resolved' },
  { title: 'rule', fit: 'shorten', least: 24 },
  { title: 'about', fit: 'truncate', least: 14 },
  { title: 'known since' },
];

/** What changed against the baseline: new, known, resolved. */
export const baseline = ({ baseline: compared }: Report, page: Page, { verbose }: RenderOptions): string[] => {
  if (!compared) return [];
  const { path, entries, known, resolved, not_judged: unsure } = compared;
  const shown = verbose ? resolved : resolved.slice(0, LISTED);
  const rest = unsure === 0 ? '' : `; ${count(unsure)} not seen that this audit cannot judge`;
  return [
    ...heading(
      page,
      `Against the baseline: ${count(compared.new)} new, ${count(known)} known, ${count(resolved.length)} resolved`,
    ),
    ...paragraph(page, `${path}, ${counted(entries, 'entry', 'entries')}${rest}`, 2, page.paint.dim),
    ...(shown.length === 0
      ? []
      : grid(
          page,
          COLUMNS,
          shown.map(({ severity, rule, about, since }) => [
            `${SEVERITY_MARKS[severity]} ${severity}`,
            rule,
            Object.values(about).join(' · '),
            since.slice(0, 10),
          ]),
        )),
    ...(resolved.length > shown.length
      ? paragraph(page, `and ${count(resolved.length - shown.length)} more, shown with -v`, 2, page.paint.dim)
      : []),
    ...(resolved.length > 0
      ? paragraph(page, 'Drop them with `bindcheck baseline prune`, so that they are new should they come back.')
      : []),
  ];
};
