import { type Command, InvalidArgumentError, Option } from 'commander';
import { FRAMEWORKS, frameworkById } from '../frameworks/index.ts';
import { matchesGlob } from '../lib/glob-pattern.ts';
import { nearestName } from '../lib/nearest-name.ts';
import { UsageError } from '../model/errors.ts';
import type { ControlName } from '../model/framework.ts';
import type { AuditSettings, RejectLimit } from '../model/settings.ts';
import { SEVERITIES, type Severity } from '../model/severity.ts';
import { REPORTERS } from '../reporters/index.ts';
import { RULES } from '../rules/index.ts';
import { baselineSetting, DEFAULT_BASELINE_NAME } from './baseline-file.ts';
import { colorOption } from './color-option.ts';
import { readControls } from './control-option.ts';
import { repeatable } from './repeatable.ts';
import type { ColorChoice } from './terminal.ts';
import { readClock, readTimeOption } from './time.ts';

/** Options that `audit` and `report` share, as commander hands them over. */
export interface ReportOptions {
  readonly policy?: string;
  readonly jwks: readonly string[];
  readonly format: readonly string[];
  readonly output?: string;
  readonly failOn: Severity | 'never';
  readonly minSeverity?: Severity;
  readonly rule: readonly string[];
  readonly skipRule: readonly string[];
  readonly since?: string;
  readonly until?: string;
  readonly asOf?: string;
  readonly framework?: string;
  readonly control: readonly string[];
  /** `false` for --no-baseline. */
  readonly baseline?: string | false;
  readonly minProven?: number;
  readonly allowUnproven?: true;
  readonly maxRejected: RejectLimit;
  readonly strict?: true;
  readonly exitZero?: true;
  readonly showSuppressed?: true;
  readonly quiet?: true;
  readonly verbose?: true;
  readonly color: ColorChoice;
  readonly progress: boolean;
}

const readPercent = (text: string): number => {
  const percent = Number(text.replace(/\s*%$/, ''));
  if (text.trim() === '' || !(percent >= 0 && percent <= 100))
    throw new InvalidArgumentError('Expected a percentage from 0 to 100.');
  return percent;
};

const readLimit = (text: string): RejectLimit => {
  if (text.endsWith('%')) return { percent: readPercent(text) };
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Expected a number of records, or a percentage such as 1%.');
  return { records: Number(text) };
};

/** Reads a number of cores. */
export const readJobs = (text: string): number => {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Expected a number of cores from 1.');
  return Number(text);
};

/** Formats that can be asked for: those of the reporters, and `verdicts`, which needs the database. */
export const OUTPUT_FORMATS: readonly string[] = [...REPORTERS.map(({ id }) => id), 'verdicts'];

/** Adds the options on what is reported and how the run ends. */
export const addReportOptions = (command: Command): Command =>
  command
    .option(
      '-p, --policy <file>',
      'policy to audit against (default: bindcheck.policy.yaml, .yml or .json in the working folder)',
    )
    .option('--jwks <issuer=file>', 'key set of an issuer, beside those of the policy; repeatable', repeatable, [])
    .option('-f, --format <format[=file]>', `${OUTPUT_FORMATS.join(', ')}; repeatable (default: table)`, repeatable, [])
    .option('-o, --output <file>', 'write the report to a file')
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 on open findings at or above')
        .choices([...SEVERITIES, 'never'])
        .default('high'),
    )
    .addOption(new Option('--min-severity <severity>', 'report findings at or above only').choices(SEVERITIES))
    .option('--rule <glob>', 'report these rules only; repeatable', repeatable, [])
    .option('--skip-rule <glob>', 'leave these rules out; repeatable', repeatable, [])
    .option('--since <time>', 'report invocations from this time on (RFC 3339, a day, or 24h back)')
    .option('--until <time>', 'report invocations before this time')
    .option('--as-of <time>', 'the time the audit is made as of (default: now)')
    .option('--baseline <file>', `findings that are known (default: ${DEFAULT_BASELINE_NAME} in the working folder)`)
    .option('--no-baseline', 'take no finding as known')
    .option('--framework <id,...>', 'frameworks to map findings to (default: all)')
    .option('--control <id>', 'report only what bears on this control; repeatable', repeatable, [])
    .option('--min-proven <percent>', 'exit with 4 if fewer executions could be judged', readPercent)
    .option('--allow-unproven', 'do not exit with 4 when no execution could be judged')
    .addOption(
      new Option('--max-rejected <n|n%>', 'exit with 4 if more records of a source are rejected')
        .default({ percent: 1 }, '1%')
        .argParser(readLimit),
    )
    .option('--strict', 'exit with 4 if any execution is unproven or any file is not recognised')
    .option('--exit-zero', 'exit with 0 in place of 1')
    .option('--show-suppressed', 'list known and suppressed findings too')
    .option('-q, --quiet', 'errors only on standard error')
    .option('-v, --verbose', 'nothing is cut off')
    .addOption(colorOption())
    .option('--no-progress', 'no progress line');

const checkRules = (option: string, globs: readonly string[]): void => {
  for (const glob of globs) {
    if (RULES.some(({ id }) => matchesGlob(glob, id))) continue;
    const near = nearestName(
      glob,
      RULES.map(({ id }) => id),
    );
    throw new UsageError(
      `${option} ${glob} matches no rule${near === undefined ? '' : `; did you mean ${near}?`}`,
      'bindcheck rules lists them; * and ? may be used.',
    );
  }
};

const readFrameworks = (text: string): readonly string[] =>
  text.split(',').map((id) => {
    const framework = frameworkById(id.trim());
    if (framework) return framework.id;
    const near = nearestName(
      id,
      FRAMEWORKS.map((each) => each.id),
    );
    throw new UsageError(
      `--framework ${id} is not known${near === undefined ? '' : `; did you mean ${near}?`}`,
      `Known: ${FRAMEWORKS.map((each) => each.id).join(', ')}`,
    );
  });

/** A control that no framework asked for holds would leave the report without any. */
const checkFrameworks = (frameworks: readonly string[] | undefined, controls: readonly ControlName[]): void => {
  const outside = controls.find(({ framework }) => frameworks && !frameworks.includes(framework));
  if (outside)
    throw new UsageError(
      `--control ${outside.id} is in ${outside.framework}, which --framework leaves out`,
      `Add ${outside.framework} to --framework, or leave --framework out.`,
    );
};

/** Turns options into what the audit is asked to do; a wrong one is a `UsageError` before anything is read. */
export const settingsOf = (options: ReportOptions): AuditSettings => {
  checkRules('--rule', options.rule);
  checkRules('--skip-rule', options.skipRule);
  const asOf = options.asOf === undefined ? readClock() : readTimeOption('--as-of', options.asOf);
  const frameworks = options.framework === undefined ? undefined : readFrameworks(options.framework);
  const controls = readControls(options.control).map(({ control }) => control);
  checkFrameworks(frameworks, controls);
  return {
    asOf,
    ...(options.since === undefined ? {} : { since: readTimeOption('--since', options.since, asOf) }),
    ...(options.until === undefined ? {} : { until: readTimeOption('--until', options.until, asOf) }),
    rules: options.rule,
    skipRules: options.skipRule,
    ...(options.minSeverity === undefined ? {} : { minSeverity: options.minSeverity }),
    maxRejected: options.maxRejected,
    allowUnproven: options.allowUnproven === true,
    ...(options.minProven === undefined ? {} : { minProven: options.minProven }),
    strict: options.strict === true,
    ...(frameworks === undefined ? {} : { frameworks }),
    ...(controls.length === 0 ? {} : { controls }),
    ...baselineSetting(options.baseline),
  };
};
