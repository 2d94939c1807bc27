import { showControls } from '../lib/terminal-text.ts';
import type { CheckedFormat, CheckedRecord, FormatCheck } from '../model/format-check.ts';
import type { TextOptions } from '../model/reporter.ts';
import { type Column, grid } from './table/grid.ts';
import { heading, type Page, pageOf, paragraph } from './table/page.ts';

const RECORDS_SHOWN = 20;
const UNUSED_SHOWN = 30;

const RECORD_COLUMNS: readonly Column[] = [
  { title: 'line', align: 'right' },
  { title: 'read as', fit: 'shorten', least: 12 },
  { title: 'taken out of', fit: 'wrap', least: 12 },
  { title: 'what it gives, or why it gives nothing', fit: 'wrap', least: 24 },
];

const FIELD_COLUMNS: readonly Column[] = [
  { title: 'field' },
  { title: 'in', align: 'right' },
  { title: 'such as', fit: 'wrap', least: 16 },
  { title: 'from', fit: 'wrap', least: 14 },
];

const MEMBER_COLUMNS: readonly Column[] = [
  { title: 'path', fit: 'wrap', least: 20 },
  { title: 'kind' },
  { title: 'in', align: 'right' },
];

const NOTHING_FOUND =
  'run bindcheck formats to see what is recognised, name the format with --input-format, or write a mapping (--map).';

const inRecords = (count: number): string => `${count.toLocaleString('en')} record${count === 1 ? '' : 's'}`;

/** Runs of records that are alike but for their line, each shown once. */
const folded = (records: readonly CheckedRecord[]): readonly (readonly string[])[] => {
  const rows: { key: string; from: number; to: number; record: CheckedRecord }[] = [];
  for (const record of records) {
    const key = JSON.stringify([record.format, record.containers, record.is, record.about]);
    const last = rows.at(-1);
    if (last?.key === key) last.to = record.line;
    else rows.push({ key, from: record.line, to: record.line, record });
  }
  return rows.map(({ from, to, record }) => [
    from === to ? String(from) : `${from}-${to}`,
    record.format ?? '-',
    record.containers.join(', '),
    record.is === 'read' ? record.about : `${record.is}: ${record.about}`,
  ]);
};

const shownRow = (row: readonly string[]): readonly string[] => row.map(showControls);

const recordLines = ({ records }: FormatCheck, page: Page, verbose: boolean): string[] => {
  const rows = folded(records);
  const most = verbose ? rows.length : RECORDS_SHOWN;
  const lines = grid(page, RECORD_COLUMNS, rows.slice(0, most).map(shownRow));
  return rows.length > most ? [...lines, ...paragraph(page, `and ${rows.length - most} more (-v shows all)`)] : lines;
};

const unusedText = (unused: readonly string[], verbose: boolean): string => {
  const most = verbose ? unused.length : UNUSED_SHOWN;
  const more = unused.length > most ? `, and ${unused.length - most} more (-v shows all)` : '';
  return `${unused.slice(0, most).map(showControls).join(', ')}${more}`;
};

const formatLines = ({ id, title, records, fields, unused }: CheckedFormat, page: Page, verbose: boolean): string[] => [
  ...heading(page, showControls(`${id}: ${inRecords(records)}. ${title}`)),
  '',
  ...(fields.length === 0
    ? paragraph(page, 'no fields')
    : grid(
        page,
        FIELD_COLUMNS,
        fields.map(({ name, records: count, value, from }) => shownRow([name, String(count), value, from])),
      )),
  ...(unused.length === 0 ? [] : ['', ...paragraph(page, `in no field: ${unusedText(unused, verbose)}`)]),
];

/** What a mapping could name, where no format claims JSON records or rows. */
const memberLines = ({ members }: FormatCheck, page: Page, verbose: boolean): string[] => {
  if (members.length === 0) return [];
  const most = verbose ? members.length : UNUSED_SHOWN;
  const rows = members.slice(0, most).map(({ path, kind, records }) => shownRow([path, kind, String(records)]));
  return [
    ...heading(page, 'Records that no format claims hold, for a mapping to name (values are not shown):'),
    '',
    ...grid(page, MEMBER_COLUMNS, rows),
    ...(members.length > most ? paragraph(page, `and ${members.length - most} more (-v shows all)`) : []),
  ];
};

/** How often records were left out, by reason. */
const reasonLines = ({ records }: FormatCheck, page: Page): string[] => {
  const reasons = new Map<string, { count: number; line: number }>();
  for (const { is, about, line } of records.filter((record) => record.is !== 'read')) {
    const reason = `${is}: ${about}`;
    reasons.set(reason, { count: (reasons.get(reason)?.count ?? 0) + 1, line: reasons.get(reason)?.line ?? line });
  }
  if (reasons.size === 0) return [];
  const rows = [...reasons].map(([reason, { count, line }]) => [String(count), reason, String(line)]);
  const columns: readonly Column[] = [
    { title: 'times', align: 'right' },
    { title: 'left out', fit: 'wrap' },
    { title: 'first line', align: 'right' },
  ];
  return ['', ...grid(page, columns, rows.map(shownRow))];
};

/** What a sample of a source is read as, for `bindcheck formats --check`, as lines. Nothing is cut with `verbose`. */
export const renderFormatCheck = (check: FormatCheck, options: TextOptions & { readonly verbose: boolean }): string[] => {
  const page = pageOf(options);
  const { source, whole, records, formats, notes } = check;
  const extent = whole ? 'all that it holds' : 'its beginning';
  return [
    ...paragraph(page, showControls(`${source}: ${inRecords(records.length)} looked at, ${extent}`), 0, page.paint.strong),
    '',
    ...(records.length === 0 ? [] : recordLines(check, page, options.verbose)),
    ...formats.flatMap((format) => formatLines(format, page, options.verbose)),
    ...memberLines(check, page, options.verbose),
    ...reasonLines(check, page),
    ...notes.flatMap((note) => ['', ...paragraph(page, `note: ${showControls(note)}`)]),
    ...(formats.length === 0 ? ['', ...paragraph(page, `Nothing is recognised: ${NOTHING_FOUND}`)] : []),
  ];
};
