import type { Baseline } from './baseline.ts';
import type { ControlName } from './framework.ts';
import type { Severity } from './severity.ts';

/** How many records of a source may be rejected before the audit counts as incomplete. */
export type RejectLimit = { readonly records: number } | { readonly percent: number };

/** What a run is asked to do, from the command line. Times are epoch milliseconds. */
export interface AuditSettings {
  /** Governs the end of exceptions, and is the stamp of the run (contract §2). */
  readonly asOf: number;
  readonly since?: number;
  readonly until?: number;
  /** Globs over rule ids. */
  readonly rules: readonly string[];
  readonly skipRules: readonly string[];
  readonly minSeverity?: Severity;
  readonly maxRejected: RejectLimit;
  readonly allowUnproven: boolean;
  /** Percent of executions that must be bound or unbound. */
  readonly minProven?: number;
  readonly strict: boolean;
  readonly frameworks?: readonly string[];
  /** The only controls asked for; rules that do not bear on any of them are not reported. */
  readonly controls?: readonly ControlName[];
  /** Findings that are known. */
  readonly baseline?: Baseline;
}
