import type { Command } from 'commander';
import type { Report } from '../../model/report.ts';
import { addReportOptions, type ReportOptions, readJobs } from '../audit-options.ts';
import { EXIT, endingOf } from '../exit-code.ts';
import { sayEnding, sayError } from '../messages.ts';
import { repeatable } from '../repeatable.ts';
import { type IngestOptions, runAudit } from '../run-audit.ts';

const errorsOf = (report: Report): Report['diagnostics'] => report.diagnostics.filter(({ level }) => level === 'error');

/** Ends a run: its errors and what set the exit code go to standard error. */
export const endRun = (report: Report, options: ReportOptions): void => {
  const ending = endingOf(report, { failOn: options.failOn, exitZero: options.exitZero === true });
  const tableShown = options.format.length === 0 || options.format.includes('table');
  if (!tableShown || options.output !== undefined)
    for (const { message, hint } of errorsOf(report)) sayError([message], hint ?? undefined, options.color);
  if (!options.quiet || ending.code > EXIT.findings) sayEnding(ending, options.color);
  process.exitCode = ending.code;
};

/** `bindcheck audit PATH...` */
export const addAuditCommand = (program: Command): void => {
  const command = program
    .command('audit')
    .description('read logs and token samples, replay every check, report the executions that should not have happened')
    .argument('<path...>', 'files, folders, globs, or - for standard input')
    .option('--db <file>', 'keep what is read in this database (default: a private temporary file)')
    .option('--input-format <id>', 'read every source as this format (see bindcheck formats)')
    .option(
      '--map <file>',
      'read records as this mapping says; repeatable (see "Your own log format" in the README)',
      repeatable,
      [],
    )
    .option('--jobs <n>', 'cores to use; the report is the same with any number (default: all)', readJobs);
  addReportOptions(command).action(async (paths: readonly string[], options: ReportOptions & IngestOptions) => {
    endRun(await runAudit({ paths, options }), options);
  });
};
