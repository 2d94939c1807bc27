import { type Coverage, type Decidable, decidable, RULE_FAMILIES, type RuleFamily } from '../model/coverage.ts';
import type { Format } from '../model/format.ts';
import { markdownTable } from './markdown-table.ts';
import { type Column, grid } from './table/grid.ts';
import { heading, type Page, paragraph } from './table/page.ts';

/** A source of calls, and which rules can judge them. */
export type CoveredFormat = Pick<Format, 'id'> & { readonly coverage: Coverage };

type Configured = CoveredFormat & { readonly coverage: { readonly toDecideMore: NonNullable<Coverage['toDecideMore']> } };

const MARKS: Readonly<Record<Decidable, string>> = {
  alone: '●',
  'with-evidence': '◐',
  'with-configuration': '○',
  no: '',
};

const LEGEND =
  '● decided by the log and a policy alone, if only to fail · ◐ once what it points to is handed in (samples of the tokens, ' +
  'issuance logs, approvals, revocations, leaks) · ○ once the product is configured as below · blank: not by this log';

const COLUMNS: readonly Column[] = [
  { title: 'format' },
  { title: 'evidence' },
  { title: 'decides alone', fit: 'wrap' },
  { title: 'with what it points to', fit: 'wrap' },
  { title: 'once configured', fit: 'wrap' },
];

/** Those that say which rules can judge their calls. */
export const coveredFormats = (formats: readonly (Pick<Format, 'id'> & { readonly coverage?: Coverage })[]): CoveredFormat[] =>
  formats.flatMap(({ id, coverage }) => (coverage ? [{ id, coverage }] : []));

const isConfigured = (format: CoveredFormat): format is Configured => format.coverage.toDecideMore !== undefined;

const familiesOf = (coverage: Coverage, how: Decidable): RuleFamily[] =>
  RULE_FAMILIES.filter((family) => decidable(coverage, family) === how);

const cellsOf = ({ id, coverage }: CoveredFormat): string[] => [
  id,
  coverage.level,
  ...(['alone', 'with-evidence', 'with-configuration'] as const).map((how) => familiesOf(coverage, how).join(', ') || '-'),
];

/** A configuration stands as it is, whatever the width, since it is there to be copied. */
const configurationLines = (page: Page, { id, coverage: { toDecideMore } }: Configured): string[] => [
  '',
  ...paragraph(page, `${id}: ${toDecideMore.where}`),
  ...toDecideMore.configuration.split('\n').map((line) => `    ${line}`),
];

/** Which rules can judge the calls of each source, and what would make it more, as lines. */
export const renderCoverage = (page: Page, formats: readonly CoveredFormat[]): string[] => {
  if (formats.length === 0) return [];
  return [
    ...heading(page, 'Which families of rules can judge the calls in each log'),
    ...grid(page, COLUMNS, formats.map(cellsOf)),
    ...heading(page, 'To decide more'),
    ...formats.filter(isConfigured).flatMap((format) => configurationLines(page, format)),
  ];
};

const markdownConfiguration = ({ id, coverage: { toDecideMore } }: Configured): string =>
  `\n**${id}**: ${toDecideMore.where}.\n\n\`\`\`text\n${toDecideMore.configuration}\n\`\`\`\n`;

/** The same as Markdown: a table of sources and families, then what to configure. */
export const markdownCoverage = (formats: readonly CoveredFormat[]): string => {
  if (formats.length === 0) return '';
  const rows = formats.map(({ id, coverage }) => [
    id,
    coverage.level,
    ...RULE_FAMILIES.map((family) => MARKS[decidable(coverage, family)]),
  ]);
  const table = markdownTable(['calls in', 'evidence', ...RULE_FAMILIES], rows);
  return `\n${table}\n${LEGEND}.\n${formats.filter(isConfigured).map(markdownConfiguration).join('')}`;
};
