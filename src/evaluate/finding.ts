import type { Subject } from '../facts/subject.ts';
import { sha256Hex } from '../lib/digest.ts';
import { writeRfc3339 } from '../lib/rfc3339.ts';
import type { ExceptionPolicy } from '../model/policy.ts';
import type { About, Evidence, Finding, Values } from '../model/report.ts';
import type { RuleText } from '../model/rule-text.ts';
import { lowered, type Severity, worse } from '../model/severity.ts';
import type { Fail } from '../model/verdict.ts';
import type { Assessment } from './assess.ts';
import { claimText } from './claim-text.ts';
import { aboutOf } from './finding-about.ts';
import { matchColumns } from './match-columns.ts';
import { tokenReference } from './token-reference.ts';

const MOST_EVIDENCE = 5;
const MOST_INVOCATIONS = 100;
const MOST_VALUES = 10;
/** Beyond this many different values of a column only their first ones are told apart. */
const MOST_DISTINCT = 10_000;

const COLUMNS = [
  'server_name',
  'tool_name',
  'agent_id',
  'client_id',
  'principal_id',
  'session_id',
  'token_ref',
  'token_issuer',
  'expected',
  'observed',
  'scopes_granted',
  'scopes_required',
  'source_file',
  'source_line',
  'record_sha256',
] as const;

type Column = (typeof COLUMNS)[number];

/** A finding as it grows, one per rule and what it is about. */
interface Growing {
  readonly rule: RuleText;
  readonly about: About;
  /** Fails that an exception covers fold into a finding of their own, which is suppressed. */
  readonly exception: ExceptionPolicy | undefined;
  severity: Severity;
  occurrences: number;
  unknownOutcomes: number;
  first: number | undefined;
  last: number | undefined;
  readonly invocations: string[];
  readonly evidence: Evidence[];
  readonly values: Map<Column, Set<string>>;
}

/** Folds fails into findings: one misconfiguration is one finding with its occurrences, not ten thousand rows. */
export interface FindingFolder {
  add(rule: RuleText, fail: Fail, assessment: Assessment): void;
  /** All findings; controls and order are for later steps. */
  findings(): Omit<Finding, 'controls'>[];
}

const listOf = (subject: Subject, name: 'scopes' | 'requiredScopes'): string | undefined => {
  const fact = subject.fact(name);
  return fact.known && fact.value !== null ? fact.value.join(' ') : undefined;
};

const rowOf = ({ subject }: Assessment, fail: Fail): Readonly<Partial<Record<Column, string | undefined>>> => {
  const { fields, location, recordSha256 } = subject.invocation;
  return {
    server_name: subject.serverId,
    tool_name: fields.toolName,
    agent_id: fields.agentId,
    client_id: fields.clientId,
    principal_id: fields.principalId,
    session_id: fields.sessionId?.slice(0, 12),
    token_ref: tokenReference(subject),
    token_issuer: claimText(subject, 'issuer'),
    expected: fail.expected,
    observed: fail.observed,
    scopes_granted: listOf(subject, 'scopes'),
    scopes_required: listOf(subject, 'requiredScopes'),
    source_file: location.source,
    source_line: String(location.line),
    record_sha256: recordSha256,
  };
};

const evidenceOf = ({ subject }: Assessment, fail: Fail): Evidence => ({
  source: subject.invocation.location.source,
  line: subject.invocation.location.line,
  record_sha256: subject.invocation.recordSha256,
  record_id: subject.invocation.name,
  time: writeRfc3339(subject.invocation.fields.eventTime ?? subject.invocation.fields.logTime),
  expected: fail.expected,
  observed: fail.observed,
});

const begin = (rule: RuleText, about: About, exception: ExceptionPolicy | undefined): Growing => ({
  rule,
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

const collect = (values: Growing['values'], row: Readonly<Partial<Record<Column, string | undefined>>>): void => {
  for (const column of COLUMNS) {
    const value = row[column];
    if (value === undefined) continue;
    const seen = values.get(column) ?? new Set<string>();
    if (seen.size < MOST_DISTINCT) seen.add(value);
    values.set(column, seen);
  }
};

const grow = (growing: Growing, fail: Fail, assessment: Assessment): void => {
  const { invocation } = assessment.subject;
  const time = invocation.fields.eventTime ?? invocation.fields.logTime;
  const severity = fail.severity ?? growing.rule.severity;
  const unknown = assessment.outcome === 'unknown';
  growing.severity = worse(growing.severity, unknown ? lowered(severity) : severity);
  growing.occurrences++;
  if (unknown) growing.unknownOutcomes++;
  if (time !== undefined) {
    growing.first = Math.min(growing.first ?? time, time);
    growing.last = Math.max(growing.last ?? time, time);
  }
  if (growing.invocations.length < MOST_INVOCATIONS) growing.invocations.push(invocation.name);
  if (growing.evidence.length < MOST_EVIDENCE) growing.evidence.push(evidenceOf(assessment, fail));
  collect(growing.values, rowOf(assessment, fail));
};

const messageOf = ({ rule, evidence, occurrences, unknownOutcomes }: Growing): string => {
  const [first] = evidence;
  const unknown =
    unknownOutcomes === 0
      ? ''
      : ` Outcome unknown for ${unknownOutcomes === occurrences ? 'each' : unknownOutcomes} of them: one severity lower.`;
  return `${rule.title}. Expected ${first?.expected}; observed ${first?.observed}.${unknown}`;
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

const finish = (fingerprint: string, growing: Growing): Omit<Finding, 'controls'> => ({
  fingerprint,
  rule: growing.rule.id,
  class: growing.rule.class,
  severity: growing.severity,
  title: growing.rule.title,
  message: messageOf(growing),
  about: growing.about,
  occurrences: growing.occurrences,
  first_seen: writeRfc3339(growing.first),
  last_seen: writeRfc3339(growing.last),
  invocations: growing.invocations,
  invocations_total: growing.occurrences,
  evidence: growing.evidence,
  values: Object.fromEntries(
    [...growing.values].map(([column, seen]): [string, Values] => [
      column,
      { count: seen.size, values: [...seen].slice(0, MOST_VALUES) },
    ]),
  ),
  remediation: growing.rule.fix,
  ...stateOf(growing.exception),
});

/** Stable across runs: the rule and what it is about, never a line number or a secret (contract §4). */
const fingerprintOf = (rule: RuleText, about: About, exception: ExceptionPolicy | undefined): string => {
  const parts = [rule.id, ...Object.entries(about).sort(([a], [b]) => (a < b ? -1 : 1))];
  return sha256Hex(JSON.stringify(exception ? [...parts, exception.match] : parts)).slice(0, 32);
};

/** Makes an empty folder. `exceptionFor` says which exception of the policy covers a fail. */
export const createFindingFolder = (exceptionFor: ExceptionFor): FindingFolder => {
  const growing = new Map<string, Growing>();
  return {
    add: (rule, fail, assessment) => {
      const about = aboutOf(rule, assessment.subject);
      const exception = exceptionFor(rule.id, () => matchColumns(assessment.subject));
      const fingerprint = fingerprintOf(rule, about, exception);
      const found = growing.get(fingerprint) ?? begin(rule, about, exception);
      growing.set(fingerprint, found);
      grow(found, fail, assessment);
    },
    findings: () => [...growing].map(([fingerprint, each]) => finish(fingerprint, each)),
  };
};

export type ExceptionFor = (
  ruleId: string,
  columns: () => Readonly<Record<string, string | undefined>>,
) => ExceptionPolicy | undefined;
