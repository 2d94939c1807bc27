import type { Location } from './location.ts';

/** What can be wrong with an input or a setting without ending the audit. A closed union, as codes are part of the report. */
export type DiagnosticCode =
  | 'already-ingested'
  | 'control-read-as'
  | 'baseline-entry-ignored'
  | 'answer-without-token'
  | 'duplicate-id-other-content'
  | 'empty-source'
  | 'exception-ended'
  | 'exception-unused'
  | 'exception-ends-late'
  | 'ignored-record'
  | 'key-set-not-trusted'
  | 'key-unusable'
  | 'leak-redacted'
  | 'limit-exceeded'
  | 'no-policy'
  | 'own-file-skipped'
  | 'pending-changes-not-read'
  | 'policy-not-used'
  | 'record-rejected'
  | 'record-without-time'
  | 'rule-error'
  | 'server-not-in-log'
  | 'server-not-in-policy'
  | 'source-damaged'
  | 'source-not-recognised'
  | 'source-unreadable'
  | 'symbolic-link-skipped'
  | 'time-without-zone'
  | 'unsupported-compression';

/** `error` makes the audit incomplete, `warning` wants attention, `note` informs. */
export type DiagnosticLevel = 'error' | 'warning' | 'note';

/** A defect of an input, as data: what is wrong, where, and how to mend it. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly level: DiagnosticLevel;
  readonly message: string;
  /** How to mend it, in one sentence. */
  readonly hint?: string;
  readonly location?: Partial<Location>;
  /** How often it occurred, where alike ones were folded; 1 if absent. */
  readonly count?: number;
}
