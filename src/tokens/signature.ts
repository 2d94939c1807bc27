import { type KeyObject, type VerifyKeyObjectInput, verify } from 'node:crypto';
import { type Algorithm, algorithmOf } from './algorithms.ts';

/** What node:crypto is to be told, or `undefined` where key or signature cannot be of this algorithm. */
const settings = (algorithm: Algorithm, key: KeyObject, length: number): VerifyKeyObjectInput | undefined => {
  const type = key.asymmetricKeyType ?? '';
  switch (algorithm.kty) {
    case 'EC':
      if (type !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== algorithm.namedCurve || length !== algorithm.length)
        return undefined;
      return { key, dsaEncoding: 'ieee-p1363' };
    case 'RSA':
      if (type !== 'rsa') return undefined;
      return { key, padding: algorithm.padding, ...(algorithm.saltLength !== undefined && { saltLength: algorithm.saltLength }) };
    case 'OKP':
      return Object.hasOwn(algorithm.lengths, type) && algorithm.lengths[type] === length ? { key } : undefined;
    case 'oct':
      return undefined;
  }
};

/** Whether a key is of the kind that an algorithm signs with, whatever the signature. */
export const suits = (name: string, key: KeyObject): boolean => {
  const algorithm = algorithmOf(name);
  if (!algorithm) return false;
  if (algorithm.kty === 'EC') return key.asymmetricKeyDetails?.namedCurve === algorithm.namedCurve;
  if (algorithm.kty === 'RSA') return key.asymmetricKeyType === 'rsa';
  return algorithm.kty === 'OKP' && Object.hasOwn(algorithm.lengths, key.asymmetricKeyType ?? '');
};

/**
 * Verifies a JWS signature (RFC 7515 §5.2 step 8). Strict about key type, curve and the length of the signature
 * (RFC 7518 §3.4). Hostile input gives `false` and never throws; so do MACs and algorithms that are not known.
 */
export const verifySignature = (
  alg: string,
  key: KeyObject,
  signingInput: string | Uint8Array,
  signature: Uint8Array,
): boolean => {
  const algorithm = algorithmOf(alg);
  const input = algorithm && settings(algorithm, key, signature.length);
  if (!algorithm || !input) return false;
  const hash = 'hash' in algorithm ? algorithm.hash : null;
  const data = typeof signingInput === 'string' ? Buffer.from(signingInput) : signingInput;
  try {
    return verify(hash, data, input, signature);
  } catch {
    return false;
  }
};
