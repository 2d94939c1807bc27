import type { Command } from 'commander';
import { type ReportOptions, readJobs } from '../audit-options.ts';
import { DEFAULT_BASELINE_NAME } from '../baseline-file.ts';
import { colorOption } from '../color-option.ts';
import { repeatable } from '../repeatable.ts';
import type { IngestOptions } from '../run-audit.ts';
import type { ColorChoice } from '../terminal.ts';

/** What findings are taken from, and where the baseline lies, as commander hands them over. */
export interface SubjectOptions extends IngestOptions {
  readonly output?: string;
  readonly baseline?: string;
  readonly policy?: string;
  readonly jwks: readonly string[];
  readonly asOf?: string;
  readonly quiet?: true;
  readonly color: ColorChoice;
  readonly progress: boolean;
}

/** Adds what an audit reads; filters are left out, as a baseline speaks of everything. */
export const addSubjectOptions = (command: Command): Command =>
  command
    .argument('[path...]', 'logs (files, folders, globs, -), or one report saved with -f json')
    .option('-o, --output <file>', `the baseline (default: ${DEFAULT_BASELINE_NAME})`)
    .option('--baseline <file>', 'the same')
    .option('--db <file>', 'take what this database holds, and what is read into it')
    .option('-p, --policy <file>', 'policy to audit against (default: as for bindcheck audit)')
    .option('--jwks <issuer=file>', 'key set of an issuer, beside those of the policy; repeatable', repeatable, [])
    .option('--input-format <id>', 'read every source as this format (see bindcheck formats)')
    .option('--jobs <n>', 'cores to use (default: all)', readJobs)
    .option('--as-of <time>', 'the time the audit is made as of (default: now)')
    .option('-q, --quiet', 'errors only')
    .option('--no-progress', 'no progress line')
    .addOption(colorOption());

/** The options of an audit that reports everything and writes nothing. */
export const asReportOptions = (options: SubjectOptions): ReportOptions & IngestOptions => ({
  ...options,
  baseline: false,
  format: [],
  failOn: 'never',
  rule: [],
  skipRule: [],
  control: [],
  maxRejected: { percent: 1 },
});
