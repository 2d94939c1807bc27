import { sha256Base64url } from '../lib/digest.ts';
import type { InvocationDraft } from '../model/draft.ts';
import type { InvocationFields } from '../model/invocation.ts';
import type { SettledInvocation } from '../model/settled.ts';
import type { ProofFacts, TokenSample } from '../model/token.ts';
import { digestArguments } from './arguments.ts';
import { mendDamage } from './damage.ts';
import { present } from './json-object.ts';
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
  const remains = remainsOf(draft, fields, proof);
  return {
    kind: 'invocation',
    fields,
    ...(remains !== undefined && { remains }),
    ...(draft.name !== undefined && { name: draft.name }),
    ...(token && { token }),
    ...(proof && { proof }),
  };
};
