const ASYMMETRIC: ReadonlySet<string> = new Set([
  'ES256',
  'ES384',
  'ES512',
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'EdDSA',
  'Ed25519',
  'Ed448',
  'ES256K',
  'ML-DSA-44',
  'ML-DSA-65',
  'ML-DSA-87',
]);
const EDWARDS: ReadonlySet<string> = new Set(['EdDSA', 'Ed25519']);

/** The name states that there is no signature, in any letter case (RFC 8725 §3.2). */
export const statesNoSignature = (name: string): boolean => name.toLowerCase() === 'none';

/** HMAC, a signature with a shared secret (RFC 7518 §3.2), in any letter case. */
export const isMac = (name: string): boolean => name.toLowerCase().startsWith('hs');

/** A signature algorithm with a key pair that has a registered name (RFC 7518 §3.1, RFC 8037, RFC 8812, RFC 9864), in exactly its letters. */
export const isAsymmetric = (name: string): boolean => ASYMMETRIC.has(name);

/** Whether a list allows an algorithm: names are exact, but EdDSA and Ed25519 name the same one (RFC 9864 §2.2). */
export const allowsAlgorithm = (allowed: readonly string[], name: string): boolean =>
  allowed.includes(name) || (EDWARDS.has(name) && allowed.some((each) => EDWARDS.has(each)));
