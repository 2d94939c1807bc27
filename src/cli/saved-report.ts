import { UsageError } from '../model/errors.ts';
import type { Report } from '../model/report.ts';
import { severityRank } from '../model/severity.ts';
import { readReport } from '../reporters/read-report.ts';
import type { ReportOptions } from './audit-options.ts';
import { readTextFile } from './signals.ts';

const HINT = 'Name a report that was saved with -f json, or a database with --db FILE.';

const readText = (path: string): string => {
  try {
    return readTextFile(path);
  } catch (error) {
    throw new UsageError(`${path} cannot be read as a report: ${(error as Error).message}`, HINT);
  }
};

/** Options that choose anew what is judged or counted; a saved report holds only what was chosen when it was made. */
const needingDatabase = (options: ReportOptions): readonly string[] => {
  const given: Readonly<Record<string, boolean>> = {
    '--policy': options.policy !== undefined,
    '--jwks': options.jwks.length > 0,
    '--rule': options.rule.length > 0,
    '--skip-rule': options.skipRule.length > 0,
    '--since': options.since !== undefined,
    '--until': options.until !== undefined,
    '--framework': options.framework !== undefined,
    '--control': options.control.length > 0,
    '--min-proven': options.minProven !== undefined,
    '--strict': options.strict === true,
  };
  return Object.keys(given).filter((name) => given[name]);
};

/** Reads a report that was saved with `-f json`; what is none is a `UsageError`. */
export const readSavedReport = (path: string): Report => {
  const read = readReport(readText(path));
  if ('problem' in read) throw new UsageError(`${path} is no report of bindcheck: ${read.problem}`, HINT);
  return read.report;
};

/**
 * Reads a saved report to be rendered again, changed by `change` before anything is left out. Wrong files, and options that it cannot
 * obey, are a `UsageError`.
 */
export const loadSavedReport = (path: string, options: ReportOptions, change: (report: Report) => Report): Report => {
  const [option] = needingDatabase(options);
  if (option !== undefined)
    throw new UsageError(`${option} needs the database: a saved report holds the outcome only`, 'Name it with --db FILE.');
  const report = change(readSavedReport(path));
  const { minSeverity } = options;
  if (minSeverity === undefined) return report;
  const findings = report.findings.filter(({ severity }) => severityRank(severity) <= severityRank(minSeverity));
  return { ...report, findings };
};
