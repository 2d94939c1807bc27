import approvalMismatch from './approval/mismatch.ts';
import approvalMissing from './approval/missing.ts';
import approvalReused from './approval/reused.ts';
import approvalSelfIssued from './approval/self-issued.ts';
import approvalStale from './approval/stale.ts';
import audienceCrossServerUse from './audience/cross-server-use.ts';
import audienceMismatch from './audience/mismatch.ts';
import audienceMissing from './audience/missing.ts';
import audienceOverbroad from './audience/overbroad.ts';
import bindingCertificateMismatch from './binding/certificate-mismatch.ts';
import bindingCertificateMissing from './binding/certificate-missing.ts';
import bindingDowngradeToBearer from './binding/downgrade-to-bearer.ts';
import bindingDpopAlg from './binding/dpop-alg.ts';
import bindingDpopKey from './binding/dpop-key.ts';
import bindingDpopMalformed from './binding/dpop-malformed.ts';
import bindingDpopMethod from './binding/dpop-method.ts';
import bindingDpopMultipleProofs from './binding/dpop-multiple-proofs.ts';
import bindingDpopNonce from './binding/dpop-nonce.ts';
import bindingDpopPrivateKey from './binding/dpop-private-key.ts';
import bindingDpopSignature from './binding/dpop-signature.ts';
import bindingDpopTime from './binding/dpop-time.ts';
import bindingDpopTokenHash from './binding/dpop-token-hash.ts';
import bindingDpopType from './binding/dpop-type.ts';
import bindingDpopUri from './binding/dpop-uri.ts';
import bindingKeyShared from './binding/key-shared.ts';
import bindingProofMissing from './binding/proof-missing.ts';
import bindingUnboundBearer from './binding/unbound-bearer.ts';
import type { Rule } from './define.ts';
import delegationActorMissing from './delegation/actor-missing.ts';
import delegationActorNotAllowed from './delegation/actor-not-allowed.ts';
import delegationChainTooDeep from './delegation/chain-too-deep.ts';
import delegationPresenterMismatch from './delegation/presenter-mismatch.ts';
import exposureLeakedTokenUsed from './exposure/leaked-token-used.ts';
import exposureTokenInArguments from './exposure/token-in-arguments.ts';
import exposureTokenInLog from './exposure/token-in-log.ts';
import exposureTokenInUrl from './exposure/token-in-url.ts';
import hygieneNoTokenId from './hygiene/no-token-id.ts';
import identityClientMismatch from './identity/client-mismatch.ts';
import identitySubjectMismatch from './identity/subject-mismatch.ts';
import issuerUntrusted from './issuer/untrusted.ts';
import loggingAssertedOnly from './logging/asserted-only.ts';
import loggingClockSkew from './logging/clock-skew.ts';
import loggingNoRequestTime from './logging/no-request-time.ts';
import loggingNoTokenIdentity from './logging/no-token-identity.ts';
import loggingTruncatedToken from './logging/truncated-token.ts';
import purposeContextMismatch from './purpose/context-mismatch.ts';
import purposeMismatch from './purpose/mismatch.ts';
import replayBearerContext from './replay/bearer-context.ts';
import replayEncodingVariant from './replay/encoding-variant.ts';
import replayProofIdCollision from './replay/proof-id-collision.ts';
import replayProofReused from './replay/proof-reused.ts';
import replayRequestIdReused from './replay/request-id-reused.ts';
import replaySingleUseToken from './replay/single-use-token.ts';
import replayTransactionReused from './replay/transaction-reused.ts';
import revocationUsedAfterRevocation from './revocation/used-after-revocation.ts';
import revocationUsedAfterSessionEnd from './revocation/used-after-session-end.ts';
import scopeDetailsMismatch from './scope/details-mismatch.ts';
import scopeExceedsTool from './scope/exceeds-tool.ts';
import scopeInsufficient from './scope/insufficient.ts';
import scopeOverGranted from './scope/over-granted.ts';
import scopeUnlistedTool from './scope/unlisted-tool.ts';
import scopeWiderThanToken from './scope/wider-than-token.ts';
import sessionAssuranceTooLow from './session/assurance-too-low.ts';
import sessionAuthenticationTooOld from './session/authentication-too-old.ts';
import sessionMismatch from './session/mismatch.ts';
import sessionPrincipalSwitch from './session/principal-switch.ts';
import sessionTokenAbsent from './session/token-absent.ts';
import signatureAlgConfusion from './signature/alg-confusion.ts';
import signatureAlgNotAllowed from './signature/alg-not-allowed.ts';
import signatureEmbeddedKey from './signature/embedded-key.ts';
import signatureForeignKey from './signature/foreign-key.ts';
import signatureInvalid from './signature/invalid.ts';
import signatureRetiredKey from './signature/retired-key.ts';
import signatureSymmetric from './signature/symmetric.ts';
import signatureUnknownKid from './signature/unknown-kid.ts';
import signatureUnsecured from './signature/unsecured.ts';
import signatureWeakKey from './signature/weak-key.ts';
import tokenExpired from './token/expired.ts';
import tokenIntrospectionInactive from './token/introspection-inactive.ts';
import tokenLifetimeExcessive from './token/lifetime-excessive.ts';
import tokenMalformed from './token/malformed.ts';
import tokenMissingClaims from './token/missing-claims.ts';
import tokenNoExpiry from './token/no-expiry.ts';
import tokenNotYetValid from './token/not-yet-valid.ts';
import tokenParserDifferential from './token/parser-differential.ts';
import tokenPresentedTwice from './token/presented-twice.ts';
import tokenSampleConflict from './token/sample-conflict.ts';
import tokenWrongKind from './token/wrong-kind.ts';
import workloadPodMismatch from './workload/pod-mismatch.ts';
import workloadStageCrossing from './workload/stage-crossing.ts';

/** All rules, in the order of the catalogue, which is that of every report. */
export const RULES: readonly Rule[] = [
  tokenMalformed,
  tokenParserDifferential,
  tokenPresentedTwice,
  signatureUnsecured,
  signatureAlgNotAllowed,
  signatureAlgConfusion,
  signatureInvalid,
  signatureUnknownKid,
  signatureForeignKey,
  signatureEmbeddedKey,
  signatureWeakKey,
  signatureRetiredKey,
  signatureSymmetric,
  tokenWrongKind,
  tokenMissingClaims,
  tokenExpired,
  tokenNoExpiry,
  tokenNotYetValid,
  tokenLifetimeExcessive,
  tokenIntrospectionInactive,
  tokenSampleConflict,
  issuerUntrusted,
  audienceMissing,
  audienceMismatch,
  audienceOverbroad,
  audienceCrossServerUse,
  scopeInsufficient,
  scopeExceedsTool,
  scopeOverGranted,
  scopeUnlistedTool,
  scopeDetailsMismatch,
  scopeWiderThanToken,
  bindingUnboundBearer,
  bindingDowngradeToBearer,
  bindingProofMissing,
  bindingDpopMultipleProofs,
  bindingDpopMalformed,
  bindingDpopType,
  bindingDpopAlg,
  bindingDpopSignature,
  bindingDpopPrivateKey,
  bindingDpopMethod,
  bindingDpopUri,
  bindingDpopTime,
  bindingDpopNonce,
  bindingDpopTokenHash,
  bindingDpopKey,
  bindingCertificateMismatch,
  bindingCertificateMissing,
  bindingKeyShared,
  replayProofReused,
  replayProofIdCollision,
  replayBearerContext,
  replaySingleUseToken,
  replayTransactionReused,
  replayEncodingVariant,
  replayRequestIdReused,
  delegationActorMissing,
  delegationPresenterMismatch,
  delegationActorNotAllowed,
  delegationChainTooDeep,
  identityClientMismatch,
  identitySubjectMismatch,
  sessionTokenAbsent,
  sessionMismatch,
  sessionAuthenticationTooOld,
  sessionAssuranceTooLow,
  sessionPrincipalSwitch,
  approvalMissing,
  approvalMismatch,
  approvalReused,
  approvalStale,
  approvalSelfIssued,
  purposeMismatch,
  purposeContextMismatch,
  revocationUsedAfterRevocation,
  revocationUsedAfterSessionEnd,
  exposureLeakedTokenUsed,
  exposureTokenInLog,
  exposureTokenInUrl,
  exposureTokenInArguments,
  workloadStageCrossing,
  workloadPodMismatch,
  hygieneNoTokenId,
  loggingNoTokenIdentity,
  loggingAssertedOnly,
  loggingNoRequestTime,
  loggingClockSkew,
  loggingTruncatedToken,
];

const BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

/** The rule of that id, or `undefined`. */
export const ruleById = (id: string): Rule | undefined => BY_ID.get(id);
