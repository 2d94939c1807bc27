import type { Member } from '../../facts/values.ts';
import { describeValue, describeValues } from '../../lib/describe-values.ts';
import type { InvocationFields } from '../../model/invocation.ts';

/** The odd ones out that are named; more are counted. */
const MOST_NAMED = 3;

/** Members of an invocation that hold text, by their names in native records, which policies use too (contract §3.3). */
const CONTEXT_FIELDS = {
  client_cert_sha256: 'clientCertSha256',
  workload_id: 'workloadId',
  device_id: 'deviceId',
  run_id: 'runId',
  stage: 'stage',
  agent_id: 'agentId',
  client_id: 'clientId',
  source_ip: 'sourceIp',
  user_agent: 'userAgent',
  pod_uid: 'podUid',
  principal_id: 'principalId',
  session_id: 'sessionId',
} as const satisfies Readonly<Record<string, keyof InvocationFields>>;

/** What makes a second use worse than a repetition: another tool, other arguments, another sender. */
const COMPARED = {
  tool_name: 'toolName',
  arguments_sha256: 'argumentsSha256',
  agent_id: 'agentId',
  client_id: 'clientId',
  workload_id: 'workloadId',
  client_cert_sha256: 'clientCertSha256',
  device_id: 'deviceId',
} as const satisfies Readonly<Record<string, keyof InvocationFields>>;

/** What one pass over the executions with one proof leaves behind, however many there are. */
export interface Uses {
  count: number;
  /** Executions that are certainly requests of their own: with a time, and told apart from redelivered lines. */
  distinct: number;
  ambiguous: boolean;
  /** The first ones, in order of time. */
  readonly first: Member[];
  readonly firstValues: Map<string, string>;
  /** Native names of fields with two or more known values. */
  readonly differing: Set<string>;
}

/** Whether a record states a field, without reading its value. */
export const states = (member: Member, name: keyof InvocationFields): boolean =>
  member.states ? member.states(name) : member.fields[name] !== undefined;

const compare = (uses: Uses, { fields }: Member): void => {
  for (const [name, field] of Object.entries(COMPARED)) {
    const value = fields[field];
    if (value === undefined) continue;
    const first = uses.firstValues.get(name) ?? value;
    uses.firstValues.set(name, first);
    if (first !== value) uses.differing.add(name);
  }
};

/** Goes through executions in order of time, once, in constant memory. */
export const lookAtUses = (members: Iterable<Member>): Uses => {
  const uses: Uses = { count: 0, distinct: 0, ambiguous: false, first: [], firstValues: new Map(), differing: new Set() };
  for (const member of members) {
    uses.count += 1;
    if (member.ambiguous) uses.ambiguous = true;
    else if (states(member, 'eventTime')) uses.distinct += 1;
    if (uses.first.length <= MOST_NAMED) uses.first.push(member);
    // One use alone differs from nothing.
    if (uses.count === 2) compare(uses, uses.first[0] as Member);
    if (uses.count >= 2) compare(uses, member);
  }
  return uses;
};

/** Names the earliest use, the next ones, and what tells them apart. */
export const describeUses = ({ count, first, differing }: Uses): string => {
  const [earliest = '', ...later] = first.map(({ name }) => name);
  const apart = differing.size === 0 ? '' : `; they differ in ${[...differing].join(', ')}`;
  return `${count} executions: first ${describeValue(earliest)}, then ${describeValues(later)}${apart}`;
};

/** One field of the sender over the executions with one token. */
export interface Context {
  readonly name: string;
  readonly field: (typeof CONTEXT_FIELDS)[keyof typeof CONTEXT_FIELDS];
  /** Executions that tell it. */
  known: number;
  first?: { readonly value: string; readonly member: Member };
  /** The first executions with another value than the earliest one, described. */
  readonly odd: string[];
}

export interface Contexts {
  count: number;
  ambiguous: boolean;
  readonly contexts: readonly Context[];
}

const isContextField = (name: string): name is keyof typeof CONTEXT_FIELDS => Object.hasOwn(CONTEXT_FIELDS, name);

const note = (context: Context, member: Member): void => {
  const value = member.fields[context.field];
  if (value === undefined) return;
  context.known += 1;
  context.first ??= { value, member };
  const isOdd = value !== context.first.value && context.odd.length < MOST_NAMED;
  if (isOdd) context.odd.push(`${describeValue(value)} (${describeValue(member.name)})`);
};

/** Goes through executions in order of time, once, in constant memory, and compares the fields that the policy names. */
export const lookAtContexts = (members: Iterable<Member>, names: readonly string[]): Contexts => {
  const contexts = names
    .filter(isContextField)
    .map((name): Context => ({ name, field: CONTEXT_FIELDS[name], known: 0, odd: [] }));
  const seen = { count: 0, ambiguous: false, contexts };
  for (const member of members) {
    seen.count += 1;
    seen.ambiguous ||= member.ambiguous;
    for (const context of contexts) note(context, member);
  }
  return seen;
};

/** Names the earliest value of a field and the odd ones. */
export const describeContext = ({ name, first, odd }: Context): string =>
  `${name} is ${describeValue(first?.value ?? '')} (${describeValue(first?.member.name ?? '')}), then ${odd.join(', ')}`;
