import { existsSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { showControls } from '../../lib/terminal-text.ts';
import type { Baseline, BaselineEntry } from '../../model/baseline.ts';
import { UsageError } from '../../model/errors.ts';
import type { Report } from '../../model/report.ts';
import { describeOwnFile } from '../../readers/own-file.ts';
import { inert } from '../../reporters/json-text.ts';
import { renderBaseline } from '../../reporters/known-findings.ts';
import { baselineText } from '../../triage/baseline-file.ts';
import {
  type Changed,
  createEntries,
  type Material,
  materialOf,
  pruneEntries,
  updateEntries,
} from '../../triage/change-baseline.ts';
import { DEFAULT_BASELINE_NAME, isBaselineable, loadBaseline } from '../baseline-file.ts';
import { colorOption } from '../color-option.ts';
import { EXIT, endingOf } from '../exit-code.ts';
import { sayEnding, sayNote } from '../messages.ts';
import { checkOutputPath, openOutput } from '../output.ts';
import { runAudit } from '../run-audit.ts';
import { readSavedReport } from '../saved-report.ts';
import { type ColorChoice, textOptions } from '../terminal.ts';
import { addSubjectOptions, asReportOptions, type SubjectOptions } from './baseline-options.ts';

const pathOf = ({ output, baseline }: SubjectOptions): string => {
  if (output !== undefined && baseline !== undefined && output !== baseline)
    throw new UsageError('--output and --baseline name two files', 'Name the baseline once.');
  return output ?? baseline ?? DEFAULT_BASELINE_NAME;
};

const isReport = async (paths: readonly string[]): Promise<boolean> => {
  const [path, ...others] = paths;
  if (path === undefined || path === '-' || others.length > 0) return false;
  return (await describeOwnFile(path))?.includes('report') ?? false;
};

/** All findings of logs, a database or a saved report, none of them known. */
const auditSubject = async (paths: readonly string[], options: SubjectOptions): Promise<Report> => {
  if (paths.length === 0 && options.db === undefined)
    throw new UsageError(
      'nothing to take findings from',
      'Name logs, a report saved with -f json, or a database with --db FILE.',
    );
  if (options.db !== undefined && paths.length === 0 && !existsSync(options.db))
    throw new UsageError(`${options.db} does not exist`, 'Fill it with: bindcheck ingest PATH... --db FILE');
  if (await isReport(paths)) return readSavedReport(paths[0] as string);
  return runAudit({ paths, options: asReportOptions(options), targets: [] });
};

const plural = (count: number): string => `${count} finding${count === 1 ? '' : 's'}`;

/** Says how the audit ended other than by its findings, which are what a baseline is for. Returns the exit code. */
const endWith = (report: Report, options: SubjectOptions): number => {
  const ending = endingOf(report, { failOn: 'never', exitZero: false });
  if (ending.code !== EXIT.clean) sayEnding(ending, options.color);
  return ending.code;
};

const write = async (path: string, entries: readonly BaselineEntry[]): Promise<void> => {
  const output = openOutput(path);
  output.write(inert(baselineText(entries)));
  await output.commit();
};

const sayNeverBaselined = (left: Report['findings'], options: SubjectOptions): void => {
  if (left.length === 0 || options.quiet) return;
  const rules = [...new Set(left.map(({ rule }) => rule))].sort().join(', ');
  sayNote(`${plural(left.length)} left out, as they are never baselined: ${rules}`, options.color);
};

const refuseExisting = (path: string): void => {
  if (existsSync(path))
    throw new UsageError(
      `${path} is there already and is not overwritten`,
      'Add to it with bindcheck baseline update, or name another file with --output FILE.',
    );
};

/** One of the commands that write. `before` reads, or refuses, what is there; it comes first, as an audit may take long. */
interface Change<Before> {
  readonly name: string;
  readonly description: string;
  before(path: string): Before;
  apply(material: Material, before: Before): Changed;
}

const run = async <Before>(change: Change<Before>, paths: readonly string[], options: SubjectOptions): Promise<void> => {
  const path = pathOf(options);
  const before = change.before(path);
  checkOutputPath(path, paths);
  const report = await auditSubject(paths, options);
  process.exitCode = endWith(report, options);
  if (process.exitCode === EXIT.nothing) return;
  const material = materialOf(report, isBaselineable);
  const { entries, done } = change.apply(material, before);
  await write(path, entries);
  sayNeverBaselined(material.never, options);
  if (!options.quiet) process.stderr.write(`${showControls(path)}: ${done}\n`);
};

const addChange = <Before>(group: Command, change: Change<Before>): void => {
  addSubjectOptions(group.command(change.name).description(change.description)).action(
    (paths: readonly string[], options: SubjectOptions) => run(change, paths, options),
  );
};

const show = (baseline: Baseline, form: string, color: ColorChoice): void => {
  const all = [...baseline.entries, ...baseline.ignored];
  const text = form === 'json' ? inert(baselineText(all)) : `${renderBaseline(baseline, textOptions(color, false)).join('\n')}\n`;
  process.stdout.write(text);
};

const addShow = (group: Command): void => {
  group
    .command('show')
    .description('list what a baseline holds')
    .argument('[file]', `the baseline (default: ${DEFAULT_BASELINE_NAME})`)
    .option('--baseline <file>', 'the same')
    .addOption(new Option('-f, --format <form>', 'how to show it').choices(['table', 'json']).default('table'))
    .addOption(colorOption())
    .action((file: string | undefined, { baseline, format, color }: { baseline?: string; format: string; color: ColorChoice }) =>
      show(loadBaseline(file ?? baseline ?? DEFAULT_BASELINE_NAME), format, color),
    );
};

/** `bindcheck baseline create|update|prune|show` */
export const addBaselineCommand = (program: Command): void => {
  const group = program.command('baseline').description('keep a list of known findings, so that an audit fails on new ones only');
  addChange(group, {
    name: 'create',
    description: 'make a baseline of what is found now',
    before: refuseExisting,
    apply: createEntries,
  });
  addChange(group, {
    name: 'update',
    description: 'add new findings to a baseline, keep every entry',
    before: loadBaseline,
    apply: updateEntries,
  });
  addChange(group, {
    name: 'prune',
    description: 'drop from a baseline what is resolved, add nothing',
    before: loadBaseline,
    apply: pruneEntries,
  });
  addShow(group);
};
