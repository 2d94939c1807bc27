import type { Format } from '../model/format.ts';
import type { Framework } from '../model/framework.ts';
import type { TextOptions } from '../model/reporter.ts';
import type { RuleText } from '../model/rule-text.ts';
import { coveredFormats, markdownCoverage, renderCoverage } from './coverage.ts';
import { markdownTable } from './markdown-table.ts';
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
  formats.map(({ id, title, yields, evidence }) => [id, title, yields.join(', '), evidence]);

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

/** The formats for `bindcheck formats`, as lines, and which rules can judge what they hold. */
export const renderFormats = (formats: readonly FormatText[], options: TextOptions): string[] => {
  const page = pageOf(options);
  return [...grid(page, FORMAT_COLUMNS, formatRows(formats)), ...renderCoverage(page, coveredFormats(formats))];
};

/** The frameworks for `bindcheck frameworks`, as lines. */
export const renderFrameworks = (frameworks: readonly FrameworkText[], options: TextOptions): string[] =>
  grid(pageOf(options), FRAMEWORK_COLUMNS, frameworkRows(frameworks));

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
