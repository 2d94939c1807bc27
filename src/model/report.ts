import type { DiagnosticCode, DiagnosticLevel } from './diagnostic.ts';
import type { Reason } from './reasons.ts';
import type { Severity } from './severity.ts';

/** What a finding is about: for rules over one invocation server, tool, client (else agent) and issuer; for groups the group. */
export type About = Readonly<Record<string, string>>;

export type FindingState = 'open' | 'known' | 'suppressed';

/** One place where a fail shows: what was expected, what was observed, and where to look it up. */
export interface Evidence {
  readonly source: string;
  readonly line: number;
  /** SHA-256 of the record as it stands in the source, hex. */
  readonly record_sha256: string;
  readonly record_id: string;
  readonly time: string | null;
  readonly expected: string;
  readonly observed: string;
}

/** A control of a framework that a finding bears on. */
export interface ControlReference {
  readonly framework: string;
  readonly id: string;
  readonly title: string;
  readonly strength: 'direct' | 'partial' | 'conditional' | 'weak';
}

/** Values that the occurrences of a finding share or differ in, for the columns of the CSV; at most ten of each are kept beside the count. */
export interface Values {
  readonly count: number;
  readonly values: readonly string[];
}

/** What makes a finding large. */
export interface FindingDetails {
  readonly message: string;
  /** Record ids, at most 100. */
  readonly invocations: readonly string[];
  /** At most five. */
  readonly evidence: readonly Evidence[];
  readonly values: Readonly<Record<string, Values>>;
}

/** Details may be read from elsewhere each time that they are asked for. */
export interface Finding extends FindingDetails {
  readonly fingerprint: string;
  readonly rule: string;
  readonly class: string;
  readonly severity: Severity;
  readonly title: string;
  readonly about: About;
  readonly occurrences: number;
  readonly first_seen: string | null;
  readonly last_seen: string | null;
  readonly invocations_total: number;
  readonly remediation: string;
  readonly controls: readonly ControlReference[];
  readonly state: FindingState;
  readonly because: string | null;
  readonly suppressed_by: string | null;
  readonly suppressed_until: string | null;
}

export interface SourceReport {
  readonly path: string;
  readonly format: string | null;
  readonly sha256: string | null;
  readonly bytes: number;
  readonly records: number;
  readonly invocations: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly ignored: number;
  readonly status: 'read' | 'partly-read' | 'unreadable' | 'not-recognised' | 'empty' | 'skipped';
}

export interface DiagnosticReport {
  readonly code: DiagnosticCode;
  readonly level: DiagnosticLevel;
  readonly message: string;
  readonly hint: string | null;
  readonly source: string | null;
  readonly line: number | null;
  readonly count: number;
}

export interface Gap {
  readonly reason: Reason;
  readonly count: number;
  /** Record id of the first one. */
  readonly first: string;
}

export interface RuleReport {
  readonly id: string;
  readonly verdict: 'pass' | 'fail' | 'not-evaluable' | 'not-applicable';
  readonly counts: {
    readonly pass: number;
    readonly fail: number;
    readonly blocked: number;
    readonly not_evaluable: number;
    readonly not_applicable: number;
  };
  readonly gaps: readonly Gap[];
}

/** What an audit can say of a control; that it is met is not among it (contract §4). */
export const CONTROL_STATUSES = [
  'violation_observed',
  'no_violation_observed',
  'not_evaluated',
  'related_only',
  'waived',
] as const;
export type ControlStatus = (typeof CONTROL_STATUSES)[number];

/** Why a control has its status. */
export type ControlReason =
  | 'open_findings'
  | 'known_findings'
  | 'exceptions'
  | 'nothing_found'
  | 'related_findings'
  | 'no_rule'
  | 'no_deciding_rule'
  | 'rules_not_run'
  | 'no_applicable_invocations'
  | 'evidence_missing';

/** A control of a framework that was asked for: each has its entry, also those that nothing looks at. */
export interface ControlReport {
  readonly framework: string;
  readonly framework_version: string;
  readonly id: string;
  readonly title: string;
  readonly status: ControlStatus;
  readonly status_reason: ControlReason;
  /** Rules whose findings bear on it, however strongly. */
  readonly rules_linked: number;
  readonly rules_run: number;
  /** Invocations that a directly or partially linked rule applies to, and those on which one of them gave an answer. */
  readonly invocations_in_scope: number;
  readonly invocations_evaluated: number;
  /** In scope and not evaluated. */
  readonly not_evaluable: number;
  /** Findings through direct and partial links. */
  readonly findings_open: number;
  readonly findings_suppressed: number;
  readonly highest_severity: Severity | null;
  readonly first_seen: string | null;
  readonly last_seen: string | null;
  /** What the status rests on and what it does not say, in words. */
  readonly limitation: string;
}

/** Executions of one stretch of time. */
export interface TimelineStep {
  /** Its beginning. */
  readonly from: string;
  readonly levels: Summary['levels'];
  readonly bound: number;
  readonly unbound: number;
  readonly unproven: number;
}

/** The binding ladder over time: steps of equal width in which something was executed, in order. */
export interface Timeline {
  readonly step_seconds: number;
  /** Executions of which the log gives no time. */
  readonly undated: number;
  readonly steps: readonly TimelineStep[];
}

export interface Summary {
  readonly invocations: number;
  readonly executions: number;
  readonly denied: number;
  readonly failed: number;
  readonly pending: number;
  readonly unknown: number;
  readonly duplicates: number;
  /** Of the executions, those of unknown outcome included. */
  readonly bound: number;
  readonly unbound: number;
  readonly unbound_by_group_only: number;
  readonly unproven: number;
  readonly levels: { readonly L0: number; readonly L1: number; readonly L2: number; readonly L3: number; readonly L4: number };
  /** Reports of before this member lack it. */
  readonly timeline?: Timeline;
  readonly findings: Readonly<Record<Severity, number>> & {
    readonly open: number;
    readonly known: number;
    readonly suppressed: number;
  };
  readonly blocked: number;
  readonly attempted: number;
  readonly first_seen: string | null;
  readonly last_seen: string | null;
  readonly complete: boolean;
  readonly incomplete_because: readonly string[];
}

/** A known finding that did not show again. */
export interface ResolvedEntry {
  readonly fingerprint: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  readonly about: About;
  readonly since: string;
}

/** How the findings compare with those of a baseline. */
export interface BaselineReport {
  readonly path: string;
  readonly sha256: string;
  readonly entries: number;
  /** Open findings that it does not hold, or holds with a lower severity. */
  readonly new: number;
  readonly known: number;
  readonly resolved: readonly ResolvedEntry[];
  /** Entries that were not found again, where this audit cannot tell whether they are resolved. */
  readonly not_judged: number;
}

/** The outcome of an audit: public, versioned, an ordinary JSON object (contract §4). Times are RFC 3339 in UTC. */
export interface Report {
  readonly schema: 'bindcheck.report/1';
  readonly tool: { readonly name: 'bindcheck'; readonly version: string };
  readonly run: {
    readonly as_of: string;
    readonly policy: { readonly path: string; readonly sha256: string } | null;
    readonly since: string | null;
    readonly until: string | null;
  };
  readonly sources: readonly SourceReport[];
  readonly diagnostics: readonly DiagnosticReport[];
  readonly summary: Summary;
  readonly rules: readonly RuleReport[];
  readonly findings: readonly Finding[];
  readonly controls: readonly ControlReport[];
  /** There if the audit was compared with a baseline. */
  readonly baseline?: BaselineReport;
}
