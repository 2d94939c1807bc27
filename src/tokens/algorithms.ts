import { constants } from 'node:crypto';

/** All that is known of one algorithm of JWS (RFC 7518 §3, RFC 8037, RFC 9864). Lengths are bytes. */
export type Algorithm =
  | { readonly kty: 'EC'; readonly hash: string; readonly namedCurve: string; readonly length: number }
  | { readonly kty: 'RSA'; readonly hash: string; readonly padding: number; readonly saltLength?: number }
  | { readonly kty: 'OKP'; readonly lengths: Readonly<Record<string, number>> }
  | { readonly kty: 'oct'; readonly hash: string };

const rsa = (hash: string): Algorithm => ({ kty: 'RSA', hash, padding: constants.RSA_PKCS1_PADDING });
const pss = (hash: string, saltLength: number): Algorithm => ({
  kty: 'RSA',
  hash,
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength,
});
const ED25519 = { ed25519: 64 };
const ED448 = { ed448: 114 };

const ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map<string, Algorithm>([
  ['ES256', { kty: 'EC', hash: 'sha256', namedCurve: 'prime256v1', length: 64 }],
  ['ES384', { kty: 'EC', hash: 'sha384', namedCurve: 'secp384r1', length: 96 }],
  ['ES512', { kty: 'EC', hash: 'sha512', namedCurve: 'secp521r1', length: 132 }],
  ['RS256', rsa('sha256')],
  ['RS384', rsa('sha384')],
  ['RS512', rsa('sha512')],
  ['PS256', pss('sha256', 32)],
  ['PS384', pss('sha384', 48)],
  ['PS512', pss('sha512', 64)],
  ['EdDSA', { kty: 'OKP', lengths: { ...ED25519, ...ED448 } }],
  ['Ed25519', { kty: 'OKP', lengths: ED25519 }],
  ['Ed448', { kty: 'OKP', lengths: ED448 }],
  ['HS256', { kty: 'oct', hash: 'sha256' }],
  ['HS384', { kty: 'oct', hash: 'sha384' }],
  ['HS512', { kty: 'oct', hash: 'sha512' }],
]);

/** The algorithm of that name, compared exactly as RFC 7515 §4.1.1 wants it; `undefined` for one that is not known here. */
export const algorithmOf = (name: string): Algorithm | undefined => ALGORITHMS.get(name);

/** The name states no signature, in any letter case (RFC 8725 §3.2). */
export const isUnsecured = (name: string): boolean => name.toLowerCase() === 'none';

const edwards = (name: string): boolean => name === 'EdDSA' || name === 'Ed25519' || name === 'Ed448';

/** Whether a key whose JWK says `alg` may be used under the algorithm `name`: EdDSA and its fully specified names are one (RFC 9864). */
export const isSameAlgorithm = (alg: string, name: string): boolean => alg === name || (edwards(alg) && edwards(name));
