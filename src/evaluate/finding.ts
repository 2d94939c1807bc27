import { sha256Hex } from '../lib/digest.ts';
import { writeRfc3339 } from '../lib/rfc3339.ts';
import type { Writable } from '../lib/writable.ts';
import type { Outcome } from '../model/invocation.ts';
import type { ExceptionPolicy } from '../model/policy.ts';
import type { About, Evidence, Finding, FindingDetails, Values } from '../model/report.ts';
import type { RuleText } from '../model/rule-text.ts';
import { lowered, type Severity, worse } from '../model/severity.ts';
import type { Fail } from '../model/verdict.ts';
import { COLUMNS, type Column, evidenceAt, type Site } from './finding-site.ts';
import { keepFirst, type Placed } from './order.ts';
import { addValue, addValues, type SeenValues, valuesOf } from './seen-values.ts';

const MOST_EVIDENCE = 5;
const MOST_INVOCATIONS = 100;

/** A finding as it grows, one per rule and what it is about. Plain data that does not depend on the order of what is added. */
export interface Growing {
  readonly ruleId: string;
  readonly about: About;
  /** Fails that an exception covers fold into a finding of their own, which is suppressed: its place in the policy. */
  readonly exception: number | undefined;
  severity: Severity;
  occurrences: number;
  unknownOutcomes: number;
  first: number | undefined;
  last: number | undefined;
  readonly invocations: Placed<string>[];
  readonly evidence: Placed<Evidence>[];
  readonly values: Map<Column, SeenValues>;
}

/** Findings that grow, by fingerprint: a map, or what keeps parts of them elsewhere. Each is changed only until the next is begun. */
export interface GrowingFindings extends Iterable<readonly [fingerprint: string, growing: Growing]> {
  get(fingerprint: string): Growing | undefined;
  set(fingerprint: string, growing: Growing): void;
}

/** Where a rule failed, and the exception of the policy that covers it, by its place. */
export interface FailedCall {
  readonly rule: RuleText;
  readonly fail: Fail;
  readonly site: Site;
  readonly outcome: Outcome;
  readonly exception: number | undefined;
}

/** Folds fails into findings: one misconfiguration is one finding with its occurrences, not ten thousand rows. */
export interface FindingFolder {
  add(failed: FailedCall): void;
  /** Takes in what grew elsewhere. */
  merge(others: Iterable<readonly [fingerprint: string, growing: Growing]>): void;
}

const begin = (ruleId: string, about: About, exception: number | undefined): Growing => ({
  ruleId,
  about,
  exception,
  severity: 'low',
  occurrences: 0,
  unknownOutcomes: 0,
  first: undefined,
  last: undefined,
  invocations: [],
  evidence: [],
  values: new Map(),
});

const lower = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);

const higher = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);

const grow = (growing: Growing, { rule, fail, site, outcome }: FailedCall): void => {
  const severity = fail.severity ?? rule.severity;
  const unknown = outcome === 'unknown';
  growing.severity = worse(growing.severity, unknown ? lowered(severity) : severity);
  growing.occurrences++;
  if (unknown) growing.unknownOutcomes++;
  growing.first = lower(growing.first, site.time);
  growing.last = higher(growing.last, site.time);
  keepFirst(growing.invocations, MOST_INVOCATIONS, site.order, () => site.order.name);
  keepFirst(growing.evidence, MOST_EVIDENCE, site.order, () => evidenceAt(site, fail));
  const row: Readonly<Partial<Record<Column, string | undefined>>> = {
    ...site.columns,
    expected: fail.expected,
    observed: fail.observed,
  };
  for (const column of COLUMNS) {
    const value = row[column];
    if (value !== undefined) addValue(growing.values, column, value, site.order);
  }
};

/** Adds what grew elsewhere to a finding. */
export const joinGrowing = (growing: Growing, other: Growing): void => {
  growing.severity = worse(growing.severity, other.severity);
  growing.occurrences += other.occurrences;
  growing.unknownOutcomes += other.unknownOutcomes;
  growing.first = lower(growing.first, other.first);
  growing.last = higher(growing.last, other.last);
  for (const { order, value } of other.invocations) keepFirst(growing.invocations, MOST_INVOCATIONS, order, () => value);
  for (const { order, value } of other.evidence) keepFirst(growing.evidence, MOST_EVIDENCE, order, () => value);
  for (const [column, seen] of other.values) addValues(growing.values, column, seen);
};

/** Stable across runs: the rule and what it is about, never a line number or a secret (contract §4). */
const fingerprintOf = (ruleId: string, about: About, exception: ExceptionPolicy | undefined): string => {
  const parts = [ruleId, ...Object.entries(about).sort(([a], [b]) => (a < b ? -1 : 1))];
  return sha256Hex(JSON.stringify(exception ? [...parts, exception.match] : parts)).slice(0, 32);
};

/** Makes a folder that adds to `growing`; `exceptions` are those of the policy. */
export const createFindingFolder = (exceptions: readonly ExceptionPolicy[], growing: GrowingFindings): FindingFolder => {
  const find = (fingerprint: string, ruleId: string, about: About, exception: number | undefined): Growing => {
    const found = growing.get(fingerprint);
    if (found) return found;
    const begun = begin(ruleId, about, exception);
    growing.set(fingerprint, begun);
    return begun;
  };
  return {
    add: (failed) => {
      const { rule, site, exception } = failed;
      const fingerprint = fingerprintOf(rule.id, site.about, exception === undefined ? undefined : exceptions[exception]);
      grow(find(fingerprint, rule.id, site.about, exception), failed);
    },
    merge: (others) => {
      for (const [fingerprint, other] of others)
        joinGrowing(find(fingerprint, other.ruleId, other.about, other.exception), other);
    },
  };
};

const messageOf = (title: string, { evidence, occurrences, unknownOutcomes }: Growing): string => {
  const first = evidence[0]?.value;
  const unknown =
    unknownOutcomes === 0
      ? ''
      : ` Outcome unknown for ${unknownOutcomes === occurrences ? 'each' : unknownOutcomes} of them: one severity lower.`;
  return `${title}. Expected ${first?.expected}; observed ${first?.observed}.${unknown}`;
};

const stateOf = (
  exception: ExceptionPolicy | undefined,
): Pick<Finding, 'state' | 'because' | 'suppressed_by' | 'suppressed_until'> =>
  exception
    ? {
        state: 'suppressed',
        because: exception.reason,
        suppressed_by: exception.owner ?? null,
        suppressed_until: writeRfc3339(exception.expires),
      }
    : { state: 'open', because: null, suppressed_by: null, suppressed_until: null };

const columnsOf = ({ values }: Growing): Record<string, Values> =>
  Object.fromEntries(
    COLUMNS.flatMap((column): [string, Values][] => {
      const seen = values.get(column);
      return seen ? [[column, valuesOf(seen)]] : [];
    }),
  );

/** What makes a finding large. */
export const detailsOf = (growing: Growing, rule: RuleText): FindingDetails => ({
  message: messageOf(rule.title, growing),
  invocations: growing.invocations.map(({ value }) => value),
  evidence: growing.evidence.map(({ value }) => value),
  values: columnsOf(growing),
});

/** What goes into a finding beside what has grown. */
export interface FindingParts {
  readonly fingerprint: string;
  readonly rule: RuleText;
  readonly exception: ExceptionPolicy | undefined;
  readonly controls: Finding['controls'];
}

/**
 * Makes findings of what has grown; their order is for later steps. `read` gives the details of a finding from where they are kept,
 * each time that one of them is asked for. One function fetches a member for all findings: with one of its own each of them would be
 * several times as large.
 */
export const createFindingMaker = (
  read: (fingerprint: string) => FindingDetails,
): ((growing: Growing, parts: FindingParts) => Finding) => {
  const fetched = (name: keyof FindingDetails): PropertyDescriptor => ({
    enumerable: true,
    get(this: Finding) {
      return read(this.fingerprint)[name];
    },
  });
  const [message, invocations, evidence, values] = [
    fetched('message'),
    fetched('invocations'),
    fetched('evidence'),
    fetched('values'),
  ];
  // The order of the members is that of the report.
  return (growing, { fingerprint, rule, exception, controls }) => {
    const { state, because, suppressed_by, suppressed_until } = stateOf(exception);
    const finding: Writable<Partial<Finding>> = { fingerprint, rule: rule.id, class: rule.class, severity: growing.severity };
    finding.title = rule.title;
    Object.defineProperty(finding, 'message', message);
    finding.about = growing.about;
    finding.occurrences = growing.occurrences;
    finding.first_seen = writeRfc3339(growing.first);
    finding.last_seen = writeRfc3339(growing.last);
    Object.defineProperty(finding, 'invocations', invocations);
    finding.invocations_total = growing.occurrences;
    Object.defineProperty(finding, 'evidence', evidence);
    Object.defineProperty(finding, 'values', values);
    finding.remediation = rule.fix;
    finding.state = state;
    finding.because = because;
    finding.suppressed_by = suppressed_by;
    finding.suppressed_until = suppressed_until;
    finding.controls = controls;
    return finding as Finding;
  };
};
