import { existsSync } from 'node:fs';
import type { Baseline } from '../model/baseline.ts';
import { UsageError } from '../model/errors.ts';
import type { AuditSettings } from '../model/settings.ts';
import { ruleById } from '../rules/index.ts';
import { readBaseline } from '../triage/baseline-file.ts';
import { readTextFile } from './signals.ts';

/** Where a baseline is looked for, and written to, in the working folder. */
export const DEFAULT_BASELINE_NAME = 'bindcheck.baseline.json';

/** Whether findings of the rule may be known. A rule that this version lacks has none. */
export const isBaselineable = (rule: string): boolean => ruleById(rule)?.baselineable !== false;

const readText = (path: string): string => {
  try {
    return readTextFile(path);
  } catch (error) {
    throw new UsageError(
      `the baseline ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`,
      'Make it: bindcheck baseline create PATH... --output FILE',
    );
  }
};

/** Reads the baseline at a path; anything wrong with it is a `UsageError`. */
export const loadBaseline = (path: string): Baseline => readBaseline(readText(path), path, isBaselineable);

/** The baseline that an option names; without one that of the working folder, if there is one; none with --no-baseline. */
export const baselineSetting = (option: string | false | undefined): Pick<AuditSettings, 'baseline'> => {
  if (option === false) return {};
  if (option !== undefined) return { baseline: loadBaseline(option) };
  return existsSync(DEFAULT_BASELINE_NAME) ? { baseline: loadBaseline(DEFAULT_BASELINE_NAME) } : {};
};
