import type { VerdictLine } from '../evaluate/verdict-line.ts';
import { nearestName } from '../lib/nearest-name.ts';
import { UsageError } from '../model/errors.ts';
import type { Report } from '../model/report.ts';
import type { RenderOptions } from '../model/reporter.ts';
import { reporterById } from '../reporters/index.ts';
import { inertJson } from '../reporters/json-text.ts';
import { RULES } from '../rules/index.ts';
import { OUTPUT_FORMATS, type ReportOptions } from './audit-options.ts';
import { sayNote } from './messages.ts';
import { checkOutputPath, type Output, openOutput } from './output.ts';
import { appendStepSummary } from './step-summary.ts';
import { textOptions } from './terminal.ts';

/** A format and where it goes; no path means standard output. */
export interface Target {
  readonly format: string;
  readonly path: string | undefined;
}

const readTarget = (text: string): Target => {
  const mark = text.indexOf('=');
  const format = mark === -1 ? text : text.slice(0, mark);
  if (!OUTPUT_FORMATS.includes(format)) {
    const near = nearestName(format, OUTPUT_FORMATS);
    throw new UsageError(
      `--format ${format} is not known${near === undefined ? '' : `; did you mean ${near}?`}`,
      `Known: ${OUTPUT_FORMATS.join(', ')}`,
    );
  }
  return { format, path: mark === -1 ? undefined : text.slice(mark + 1) };
};

/** What to write and where, checked before anything is read. `-o` names the file of the one format without a file of its own. */
export const targetsOf = (options: ReportOptions): readonly Target[] => {
  const targets = (options.format.length === 0 ? ['table'] : options.format).map(readTarget);
  const open = targets.filter(({ path }) => path === undefined);
  if (open.length > 1)
    throw new UsageError('only one format can go to standard output', 'Give the others a file: -f json=report.json');
  const placed = targets.map(({ format, path }) => ({ format, path: path ?? options.output }));
  if (options.output !== undefined && open.length === 0)
    throw new UsageError('--output is not used, since every format has a file of its own', 'Leave it out.');
  const paths = placed.flatMap(({ path }) => path ?? []);
  if (new Set(paths).size < paths.length) throw new UsageError('two formats go to the same file', 'Give each a file of its own.');
  return placed;
};

/** Writes all reports of a run: verdicts as they come, the rest from the report. Nothing shows before `commit`. */
export interface ReportWriter {
  readonly onVerdict: ((line: VerdictLine) => void) | undefined;
  write(report: Report): void;
  commit(): Promise<void>;
  abandon(): void;
}

const renderOptions = (options: ReportOptions, path: string | undefined): RenderOptions => ({
  ...textOptions(options.color, path !== undefined),
  rules: RULES,
  showSuppressed: options.showSuppressed === true,
  failOn: options.failOn,
  verbose: options.verbose === true,
});

/** Opens the outputs of a run. `inputs` are never written over. */
export const openReports = (options: ReportOptions, targets: readonly Target[], inputs: readonly string[]): ReportWriter => {
  for (const { path } of targets) if (path !== undefined) checkOutputPath(path, inputs);
  const outputs = targets.map((target) => ({ ...target, output: openOutput(target.path) }));
  const verdicts = outputs.filter(({ format }) => format === 'verdicts').map(({ output }) => output);
  const writeLine = (line: VerdictLine): void => {
    const text = `${inertJson(line)}\n`;
    for (const output of verdicts) output.write(text);
  };
  const render = (format: string, path: string | undefined, output: Output, report: Report): void => {
    const reporter = reporterById(format);
    if (!reporter) return;
    const chosen = renderOptions(options, path);
    for (const piece of reporter.render(report, chosen)) output.write(piece);
    if (format === 'github') appendStepSummary(report, { ...chosen, color: false, verbose: false }, options.color);
    if (!options.quiet) for (const note of reporter.notes?.(report, chosen) ?? []) sayNote(`${format}: ${note}`, options.color);
  };
  return {
    onVerdict: verdicts.length === 0 ? undefined : writeLine,
    write: (report) => {
      for (const { format, path, output } of outputs) render(format, path, output, report);
    },
    commit: async () => {
      for (const { output } of outputs) await output.commit();
    },
    abandon: () => {
      for (const { output } of outputs) output.abandon();
    },
  };
};
