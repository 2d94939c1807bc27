import { sha256Base64url } from '../lib/digest.ts';
import type { InvocationDraft } from '../model/draft.ts';
import type { InvocationFields } from '../model/invocation.ts';
import type { SettledInvocation } from '../model/settled.ts';
import type { ProofFacts, TokenSample } from '../model/token.ts';
import { digestArguments } from './arguments.ts';
import { contentDigest } from './content.ts';
import { mendDamage } from './damage.ts';
import { present } from './json-object.ts';
import { type Presented, readPresented } from './presented.ts';
import { readProof } from './proof.ts';
import { isTruncated } from './redaction.ts';
import type { Sampler } from './sample.ts';

/** The proof as logged. Several that a server joined with commas (check 1 of RFC 9449 §4.3) are counted and the first is read. */
interface LoggedProof {
  readonly first?: string;
  readonly count?: number;
}

const readLoggedProof = (logged: string | undefined): LoggedProof => {
  const proofs = (logged ?? '')
    .split(',', 64)
    .map((proof) => proof.trim())
    .filter((proof) => proof !== '');
  const first = proofs[0];
  return { ...(first !== undefined && !isTruncated(first) && { first }), ...(proofs.length > 1 && { count: proofs.length }) };
};

/** A log that counts headers says one where the value shows that two proofs were joined. */
const greatest = (...counts: readonly (number | undefined)[]): number | undefined => {
  const known = counts.filter((count) => count !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
};

const tokenFields = (
  fields: InvocationFields,
  presented: Presented | undefined,
  token: TokenSample | undefined,
): Partial<InvocationFields> =>
  present<Partial<InvocationFields>>({
    tokenScheme: fields.tokenScheme ?? presented?.scheme,
    tokenSha256: token?.sha256 ?? fields.tokenSha256,
    tokenVerbatim: token === undefined ? undefined : true,
    tokenTruncated: presented?.truncated ? true : fields.tokenTruncated,
  });

const digestedFields = (draft: InvocationDraft, digestKey: Uint8Array): Partial<InvocationFields> => {
  const digests: Partial<InvocationFields> = draft.arguments ? digestArguments(draft.arguments, digestKey) : {};
  return present<Partial<InvocationFields>>({
    ...digests,
    argumentsSha256: draft.fields.argumentsSha256 ?? digests.argumentsSha256,
    nonces: draft.dpopNonces?.map((nonce) => sha256Base64url(nonce)) ?? draft.fields.nonces,
    sessionId: draft.sessionId === undefined ? draft.fields.sessionId : sha256Base64url(draft.sessionId),
  });
};

const hashOf = (text: string | undefined): string | undefined => (text === undefined ? undefined : sha256Base64url(text));

/** Arguments that have no RFC 8785 form, as text: nested too deep, or with a number that is not finite. */
const plainText = (args: Readonly<Record<string, unknown>>): string => {
  try {
    return JSON.stringify(args);
  } catch {
    return Object.keys(args).join();
  }
};

/** Hashes of what the fields do not show: the proof, a token that the log masks, arguments without a digest. */
const remainsOf = (draft: InvocationDraft, fields: InvocationFields, proof: ProofFacts | undefined): (string | undefined)[] => [
  proof && !draft.dpopProof?.includes(',') ? proof.sha256 : hashOf(draft.dpopProof),
  fields.tokenTruncated ? hashOf(draft.token) : undefined,
  draft.arguments && fields.argumentsSha256 === undefined ? hashOf(plainText(draft.arguments)) : undefined,
];

/** Turns the credentials of an invocation into facts (contract §3.1, §5) and everything that may identify a person or secret into digests. */
export const settleInvocation = (draft: InvocationDraft, sample: Sampler, digestKey: Uint8Array): SettledInvocation => {
  const { tokenScheme, tokenSha256 } = draft.fields;
  const presented = draft.token === undefined ? undefined : mendDamage(readPresented(draft.token, tokenScheme), tokenSha256);
  const logged = readLoggedProof(draft.dpopProof);
  const token = presented?.token === undefined ? undefined : sample(presented.token);
  const proof = logged.first === undefined ? undefined : readProof(logged.first);
  const count = greatest(draft.fields.proofCount, logged.count);
  const fields: InvocationFields = {
    ...draft.fields,
    ...tokenFields(draft.fields, presented, token),
    ...digestedFields(draft, digestKey),
    ...(count !== undefined && { proofCount: count }),
  };
  const content = contentDigest(draft, fields, remainsOf(draft, fields, proof));
  return {
    kind: 'invocation',
    fields,
    content,
    ...(draft.name !== undefined && { name: draft.name }),
    ...(token && { token }),
    ...(proof && { proof }),
  };
};
