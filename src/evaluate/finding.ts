import { sha256Hex } from '../lib/digest.ts';
import { writeRfc3339 } from '../lib/rfc3339.ts';
import type { Outcome } from '../model/invocation.ts';
import type { ExceptionPolicy } from '../model/policy.ts';
import type { About, Evidence, Finding, Values } from '../model/report.ts';
import type { RuleText } from '../model/rule-text.ts';
import { lowered, type Severity, worse } from '../model/severity.ts';
import type { Fail } from '../model/verdict.ts';
import { COLUMNS, type Column, evidenceAt, type Site } from './finding-site.ts';
import { keepFirst, keepFirstWords, type Order, type Placed } from './order.ts';

const MOST_EVIDENCE = 5;
const MOST_INVOCATIONS = 100;
const MOST_VALUES = 10;
/** Beyond this many different values of a column they are no longer told apart. */
const MOST_DISTINCT = 10_000;

/** Longer values, in characters, are told apart by their digests: a log may give ten thousand that are as long as a token. */
const LONGEST = 64;

/**
 * Values of one column: the first ones in the order of records and, as soon as there are more than these may be, what tells all
 * different ones apart, up to a bound. A log may give a finding for each call, of which most never need the latter.
 */
interface Seen {
  distinct: Set<string> | undefined;
  readonly first: Placed<string>[];
}

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
  readonly values: Map<Column, Seen>;
}

/** Says which exception of the policy covers a fail, by its place. */
export type ExceptionFor = (ruleId: string, columns: () => Site['match']) => number | undefined;

/** Folds fails into findings: one misconfiguration is one finding with its occurrences, not ten thousand rows. */
export interface FindingFolder {
  add(rule: RuleText, fail: Fail, site: Site, outcome: Outcome): void;
  /** What has grown so far, by fingerprint. */
  readonly growing: ReadonlyMap<string, Growing>;
  /** Takes in what grew elsewhere. */
  merge(others: ReadonlyMap<string, Growing>): void;
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

const seenOf = (values: Growing['values'], column: Column): Seen => {
  const found = values.get(column) ?? { distinct: undefined, first: [] };
  values.set(column, found);
  return found;
};

const addTo = (distinct: Set<string>, mark: string): void => {
  if (distinct.size < MOST_DISTINCT) distinct.add(mark);
};

const markOf = (value: string): string => (value.length > LONGEST ? sha256Hex(value) : value);

/** What tells all values so far apart: while they are few, they are the first ones. */
const differentIn = ({ distinct, first }: Seen): Iterable<string> => distinct ?? first.map(({ value }) => markOf(value));

const collect = (seen: Seen, value: string, order: Order): void => {
  if (seen.first.length === MOST_VALUES) seen.distinct ??= new Set(differentIn(seen));
  if (seen.distinct) addTo(seen.distinct, markOf(value));
  keepFirstWords(seen.first, MOST_VALUES, order, value);
};

const joinSeen = (seen: Seen, other: Seen): void => {
  const distinct = new Set(differentIn(seen));
  for (const mark of differentIn(other)) addTo(distinct, mark);
  if (distinct.size > MOST_VALUES) seen.distinct = distinct;
  for (const { order, value } of other.first) keepFirstWords(seen.first, MOST_VALUES, order, value);
};

const grow = (growing: Growing, rule: RuleText, fail: Fail, site: Site, outcome: Outcome): void => {
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
    if (value !== undefined) collect(seenOf(growing.values, column), value, site.order);
  }
};

const join = (growing: Growing, other: Growing): void => {
  growing.severity = worse(growing.severity, other.severity);
  growing.occurrences += other.occurrences;
  growing.unknownOutcomes += other.unknownOutcomes;
  growing.first = lower(growing.first, other.first);
  growing.last = higher(growing.last, other.last);
  for (const { order, value } of other.invocations) keepFirst(growing.invocations, MOST_INVOCATIONS, order, () => value);
  for (const { order, value } of other.evidence) keepFirst(growing.evidence, MOST_EVIDENCE, order, () => value);
  for (const [column, seen] of other.values) joinSeen(seenOf(growing.values, column), seen);
};

/** Stable across runs: the rule and what it is about, never a line number or a secret (contract §4). */
const fingerprintOf = (ruleId: string, about: About, exception: ExceptionPolicy | undefined): string => {
  const parts = [ruleId, ...Object.entries(about).sort(([a], [b]) => (a < b ? -1 : 1))];
  return sha256Hex(JSON.stringify(exception ? [...parts, exception.match] : parts)).slice(0, 32);
};

/** Makes an empty folder. `exceptionFor` says which of `exceptions` covers a fail. */
export const createFindingFolder = (exceptions: readonly ExceptionPolicy[], exceptionFor: ExceptionFor): FindingFolder => {
  const growing = new Map<string, Growing>();
  const find = (fingerprint: string, ruleId: string, about: About, exception: number | undefined): Growing => {
    const found = growing.get(fingerprint) ?? begin(ruleId, about, exception);
    growing.set(fingerprint, found);
    return found;
  };
  return {
    growing,
    add: (rule, fail, site, outcome) => {
      const exception = exceptionFor(rule.id, () => site.match);
      const fingerprint = fingerprintOf(rule.id, site.about, exception === undefined ? undefined : exceptions[exception]);
      grow(find(fingerprint, rule.id, site.about, exception), rule, fail, site, outcome);
    },
    merge: (others) => {
      for (const [fingerprint, other] of others) join(find(fingerprint, other.ruleId, other.about, other.exception), other);
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

const valuesOf = (growing: Growing): Record<string, Values> =>
  Object.fromEntries(
    COLUMNS.flatMap((column): [string, Values][] => {
      const seen = growing.values.get(column);
      return seen
        ? [[column, { count: seen.distinct?.size ?? seen.first.length, values: seen.first.map(({ value }) => value) }]]
        : [];
    }),
  );

/** The finding that has grown; controls and order are for later steps. */
export const findingOf = (
  fingerprint: string,
  growing: Growing,
  rule: RuleText,
  exception: ExceptionPolicy | undefined,
): Omit<Finding, 'controls'> => ({
  fingerprint,
  rule: rule.id,
  class: rule.class,
  severity: growing.severity,
  title: rule.title,
  message: messageOf(rule.title, growing),
  about: growing.about,
  occurrences: growing.occurrences,
  first_seen: writeRfc3339(growing.first),
  last_seen: writeRfc3339(growing.last),
  invocations: growing.invocations.map(({ value }) => value),
  invocations_total: growing.occurrences,
  evidence: growing.evidence.map(({ value }) => value),
  values: valuesOf(growing),
  remediation: rule.fix,
  ...stateOf(exception),
});
