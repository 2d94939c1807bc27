import { readFileSync } from 'node:fs';
import { UsageError } from '../model/errors.ts';
import type { Report } from '../model/report.ts';

/** Reads a report that was saved with `-f json`; what is none is a `UsageError`. */
export const readSavedReport = (path: string): Report => {
  const hint = 'Name a report that was saved with -f json, or a database with --db FILE.';
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`${path} cannot be read as a report: ${(error as Error).message}`, hint);
  }
  if ((value as Partial<Report> | null)?.schema !== 'bindcheck.report/1')
    throw new UsageError(`${path} is no report of bindcheck (schema bindcheck.report/1)`, hint);
  return value as Report;
};
