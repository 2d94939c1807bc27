import type { Subject } from '../facts/subject.ts';
import type { Verdict } from '../model/verdict.ts';

/** How far the binding of a request was established (contract §1, standards §0.5). */
export const LEVELS = ['L0', 'L1', 'L2', 'L3', 'L4'] as const;
export type Level = (typeof LEVELS)[number];

export type VerdictOf = (ruleId: string) => Verdict | undefined;

const TIME_AND_SIGNATURE = [
  'token/malformed',
  'token/parser-differential',
  'token/wrong-kind',
  'token/expired',
  'token/no-expiry',
  'token/not-yet-valid',
  'signature/unsecured',
  'signature/alg-not-allowed',
  'signature/invalid',
];

const AUDIENCE_AND_SCOPE = ['audience/missing', 'audience/mismatch', 'scope/insufficient'];

const PROOF = [
  'binding/downgrade-to-bearer',
  'binding/proof-missing',
  'binding/dpop-multiple-proofs',
  'binding/dpop-malformed',
  'binding/dpop-type',
  'binding/dpop-alg',
  'binding/dpop-signature',
  'binding/dpop-private-key',
  'binding/dpop-method',
  'binding/dpop-uri',
  'binding/dpop-time',
  'binding/dpop-token-hash',
  'binding/dpop-key',
];

const CERTIFICATE = ['binding/certificate-mismatch', 'binding/certificate-missing'];

const holds = (verdictOf: VerdictOf, ids: readonly string[]): boolean =>
  ids.every((id) => {
    const is = verdictOf(id)?.is ?? 'not-applicable';
    return is === 'pass' || is === 'not-applicable';
  });

const passes = (verdictOf: VerdictOf, id: string): boolean => verdictOf(id)?.is === 'pass';

/** A count that the log does not state takes nothing away from a proof that holds (contract §6). */
const proofHolds = (verdictOf: VerdictOf): boolean => {
  const several = verdictOf('binding/dpop-multiple-proofs')?.is === 'fail';
  return (
    !several &&
    passes(verdictOf, 'binding/dpop-key') &&
    passes(verdictOf, 'binding/dpop-signature') &&
    holds(
      verdictOf,
      PROOF.filter((id) => id !== 'binding/dpop-multiple-proofs'),
    )
  );
};

const certificateHolds = (verdictOf: VerdictOf): boolean =>
  passes(verdictOf, 'binding/certificate-mismatch') && holds(verdictOf, CERTIFICATE);

/** A token bound to both a key and a certificate needs both. */
const possessionHolds = (verdictOf: VerdictOf): boolean => {
  const byProof = proofHolds(verdictOf);
  const byCertificate = certificateHolds(verdictOf);
  return (byProof || byCertificate) && (byProof || holds(verdictOf, PROOF)) && (byCertificate || holds(verdictOf, CERTIFICATE));
};

/** The token carries the digest of these very arguments, and its scopes cover the tool. */
const tokenCovers = (verdictOf: VerdictOf, subject: Subject): boolean => {
  const digest = subject.fact('tokenArgumentsHash');
  if (!digest.known || digest.value === null) return false;
  const hash = subject.fact('argumentsHash');
  const same = hash.known && digest.value === hash.value;
  return same && passes(verdictOf, 'purpose/context-mismatch') && passes(verdictOf, 'scope/insufficient');
};

/** A single-use approval, used once, names these very arguments. */
const approvalCovers = (verdictOf: VerdictOf, subject: Subject): boolean => {
  const approvals = subject.fact('approvals');
  const approval = approvals.known && approvals.value.size === 1 ? approvals.value.first : undefined;
  if (approval?.maxUses !== 1) return false;
  const hash = subject.fact('argumentsHash');
  const same = hash.known && approval.argumentsSha256 === hash.value && approval.toolName === subject.invocation.fields.toolName;
  return (
    same && passes(verdictOf, 'approval/reused') && holds(verdictOf, ['approval/mismatch', 'approval/missing', 'approval/stale'])
  );
};

/** The highest rung whose rules, and those of all rungs below, hold; the last one depends on more than verdicts. */
export const rungOf = (verdictOf: VerdictOf): Exclude<Level, 'L4'> => {
  if (!passes(verdictOf, 'issuer/untrusted') || !holds(verdictOf, TIME_AND_SIGNATURE)) return 'L0';
  if (!holds(verdictOf, AUDIENCE_AND_SCOPE)) return 'L1';
  return possessionHolds(verdictOf) ? 'L3' : 'L2';
};

/** The level of a request; `rung` is where it stands by its verdicts. */
export const levelOf = (verdictOf: VerdictOf, subject: Subject, rung = rungOf(verdictOf)): Level =>
  rung === 'L3' && (tokenCovers(verdictOf, subject) || approvalCovers(verdictOf, subject)) ? 'L4' : rung;
