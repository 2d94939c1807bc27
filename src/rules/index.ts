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
import bindingProofMissing from './binding/proof-missing.ts';
import bindingUnboundBearer from './binding/unbound-bearer.ts';
import type { Rule } from './define.ts';
import issuerUntrusted from './issuer/untrusted.ts';
import replayBearerContext from './replay/bearer-context.ts';
import replayProofReused from './replay/proof-reused.ts';
import scopeExceedsTool from './scope/exceeds-tool.ts';
import scopeInsufficient from './scope/insufficient.ts';
import sessionTokenAbsent from './session/token-absent.ts';
import signatureAlgConfusion from './signature/alg-confusion.ts';
import signatureAlgNotAllowed from './signature/alg-not-allowed.ts';
import signatureEmbeddedKey from './signature/embedded-key.ts';
import signatureForeignKey from './signature/foreign-key.ts';
import signatureInvalid from './signature/invalid.ts';
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

/** All rules, in the order of the catalogue and of reports. */
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
  replayProofReused,
  replayBearerContext,
  sessionTokenAbsent,
];

const BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

/** The rule of that id, or `undefined`. */
export const ruleById = (id: string): Rule | undefined => BY_ID.get(id);
