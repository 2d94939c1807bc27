import type { Report, RuleReport } from '../../model/report.ts';
import type { RenderOptions } from '../../model/reporter.ts';
import { type Column, grid } from './grid.ts';
import { lookedAt } from './headline.ts';
import { heading, type Page, paragraph } from './page.ts';
import { count, counted } from './words.ts';

const COLUMNS: readonly Column[] = [
  { title: 'looked for', fit: 'shorten' },
  { title: 'rules', align: 'right' },
  { title: 'calls judged', align: 'right' },
  { title: 'no answer', align: 'right' },
  { title: 'failed', align: 'right' },
];

const NOTE = 'About the calls in these logs and no others; of each family, the highest number that one of its rules has.';

const familyOf = ({ id }: RuleReport): string => id.split('/')[0] ?? id;

const highest = (rules: readonly RuleReport[], number: (counts: RuleReport['counts']) => number): number =>
  rules.reduce((most, { counts }) => Math.max(most, number(counts)), 0);

const row = (family: string, rules: readonly RuleReport[]): string[] => [
  family,
  count(rules.length),
  count(highest(rules, ({ pass, fail, blocked }) => pass + fail + blocked)),
  count(highest(rules, ({ not_evaluable }) => not_evaluable)),
  count(rules.reduce((total, { counts }) => total + counts.fail, 0)),
];

const rows = (rules: readonly RuleReport[]): string[][] =>
  [...new Set(rules.map(familyOf))].map((family) =>
    row(
      family,
      rules.filter((rule) => familyOf(rule) === family),
    ),
  );

const REPLAY = 'replay';

/** A replay is what everybody asks about first, so that none was found is stated, with what the statement rests on. */
export const replayAbsence = ({ rules, summary }: Report, page: Page): string[] => {
  const own = rules.filter((rule) => familyOf(rule) === REPLAY);
  if (own.length === 0 || own.some(({ counts }) => counts.fail > 0)) return [];
  const judged = highest(own, ({ pass, blocked }) => pass + blocked);
  const executions = counted(lookedAt(summary), 'execution');
  if (judged === 0)
    return paragraph(page, `Whether anything was replayed could not be judged for any of ${executions} looked at.`);
  const limited = judged < lookedAt(summary) ? `, of which up to ${count(judged)} could be judged` : '';
  return paragraph(page, `No replay found among ${executions} looked at${limited}.`);
};

/** Where nothing was found: among how much, for each family of rules. Absence of findings is stated, conformity never. */
export const lookedFor = (report: Report, page: Page, { verbose }: RenderOptions): string[] => {
  const none = report.findings.length === 0;
  if (lookedAt(report.summary) === 0 || report.rules.length === 0 || !(none || verbose)) return [];
  const executions = counted(lookedAt(report.summary), 'execution');
  return [
    ...heading(page, none ? `No finding among ${executions} looked at` : `What was looked for among ${executions}`),
    ...(none ? replayAbsence(report, page) : []),
    ...paragraph(page, NOTE, 2, page.paint.dim),
    ...grid(page, COLUMNS, rows(report.rules)),
  ];
};
