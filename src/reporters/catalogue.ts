import type { Format, FrameKind } from '../model/format.ts';
import type { Framework } from '../model/framework.ts';
import type { TextOptions } from '../model/reporter.ts';
import type { RuleText } from '../model/rule-text.ts';
import { coveredFormats, markdownCoverage, renderCoverage, renderCoverageOf } from './coverage.ts';
import { markdownTable } from './markdown-table.ts';
import { type Entry, entries, hasRoomForColumns } from './table/entries.ts';
import { SEVERITY_MARKS } from './table/finding.ts';
import { type Cell, type Column, grid } from './table/grid.ts';
import { type Page, pageOf } from './table/page.ts';

/** What the lists say about each; functions of a format are of no interest here. */
type FormatText = Pick<Format, 'id' | 'title' | 'frames' | 'yields' | 'evidence' | 'coverage'>;
type FrameworkText = Pick<Framework, 'id' | 'name' | 'version' | 'titleKind' | 'controls'>;

type Rows = readonly (readonly string[])[];

const RULE_COLUMNS: readonly Column[] = [{ title: 'rule' }, { title: 'severity' }, { title: 'what it finds', fit: 'wrap' }];

const FORMAT_COLUMNS: readonly Column[] = [
  { title: 'format' },
  { title: 'what it is', fit: 'wrap' },
  { title: 'yields', fit: 'wrap' },
  { title: 'what it can prove at best', fit: 'wrap' },
];

const FRAMEWORK_COLUMNS: readonly Column[] = [
  { title: 'framework' },
  { title: 'name', fit: 'wrap' },
  { title: 'version', fit: 'wrap' },
  { title: 'controls', align: 'right' },
  { title: 'titles', fit: 'wrap' },
];

const formatRows = (formats: readonly FormatText[]): Rows =>
  formats.map(({ id, title, yields, evidence }) => [id, title, yields.join(', ') || '-', evidence]);

const frameworkRows = (frameworks: readonly FrameworkText[]): Rows =>
  frameworks.map(({ id, name, version, controls, titleKind }) => [
    id,
    name,
    version,
    String(controls.length),
    titleKind === 'official' ? "the publisher's" : 'ours',
  ]);

const ruleCells = ({ id, severity, title }: RuleText, page: Page): Cell[] => [
  id,
  { text: `${SEVERITY_MARKS[severity]} ${severity}`, paint: page.paint.severity[severity] },
  title,
];

/** The rules for `bindcheck rules`, as lines. */
export const renderRules = (rules: readonly RuleText[], options: TextOptions): string[] => {
  const page = pageOf(options);
  return grid(
    page,
    RULE_COLUMNS,
    rules.map((rule) => ruleCells(rule, page)),
  );
};

const givesText = ({ yields }: FormatText): string => (yields.length === 0 ? 'gives nothing' : `gives ${yields.join(', ')}`);

const formatEntry = (format: FormatText): Entry => ({
  name: format.id,
  title: format.title,
  details: [`${givesText(format)}; at best: ${format.evidence}`],
});

/** The formats for `bindcheck formats`, as lines, and which rules can judge what they hold. */
export const renderFormats = (formats: readonly FormatText[], options: TextOptions): string[] => {
  const page = pageOf(options);
  const wide = hasRoomForColumns(page);
  const list = wide ? grid(page, FORMAT_COLUMNS, formatRows(formats)) : entries(page, formats.map(formatEntry));
  return [...list, ...renderCoverage(page, coveredFormats(formats))];
};

const FRAMES: Readonly<Record<FrameKind, string>> = { json: 'JSON', csv: 'CSV with a header', text: 'lines of text' };

/** One format for `bindcheck formats FORMAT`, as lines: with what its product can be configured to log. */
export const renderFormat = (format: FormatText, options: TextOptions): string[] => {
  const page = pageOf(options);
  const frames = `read from ${format.frames.map((frame) => FRAMES[frame]).join(', ')}`;
  const { name, title, details } = formatEntry(format);
  return [
    ...entries(page, [{ name, title, details: [frames, ...details] }]),
    ...coveredFormats([format]).flatMap((covered) => renderCoverageOf(page, covered)),
  ];
};

const frameworkEntry = (framework: FrameworkText): Entry => {
  const [[id = '', name = '', version = '', controls = '', titles = ''] = []] = frameworkRows([framework]);
  return { name: id, title: name, details: [`version ${version}`, `${controls} controls, titles: ${titles}`] };
};

/** The frameworks for `bindcheck frameworks`, as lines. */
export const renderFrameworks = (frameworks: readonly FrameworkText[], options: TextOptions): string[] => {
  const page = pageOf(options);
  return hasRoomForColumns(page)
    ? grid(page, FRAMEWORK_COLUMNS, frameworkRows(frameworks))
    : entries(page, frameworks.map(frameworkEntry));
};

const titles = (columns: readonly Column[]): string[] => columns.map(({ title }) => title);

/** The table of rules for the README. */
export const markdownRules = (rules: readonly RuleText[]): string =>
  markdownTable(
    titles(RULE_COLUMNS),
    rules.map(({ id, severity, title }) => [id, severity, title]),
  );

/** The tables of formats for the README. */
export const markdownFormats = (formats: readonly FormatText[]): string =>
  markdownTable(titles(FORMAT_COLUMNS), formatRows(formats)) + markdownCoverage(coveredFormats(formats));

/** The table of frameworks for the README. */
export const markdownFrameworks = (frameworks: readonly FrameworkText[]): string =>
  markdownTable(titles(FRAMEWORK_COLUMNS), frameworkRows(frameworks));
