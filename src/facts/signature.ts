import type { Reason } from '../model/reasons.ts';
import type { KeyFacts, SignatureTrial, TokenHeader } from '../model/token.ts';

/** What the keys of the policy in force say about the signature of a token, from what was tried at ingest. */
export interface SignatureJudgement {
  readonly status: 'valid' | 'invalid' | 'not-evaluable';
  /** Set where `status` is `not-evaluable`. */
  readonly reason?: Reason;
  readonly unsecured: boolean;
  /** The key of the issuer that verifies. */
  readonly key?: KeyFacts;
  /** Whether `kid` is in the key set of the issuer; `none` where the token has no `kid`. */
  readonly kid: 'none' | 'known' | 'unknown';
  /** Whether the key sets of the issuer cover the time from issue to request, or are declared complete. */
  readonly coverage: 'covered' | 'not-covered' | 'no-keys';
  /** The signature verifies only with a key of this other configured issuer. */
  readonly foreignIssuer?: string;
  /** It verifies with the key that the token itself carries. */
  readonly embedded: boolean;
  /** It verifies as an HMAC keyed with a published key. */
  readonly confused: boolean;
  /** The verifying key had left every snapshot before the token was issued. */
  readonly retired: boolean;
}

/** What is needed to judge: the trial of ingest, the keys that the policy names now, and the span of time in question. */
export interface SignatureQuestion {
  readonly trial: SignatureTrial;
  readonly header: TokenHeader;
  /** Thumbprints that were at hand at ingest. */
  readonly atHand: ReadonlySet<string>;
  /** Keys of all configured issuers. */
  readonly keys: readonly KeyFacts[];
  readonly issuer: string | undefined;
  /** Epoch milliseconds: from `iat` to the request; where one is not known, no dated set covers it. */
  readonly span: { readonly from: number | undefined; readonly until: number | undefined };
}

const isDated = (key: KeyFacts): boolean => key.from !== undefined || key.until !== undefined;

/** Whether dated sets leave no gap over the span, or one set is complete (contract §6: an undated set proves no absence). */
const covers = (keys: readonly KeyFacts[], span: SignatureQuestion['span']): boolean => {
  if (keys.some((key) => key.complete)) return true;
  const dated = keys.filter(isDated);
  if (dated.length === 0 || span.from === undefined || span.until === undefined) return false;
  const ranges = dated
    .map((key) => [key.from ?? Number.NEGATIVE_INFINITY, key.until ?? Number.POSITIVE_INFINITY] as const)
    .sort((a, b) => a[0] - b[0]);
  let reached = span.from;
  for (const [from, until] of ranges) if (from <= reached && until > reached) reached = until;
  return reached > span.until;
};

const isRetired = (own: readonly KeyFacts[], verifying: KeyFacts, issuedAt: number | undefined): boolean => {
  if (issuedAt === undefined) return false;
  const same = own.filter((key) => key.thumbprint === verifying.thumbprint);
  return same.every((key) => key.until !== undefined && key.until <= issuedAt);
};

const OBSTACLES: Partial<Record<NonNullable<SignatureTrial['obstacle']>, Reason>> = {
  'signature-stripped': 'signature-stripped',
  'hmac-secret-unavailable': 'hmac-secret-unavailable',
  'unsupported-alg': 'unsupported-alg',
  'limit-exceeded': 'limit-exceeded',
};

/** Decides between invalid and not evaluable for a signature that no key of the issuer verifies (contract, `signature/invalid`). */
const refuted = (
  question: SignatureQuestion,
  own: readonly KeyFacts[],
  covered: boolean,
): { invalid: boolean; reason: Reason } => {
  const obstacle = question.trial.obstacle && OBSTACLES[question.trial.obstacle];
  if (obstacle) return { invalid: false, reason: obstacle };
  if (question.trial.unsecured) return { invalid: true, reason: 'unsupported-alg' };
  if (own.length === 0) return { invalid: false, reason: 'no-key-snapshot' };
  const { kid } = question.header;
  const candidates = kid === undefined ? own : own.filter((key) => key.kid === kid);
  if (kid !== undefined && candidates.some((key) => key.unreadable)) return { invalid: false, reason: 'unsupported-alg' };
  if (candidates.some((key) => !question.atHand.has(key.thumbprint))) return { invalid: false, reason: 'key-not-at-ingest' };
  if (kid !== undefined) return { invalid: candidates.length > 0, reason: 'key-snapshot-out-of-range' };
  return { invalid: covered, reason: 'key-snapshot-out-of-range' };
};

const kidStatus = (kid: string | undefined, own: readonly KeyFacts[]): SignatureJudgement['kid'] => {
  if (kid === undefined) return 'none';
  return own.some((key) => key.kid === kid) ? 'known' : 'unknown';
};

/** Judges a signature (RFC 7515 §5.2, RFC 9068 §4) against the key sets of the policy, without the signature itself. */
export const judgeSignature = (question: SignatureQuestion): SignatureJudgement => {
  const own = question.keys.filter((key) => key.issuer === question.issuer);
  const verified = new Set(question.trial.verifiedBy);
  const matching = own.filter((key) => verified.has(key.thumbprint));
  const key = matching.find((each) => each.kid === question.header.kid) ?? matching[0];
  const covered = covers(own, question.span);
  const base = {
    unsecured: question.trial.unsecured,
    kid: kidStatus(question.header.kid, own),
    coverage: own.length === 0 ? 'no-keys' : covered ? 'covered' : 'not-covered',
    embedded: question.trial.verifiedByEmbedded,
    confused: question.trial.confusedWith !== undefined,
  } as const;
  if (key) return { ...base, status: 'valid', key, retired: isRetired(own, key, question.span.from) };
  // A token that names no issuer is signed by nobody else's key.
  const foreign =
    question.issuer === undefined
      ? undefined
      : question.keys.find((each) => each.issuer !== question.issuer && verified.has(each.thumbprint));
  const { invalid, reason } = refuted(question, own, covered);
  return {
    ...base,
    ...(invalid ? { status: 'invalid' as const } : { status: 'not-evaluable' as const, reason }),
    ...(foreign ? { foreignIssuer: foreign.issuer } : {}),
    retired: false,
  };
};
