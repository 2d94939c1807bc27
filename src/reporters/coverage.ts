import { type Coverage, type Decidable, decidable, RULE_FAMILIES, type RuleFamily } from '../model/coverage.ts';
import type { Format } from '../model/format.ts';
import { markdownTable } from './markdown-table.ts';
import { type Entry, entries, hasRoomForColumns } from './table/entries.ts';
import { type Column, grid } from './table/grid.ts';
import { heading, type Page, paragraph } from './table/page.ts';

/** A source of calls, and which rules can judge them. */
export type CoveredFormat = Pick<Format, 'id'> & { readonly coverage: Coverage };

type Configured = CoveredFormat & { readonly coverage: { readonly toDecideMore: NonNullable<Coverage['toDecideMore']> } };

const HOW_TO_CONFIGURE = 'bindcheck formats FORMAT shows what to configure so that it decides more, to be copied.';

const MARKS: Readonly<Record<Decidable, string>> = {
  alone: '●',
  'with-evidence': '◐',
  'with-configuration': '○',
  no: '',
};

const LEGEND =
  '● decided by the log and a policy alone, if only to fail · ◐ once what it points to is handed in (samples of the tokens, ' +
  'issuance logs, approvals, revocations, leaks) · ○ once the product is configured as below · blank: not by this log';

const HOW: readonly (readonly [how: Decidable, title: string])[] = [
  ['alone', 'decides alone'],
  ['with-evidence', 'with what it points to'],
  ['with-configuration', 'once configured'],
];

const COLUMNS: readonly Column[] = [
  { title: 'format' },
  { title: 'evidence' },
  ...HOW.map(([, title]): Column => ({ title, fit: 'wrap' })),
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
  ...HOW.map(([how]) => familiesOf(coverage, how).join(', ') || '-'),
];

const entryOf = ({ id, coverage }: CoveredFormat): Entry => ({
  name: id,
  title: `evidence ${coverage.level}`,
  details: HOW.flatMap(([how, title]) => {
    const families = familiesOf(coverage, how);
    return families.length === 0 ? [] : [`${title}: ${families.join(', ')}`];
  }),
});

/** A configuration stands as it is, whatever the width, since it is there to be copied. */
const configurationLines = (page: Page, { coverage: { toDecideMore } }: Configured): string[] => [
  ...paragraph(page, toDecideMore.where),
  '',
  ...toDecideMore.configuration.split('\n').map((line) => `    ${line}`),
];

/** Which rules can judge the calls of each source, as lines. */
export const renderCoverage = (page: Page, formats: readonly CoveredFormat[]): string[] => {
  if (formats.length === 0) return [];
  const listed = hasRoomForColumns(page) ? grid(page, COLUMNS, formats.map(cellsOf)) : entries(page, formats.map(entryOf));
  const configured = formats.some(isConfigured) ? ['', ...paragraph(page, HOW_TO_CONFIGURE, 0)] : [];
  return [...heading(page, 'Which families of rules can judge the calls in each log'), ...listed, ...configured];
};

/** Which rules can judge the calls of one source, and what would make it more, as lines. */
export const renderCoverageOf = (page: Page, format: CoveredFormat): string[] => [
  ...heading(page, 'Which families of rules can judge its calls'),
  ...paragraph(page, `evidence: ${format.coverage.level}`),
  ...entryOf(format).details.flatMap((detail) => paragraph(page, detail)),
  ...(isConfigured(format) ? [...heading(page, 'To decide more'), ...configurationLines(page, format)] : []),
];

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
