import type { About } from './report.ts';
import type { Severity } from './severity.ts';

/** A finding that is known: what was found, and since when it is on the list. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  readonly about: About;
  /** The time of the audit that put it there, RFC 3339. */
  readonly since: string;
  /** For people to fill in; kept by every command. */
  readonly reason: string | null;
  readonly owner: string | null;
}

/** What a baseline file holds. */
export interface Baseline {
  readonly path: string;
  /** SHA-256 of the file, hex. */
  readonly sha256: string;
  readonly entries: readonly BaselineEntry[];
  /** Entries of rules that are never baselined: they count for nothing. */
  readonly ignored: readonly BaselineEntry[];
}
