import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { UsageError } from '../../model/errors.ts';
import type { Report } from '../../model/report.ts';
import { ignoredEntries, withBaseline, withoutBaseline } from '../../triage/baseline.ts';
import { addReportOptions, type ReportOptions } from '../audit-options.ts';
import { loadBaseline } from '../baseline-file.ts';
import { sayDiagnostic } from '../messages.ts';
import { openReports, targetsOf } from '../report-writer.ts';
import { runAudit } from '../run-audit.ts';
import { loadSavedReport } from '../saved-report.ts';
import { endRun } from './audit.ts';

/** A saved report is compared anew only where it is asked for: whoever saved it has chosen a baseline, or none. */
const compared = (report: Report, { baseline, color }: ReportOptions): Report => {
  if (baseline === undefined) return report;
  if (baseline === false) return withoutBaseline(report);
  const loaded = loadBaseline(baseline);
  for (const diagnostic of ignoredEntries(loaded)) sayDiagnostic(diagnostic, color);
  return withBaseline(report, loaded);
};

const renderSaved = async (path: string, options: ReportOptions): Promise<Report> => {
  const targets = targetsOf(options);
  if (targets.some(({ format }) => format === 'verdicts'))
    throw new UsageError('verdicts need the database: a saved report does not hold them', 'Name the database with --db FILE.');
  const report = loadSavedReport(path, options, (saved) => compared(saved, options));
  const writer = openReports(options, targets, [path, ...(options.baseline ? [options.baseline] : [])]);
  writer.write(report);
  await writer.commit();
  return report;
};

/** `bindcheck report --db FILE` and `bindcheck report REPORT.json` */
export const addReportCommand = (program: Command): void => {
  const command = program
    .command('report')
    .description('report again from a database or a saved report, without reading logs again')
    .argument('[report]', 'a report saved with -f json')
    .option('--db <file>', 'the database');
  addReportOptions(command).action(async (path: string | undefined, options: ReportOptions & { readonly db?: string }) => {
    if ((path === undefined) === (options.db === undefined))
      throw new UsageError(
        'report needs either a saved report or --db FILE',
        'For example: bindcheck report --db audit.db -f csv',
      );
    if (options.db !== undefined && !existsSync(options.db))
      throw new UsageError(`${options.db} does not exist`, 'Fill it with: bindcheck ingest PATH... --db FILE');
    endRun(path === undefined ? await runAudit({ paths: [], options }) : await renderSaved(path, options), options);
  });
};
