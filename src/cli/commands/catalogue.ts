import { existsSync, readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { FRAMEWORKS, linksOf } from '../../frameworks/index.ts';
import { nearestName } from '../../lib/nearest-name.ts';
import { packageFile } from '../../lib/package-file.ts';
import { decidable, RULE_FAMILIES } from '../../model/coverage.ts';
import { UsageError } from '../../model/errors.ts';
import type { Format } from '../../model/format.ts';
import type { TextOptions } from '../../model/reporter.ts';
import type { RuleText } from '../../model/rule-text.ts';
import { FORMATS, formatById } from '../../readers/index.ts';
import {
  markdownFormats,
  markdownFrameworks,
  markdownRules,
  renderFormat,
  renderFormats,
  renderFrameworks,
  renderRules,
} from '../../reporters/catalogue.ts';
import { type RuleExample, renderRule } from '../../reporters/explain.ts';
import { RULES, ruleById } from '../../rules/index.ts';
import { colorOption } from '../color-option.ts';
import { type ColorChoice, textOptions } from '../terminal.ts';
import { addCheckOptions } from './check-format.ts';

type Form = 'table' | 'json' | 'markdown';

interface Options {
  readonly format: Form;
  readonly color: ColorChoice;
}

/** What there is of one kind, in each form. */
interface Catalogue {
  readonly name: string;
  readonly description: string;
  lines(options: TextOptions): readonly string[];
  markdown(): string;
  data(): unknown;
}

/** Everything about a rule but its function. */
const textOf = ({
  id,
  title,
  class: of,
  severity,
  over,
  failsWhen,
  notEvaluableWhen,
  why,
  fix,
  spec,
  breaksBinding,
  matters,
  baselineable,
}: RuleText): RuleText => ({
  id,
  title,
  class: of,
  severity,
  over,
  failsWhen,
  notEvaluableWhen,
  why,
  fix,
  spec,
  breaksBinding,
  matters,
  baselineable,
});

/** Everything about a format but its functions; for calls, how far each family of rules can decide. */
const formatData = ({ id, title, frames, yields, evidence, coverage }: Format): object => ({
  id,
  title,
  frames,
  yields,
  evidence,
  ...(coverage && {
    level: coverage.level,
    families: Object.fromEntries(RULE_FAMILIES.map((family) => [family, decidable(coverage, family)])),
    ...(coverage.toDecideMore && { to_decide_more: coverage.toDecideMore }),
  }),
});

const CATALOGUES: readonly Catalogue[] = [
  {
    name: 'rules',
    description: 'list the rules',
    lines: (options) => renderRules(RULES, options),
    markdown: () => markdownRules(RULES),
    data: () => RULES.map(textOf),
  },
  {
    name: 'formats',
    description: 'list the formats that are recognised',
    lines: (options) => renderFormats(FORMATS, options),
    markdown: () => markdownFormats(FORMATS),
    data: () => FORMATS.map(formatData),
  },
  {
    name: 'frameworks',
    description: 'list the frameworks that findings are mapped to',
    lines: (options) => renderFrameworks(FRAMEWORKS, options),
    markdown: () => markdownFrameworks(FRAMEWORKS),
    data: () => FRAMEWORKS,
  },
];

const print = (catalogue: Catalogue, { format, color }: Options): void => {
  if (format === 'json') process.stdout.write(`${JSON.stringify(catalogue.data(), null, 2)}\n`);
  else if (format === 'markdown') process.stdout.write(catalogue.markdown());
  else process.stdout.write(`${catalogue.lines(textOptions(color, false)).join('\n')}\n`);
};

/** The list of formats, or one of them. */
const formatsOrOne = (catalogue: Catalogue, id: string | undefined): Catalogue => {
  if (id === undefined) return catalogue;
  const format = formatById(id) ?? refuseUnknown('format', id, FORMATS);
  return {
    ...catalogue,
    lines: (text) => renderFormat(format, text),
    markdown: () => markdownFormats([format]),
    data: () => formatData(format),
  };
};

const withForm = (command: Command): Command =>
  command
    .addOption(new Option('-f, --format <form>', 'how to show it').choices(['table', 'json', 'markdown']).default('table'))
    .addOption(colorOption());

const refuseUnknown = (kind: 'rule' | 'format', id: string, known: readonly { readonly id: string }[]): never => {
  const near = nearestName(
    id,
    known.map((each) => each.id),
  );
  throw new UsageError(
    `there is no ${kind} ${id}${near === undefined ? '' : `; did you mean ${near}?`}`,
    `bindcheck ${kind}s lists them.`,
  );
};

/** The scenario that the tests of the rule fail on, shipped with the package. */
const readExample = (id: string): { example?: RuleExample } => {
  const path = packageFile(`fixtures/rules/${id}/fail.json`);
  if (!existsSync(path)) return {};
  const { story, expect } = JSON.parse(readFileSync(path, 'utf8')) as { story: string; expect: Omit<RuleExample, 'story'> };
  return { example: { story, expected: expect.expected, observed: expect.observed } };
};

const explain = (id: string, { format, color }: Options): void => {
  const rule = ruleById(id) ?? refuseUnknown('rule', id, RULES);
  const explained = { ...textOf(rule), controls: linksOf(rule.class), ...readExample(rule.id) };
  if (format === 'json') process.stdout.write(`${JSON.stringify(explained, null, 2)}\n`);
  else process.stdout.write(`${renderRule(explained, textOptions(color, false)).join('\n')}\n`);
};

/** `bindcheck rules`, `formats`, `frameworks` and `explain RULE` */
export const addCatalogueCommands = (program: Command): void => {
  program
    .command('explain')
    .description('what a rule means, why it matters, how to mend what it finds')
    .argument('<rule>', 'its id, such as token/expired')
    .addOption(new Option('-f, --format <form>', 'how to show it').choices(['table', 'json']).default('table'))
    .addOption(colorOption())
    .action(explain);
  for (const catalogue of CATALOGUES) {
    const command = withForm(program.command(catalogue.name).description(catalogue.description));
    if (catalogue.name === 'formats')
      addCheckOptions(command, (format, options) => print(formatsOrOne(catalogue, format), options));
    else command.action((options: Options) => print(catalogue, options));
  }
};
