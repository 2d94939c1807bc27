import { dataWithoutCredentials, withoutCredentials } from '../lib/credential-text.ts';
import { sha256Base64url } from '../lib/digest.ts';
import { remembering } from '../lib/remembering.ts';
import type { InvocationDraft, OwnDraft } from '../model/draft.ts';
import { type InvocationFields, TOKEN_SCHEMES, type TokenScheme } from '../model/invocation.ts';
import type { SettledInvocation, SettledOwn } from '../model/settled.ts';
import type { ProofFacts, TokenSample } from '../model/token.ts';
import { type ArgumentFacts, createArgumentDigester } from './arguments.ts';
import { detached } from './bounded-cache.ts';
import { mendDamage } from './damage.ts';
import type { JsonObject } from './json-object.ts';
import { type Presented, readPresented } from './presented.ts';
import { readProof } from './proof.ts';
import { isTruncated } from './redaction.ts';
import type { Sampler } from './sample.ts';
import { textOf } from './text-of.ts';

/** The proof as logged. Several that a server joined with commas (check 1 of RFC 9449 §4.3) are counted and the first is read. */
interface LoggedProof {
  readonly first?: string;
  readonly count?: number;
}

const NO_PROOF: LoggedProof = {};

const oneProof = (proof: string): LoggedProof => (proof === '' || isTruncated(proof) ? NO_PROOF : { first: proof });

const readLoggedProof = (logged: string | undefined): LoggedProof => {
  if (logged === undefined) return NO_PROOF;
  if (!logged.includes(',')) return oneProof(logged.trim());
  const proofs = logged
    .split(',', 64)
    .map((proof) => proof.trim())
    .filter((proof) => proof !== '');
  const first = proofs[0];
  return { ...(first !== undefined && !isTruncated(first) && { first }), ...(proofs.length > 1 && { count: proofs.length }) };
};

/** A log that counts headers says one where the value shows that two proofs were joined. */
const greatest = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);

/** Sets the members that are there. */
const set = (
  fields: InvocationFields,
  more: { readonly [N in keyof InvocationFields]?: InvocationFields[N] | undefined },
): void => {
  for (const name in more) {
    const value = more[name as keyof InvocationFields];
    if (value !== undefined) (fields as Record<string, unknown>)[name] = value;
  }
};

const setToken = (fields: InvocationFields, presented: Presented | undefined, token: TokenSample | undefined): void => {
  if (presented?.scheme !== undefined) fields.tokenScheme ??= presented.scheme;
  if (token) fields.tokenSha256 = token.sha256;
  if (token) fields.tokenVerbatim = true;
  if (presented?.truncated) fields.tokenTruncated = true;
};

const setDigests = (fields: InvocationFields, draft: InvocationDraft, { digest, digestArguments }: Digests): void => {
  const stated = fields.argumentsSha256;
  if (draft.arguments) set(fields, digestArguments(draft.arguments));
  if (stated !== undefined) fields.argumentsSha256 = stated;
  if (draft.dpopNonces) fields.nonces = draft.dpopNonces.map(digest);
  if (draft.sessionId !== undefined) fields.sessionId = digest(draft.sessionId);
};

const isStated = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/**
 * Members that no format maps, as text, since a CSV knows nothing else; what has no canonical form is told by its name alone.
 * They tell events apart only where no id does: collectors add labels of their own to each delivery.
 */
const extraEntries = ({ extra, fields }: InvocationDraft): [string, string | null][] =>
  fields.recordId !== undefined || !extra
    ? []
    : Object.entries(extra)
        .filter(([, value]) => isStated(value))
        .map(([name, value]): [string, string | null] => [name, textOf(value) ?? null])
        .sort(([a], [b]) => (a < b ? -1 : Number(a > b)));

/** Arguments that have no RFC 8785 form, as text: nested too deep, or with a number that is not finite. */
const plainText = (args: Readonly<Record<string, unknown>>): string => {
  try {
    return JSON.stringify(args);
  } catch {
    return Object.keys(args).join();
  }
};

/** What the fields and the hash of the proof do not show: other members, joined proofs, a masked token, arguments without a digest. */
const remainsOf = (draft: InvocationDraft, fields: InvocationFields, proof: ProofFacts | undefined): string | undefined => {
  const extra = extraEntries(draft);
  const proofs = draft.dpopProof !== undefined && (!proof || draft.dpopProof.includes(',')) ? draft.dpopProof : null;
  const masked = fields.tokenTruncated && draft.token !== undefined ? draft.token : null;
  const args = draft.arguments && fields.argumentsSha256 === undefined ? plainText(draft.arguments) : null;
  if (extra.length === 0 && proofs === null && masked === null && args === null) return undefined;
  return sha256Base64url(JSON.stringify([extra, proofs, masked, args]));
};

/** Turns invocations into facts. */
export interface InvocationSettler {
  settle(draft: InvocationDraft): SettledInvocation;
  /** What a record says on its own; `undefined` where more than that is to be said of it. */
  settleOwn(draft: OwnDraft): SettledOwn | undefined;
}

/** Digests of what may identify a person, or be a secret. */
interface Digests {
  readonly digest: (text: string) => string;
  readonly digestArguments: (args: JsonObject) => ArgumentFacts;
}

/** Sessions, and credentials as logged, that are remembered: most calls come in runs. */
const REMEMBERED_SESSIONS = 2_000;
const REMEMBERED_LOGGED = 500;
const MOST_LOGGED = 8_000;

/** A logged credential, and what it is worth. */
interface Credential {
  readonly presented: Presented;
  readonly token: TokenSample | undefined;
}

/** Reads credentials as logged. A hash stated beside one is proof of damage, so that these are looked at one by one. */
const credentialReader = (sample: Sampler) => {
  const read = (logged: string, scheme: TokenScheme | undefined, sha256: string | undefined): Credential => {
    const presented = mendDamage(readPresented(logged, scheme), sha256);
    return { presented, token: presented.token === undefined ? undefined : sample(presented.token) };
  };
  const byScheme = remembering(
    (scheme: TokenScheme | undefined) =>
      remembering((logged: string) => read(detached(logged), scheme, undefined), REMEMBERED_LOGGED, MOST_LOGGED),
    TOKEN_SCHEMES.length + 1,
  );
  return (logged: string | undefined, { tokenScheme, tokenSha256 }: InvocationFields): Credential | undefined => {
    if (logged === undefined) return undefined;
    return tokenSha256 === undefined ? byScheme(tokenScheme)(logged) : read(logged, tokenScheme, tokenSha256);
  };
};

/** The digests are our own; what they are called is not. */
const withoutCredentialNames = <T extends Readonly<Record<string, string>>>(digests: T): T => {
  for (const name in digests) if (withoutCredentials(name) !== name) return dataWithoutCredentials(digests);
  return digests;
};

/**
 * Makes what turns the credentials of invocations into facts (contract §3.1, §5) and everything that may identify a person, or be a
 * secret, into digests.
 */
export const createInvocationSettler = (sample: Sampler, digestKey: Uint8Array): InvocationSettler => {
  const readCredential = credentialReader(sample);
  const digest = remembering((text: string) => sha256Base64url(text), REMEMBERED_SESSIONS);
  const digests: Digests = { digest, digestArguments: createArgumentDigester(digestKey) };
  const settle = (draft: InvocationDraft): SettledInvocation => {
    const fields = { ...draft.fields };
    const credential = readCredential(draft.token, fields);
    const logged = readLoggedProof(draft.dpopProof);
    const proof = logged.first === undefined ? undefined : readProof(logged.first);
    const count = greatest(fields.proofCount, logged.count);
    setToken(fields, credential?.presented, credential?.token);
    setDigests(fields, draft, digests);
    if (count !== undefined) fields.proofCount = count;
    const remains = remainsOf(draft, fields, proof);
    return {
      kind: 'invocation',
      fields: dataWithoutCredentials(fields),
      ...(remains !== undefined && { remains }),
      ...(draft.name !== undefined && { name: draft.name }),
      ...(credential?.token && { token: credential.token }),
      ...(proof && { proof }),
    };
  };
  /** Adds what is kept of the arguments; false where their form leaves more to be said. */
  const addArguments = (fields: OwnDraft['fields'], args: JsonObject): boolean => {
    const { argumentsSha256, argumentDigests, tokensInArguments } = digests.digestArguments(args);
    if (argumentsSha256 === undefined) return false;
    fields.argumentsSha256 = argumentsSha256;
    if (argumentDigests) fields.argumentDigests = withoutCredentialNames(argumentDigests);
    if (tokensInArguments) fields.tokensInArguments = tokensInArguments;
    return true;
  };

  const settleOwn: InvocationSettler['settleOwn'] = ({ time, outcome, toolName: tool, fields, arguments: args, dpopProof }) => {
    const kept = dataWithoutCredentials(fields);
    const toolName = tool && withoutCredentials(tool);
    if (args && !addArguments(kept, args)) return undefined;
    if (dpopProof === undefined) return { time, outcome, toolName, fields: kept, proof: undefined };
    const { first, count } = readLoggedProof(dpopProof);
    if (first === undefined || count !== undefined) return undefined;
    return { time, outcome, toolName, fields: kept, proof: readProof(first) };
  };
  return { settle, settleOwn };
};
