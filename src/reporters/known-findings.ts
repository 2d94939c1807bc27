import { showAllControls } from '../lib/terminal-text.ts';
import type { Baseline, BaselineEntry } from '../model/baseline.ts';
import type { TextOptions } from '../model/reporter.ts';
import { SEVERITY_MARKS } from './table/finding.ts';
import { type Cell, type Column, grid } from './table/grid.ts';
import { heading, type Page, pageOf, paragraph } from './table/page.ts';
import { counted } from './table/words.ts';

const COLUMNS: readonly Column[] = [
  { title: 'severity' },
  { title: 'rule', fit: 'shorten', least: 24 },
  { title: 'about', fit: 'truncate', least: 14 },
  { title: 'since' },
  { title: 'reason', fit: 'wrap' },
];

const row = ({ severity, rule, about, since, reason, owner }: BaselineEntry, page: Page): Cell[] => [
  { text: `${SEVERITY_MARKS[severity]} ${severity}`, paint: page.paint.severity[severity] },
  rule,
  Object.values(about).join(' · '),
  since.slice(0, 10),
  [reason, owner].filter(Boolean).join(', ') || '–',
];

/** What a baseline holds, for `bindcheck baseline show`, as lines. */
export const renderBaseline = (baseline: Baseline, options: TextOptions): string[] => {
  const { path, entries, ignored } = showAllControls(baseline);
  const page = pageOf(options);
  return [
    ...paragraph(page, `${path}: ${counted(entries.length, 'known finding')}`, 0, page.paint.strong),
    ...(entries.length === 0
      ? []
      : [
          '',
          ...grid(
            page,
            COLUMNS,
            entries.map((entry) => row(entry, page)),
          ),
        ]),
    ...(ignored.length === 0
      ? []
      : [
          ...heading(page, 'Of rules that are never baselined: these count for nothing'),
          ...grid(
            page,
            COLUMNS,
            ignored.map((entry) => row(entry, page)),
          ),
        ]),
  ];
};
