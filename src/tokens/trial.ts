import { X509Certificate } from 'node:crypto';
import type { KeyFacts, SignatureObstacle, SignatureTrial } from '../model/token.ts';
import { algorithmOf, isSameAlgorithm, isUnsecured } from './algorithms.ts';
import type { CompactToken } from './compact.ts';
import { confusedKey } from './hmac-confusion.ts';
import { type JsonObject, member, objectMember, stringMember } from './json-object.ts';
import type { KeyRing } from './keys.ts';
import { importPublicKey, type PublicKey } from './public-key.ts';
import { suits, verifySignature } from './signature.ts';

/** So many keys are tried on one token (contract §5). */
const MAXIMUM_KEYS = 64;

const NOTHING: SignatureTrial = { unsecured: false, verifiedBy: [], verifiedByEmbedded: false };
const obstructed = (obstacle: SignatureObstacle): SignatureTrial => ({ ...NOTHING, obstacle });

/** Thumbprints of the keys that may be meant, most likely first: by kid, of the issuer, of others. */
const candidates = (ring: KeyRing, alg: string, issuer: string | undefined, kid: string | undefined): string[] => {
  const isCandidate = (fact: KeyFacts): boolean => {
    const known = ring.keys.get(fact.thumbprint);
    return (
      known !== undefined && !fact.unfit && suits(alg, known.key) && (fact.alg === undefined || isSameAlgorithm(fact.alg, alg))
    );
  };
  const rank = (fact: KeyFacts): number => (fact.issuer === issuer ? 0 : 2) + (fact.kid === kid && kid !== undefined ? 0 : 1);
  const suited = ring.facts.filter(isCandidate).sort((a, b) => rank(a) - rank(b));
  return [...new Set(suited.map((fact) => fact.thumbprint))];
};

/** The key that the token brings along (`jwk`, else the first certificate of `x5c`). URLs are never followed. */
const embeddedKey = (header: JsonObject): PublicKey['key'] | undefined => {
  const jwk = objectMember(header, 'jwk');
  if (jwk) return importPublicKey(jwk)?.key;
  const chain = member(header, 'x5c');
  const leaf: unknown = Array.isArray(chain) ? chain[0] : undefined;
  if (typeof leaf !== 'string') return undefined;
  try {
    return new X509Certificate(Buffer.from(leaf, 'base64')).publicKey;
  } catch {
    return undefined;
  }
};

/** A token made ready for trying keys: everything that stands in the way has been looked at. */
interface Signed {
  readonly header: JsonObject;
  readonly alg: string;
  readonly signingInput: string;
  readonly signature: Buffer;
  readonly issuer: string | undefined;
}

const tryEmbedded = (signed: Signed): boolean => {
  const key = embeddedKey(signed.header);
  return key !== undefined && verifySignature(signed.alg, key, signed.signingInput, signed.signature);
};

const tryRing = (signed: Signed, ring: KeyRing): SignatureTrial => {
  const { alg, signingInput, signature } = signed;
  const all = candidates(ring, alg, signed.issuer, stringMember(signed.header, 'kid'));
  for (const thumbprint of all.slice(0, MAXIMUM_KEYS)) {
    const known = ring.keys.get(thumbprint);
    if (known && verifySignature(alg, known.key, signingInput, signature)) return { ...NOTHING, verifiedBy: [thumbprint] };
  }
  if (tryEmbedded(signed)) return { ...NOTHING, verifiedByEmbedded: true };
  return all.length > MAXIMUM_KEYS ? obstructed('limit-exceeded') : NOTHING;
};

const trySymmetric = (signed: Signed, hash: string, ring: KeyRing): SignatureTrial => {
  const confusedWith = confusedKey(ring, hash, signed.signingInput, signed.signature);
  return { ...obstructed('hmac-secret-unavailable'), ...(confusedWith !== undefined && { confusedWith }) };
};

/**
 * Tries the keys at hand on a JWS, once and for all: first those that `kid` names at the claimed issuer, then the other ones of that
 * issuer, then those of other issuers, at last the one in the token's own header; the first that verifies ends it. Which key counts
 * for which issuer and time is for the rules to say. MACs are never verified, only tried with published keys (RFC 8725 §2.1).
 */
export const tryKeys = (token: CompactToken, ring: KeyRing): SignatureTrial => {
  const { header, signingInput, signature } = token;
  if (token.limitExceeded) return obstructed('limit-exceeded');
  const alg = header && stringMember(header, 'alg');
  if (!header || signingInput === undefined || !signature || alg === undefined) return obstructed('unreadable');
  if (isUnsecured(alg) || (signature.length === 0 && !token.signatureStripped)) return { ...NOTHING, unsecured: true };
  if (token.signatureStripped) return obstructed('signature-stripped');
  const signed = { header, alg, signingInput, signature, issuer: token.payload && stringMember(token.payload, 'iss') };
  const algorithm = algorithmOf(alg);
  if (!algorithm) return obstructed('unsupported-alg');
  return algorithm.kty === 'oct' ? trySymmetric(signed, algorithm.hash, ring) : tryRing(signed, ring);
};
