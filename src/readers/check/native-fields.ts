import { writeRfc3339 } from '../../lib/rfc3339.ts';
import type { Draft, InvocationDraft } from '../../model/draft.ts';
import { shown, unshown } from './shown.ts';

/** A native field of a draft. */
export interface NativeField {
  readonly name: string;
  /** What it may be compared with in the record; a time is epoch milliseconds. */
  readonly value: unknown;
  /** In words that show no credential. */
  readonly shown: string;
}

/** Members of drafts by other names than the fields they come from, in snake case. */
const NAMES: Readonly<Record<string, string>> = { proofCount: 'dpop_proof_count', jkt: 'cnf_jkt', x5tS256: 'cnf_x5t_s256' };
/** What is derived from another field. */
const DERIVED = new Set([
  'urlQueryLogged',
  'tokenInUrl',
  'eventTimeWithoutZone',
  'statedToken',
  'kind',
  'name',
  'extra',
  'fields',
  'what',
]);
const CREDENTIALS = new Set(['token', 'dpopProof', 'dpopNonces', 'sessionId', 'arguments']);
const OF_TOKEN = new Set([
  'issuer',
  'jti',
  'subject',
  'clientId',
  'audience',
  'scopes',
  'issuedAt',
  'notBefore',
  'expiresAt',
  'verified',
]);
const TIME = /(?:Time|At|Before)$/;

const snake = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace('sha_256', 'sha256');

const inWords = (member: string, value: unknown): string => {
  if (CREDENTIALS.has(member)) return unshown(value);
  return TIME.test(member) && typeof value === 'number' ? (writeRfc3339(value) ?? String(value)) : shown(value);
};

const fieldsOf = (members: object, nameOf: (member: string) => string): NativeField[] =>
  Object.entries(members)
    .filter(([member, value]) => value !== undefined && !DERIVED.has(member))
    .map(([member, value]) => ({ name: nameOf(member), value, shown: inWords(member, value) }));

const plainName = (member: string): string => NAMES[member] ?? snake(member);
const tokenName = (member: string): string => (OF_TOKEN.has(member) ? `token_${snake(member)}` : plainName(member));

const ofInvocation = (draft: InvocationDraft): NativeField[] => [
  ...fieldsOf(draft.fields, plainName),
  ...fieldsOf(draft.fields.statedToken ?? {}, tokenName),
  ...fieldsOf(draft, plainName),
];

/** The fields that a draft has, by their native names (contract §3). */
export const nativeFields = (draft: Draft): readonly NativeField[] => {
  if (draft.kind === 'invocation') return ofInvocation(draft);
  if (draft.kind === 'token')
    return [...fieldsOf({ ...draft, stated: undefined }, plainName), ...fieldsOf(draft.stated ?? {}, tokenName)];
  return fieldsOf(draft, plainName);
};

/** What a draft is, in words. */
export const describeDraft = (draft: Draft): string => {
  if (draft.kind !== 'invocation') return draft.kind === 'hint' ? `hint: ${draft.what}` : draft.kind;
  const { toolName, outcome } = draft.fields;
  return `call of ${toolName === undefined ? 'a tool without a name' : shown(toolName)}${outcome === undefined ? '' : `, ${outcome}`}`;
};
