import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { sha256Base64url } from '../lib/digest.ts';
import { type JsonObject, stringMember, stringsMember } from './json-object.ts';

/** A public key ready for use. */
export interface PublicKey {
  readonly key: KeyObject;
  /** RFC 7638, SHA-256, base64url. */
  readonly thumbprint: string;
  /** The members that make the key, and nothing else. */
  readonly jwk: Readonly<Record<string, string>>;
  /** How its issuer publishes it: the whole JWK as text, and the first certificate of `x5c`, base64. */
  readonly published?: { readonly jwk: string; readonly certificate?: string };
}

const PUBLIC_MEMBERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['EC', ['crv', 'kty', 'x', 'y']],
  ['RSA', ['e', 'kty', 'n']],
  ['OKP', ['crv', 'kty', 'x']],
]);

/** Members of a JWK that hold private or secret values (RFC 7518 §6, RFC 8037 §2). */
export const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const;

/** The members of a public key alone; `undefined` where one is missing or the type is not asymmetric. */
const publicMembers = (jwk: JsonObject): Record<string, string> | undefined => {
  const names = PUBLIC_MEMBERS.get(stringMember(jwk, 'kty') ?? '');
  const entries = names?.map((name) => [name, stringMember(jwk, name)] as const);
  return entries?.every((entry): entry is [string, string] => entry[1] !== undefined) ? Object.fromEntries(entries) : undefined;
};

/** RFC 7638 §3: the members in lexicographic order, as `PUBLIC_MEMBERS` lists them, without white space. */
const thumbprintOf = (members: Readonly<Record<string, string>>): string => sha256Base64url(JSON.stringify(members));

/**
 * Imports the public part of a JWK (RFC 7517); private members are dropped before the import. `undefined` for a symmetric key, a
 * curve that is not known, a point that is not on its curve, and anything that is no key.
 */
export const importPublicKey = (jwk: JsonObject): PublicKey | undefined => {
  const members = publicMembers(jwk);
  if (!members) return undefined;
  try {
    const key = createPublicKey({ key: members as JsonWebKey, format: 'jwk' });
    return { key, thumbprint: thumbprintOf(members), jwk: members };
  } catch {
    return undefined;
  }
};

/** `use` and `key_ops` leave room for signatures (RFC 7517 §4.2, §4.3). */
export const mayVerify = (jwk: JsonObject): boolean => {
  const operations = stringsMember(jwk, 'key_ops');
  return stringMember(jwk, 'use') !== 'enc' && (!operations || operations.includes('verify') || operations.includes('sign'));
};

/** An RSA exponent is odd and at least 3 (RFC 8017 §3.1): with 1 a signature is what it signs, and anybody can write it. */
export const hasSoundExponent = (key: KeyObject): boolean => {
  const exponent = key.asymmetricKeyDetails?.publicExponent;
  return exponent === undefined || (exponent >= 3n && exponent % 2n === 1n);
};

/** A JWK as its issuer publishes it; `undefined` where it has private members, which were never meant for publication. */
export const publishedForm = (jwk: JsonObject): PublicKey['published'] => {
  if (PRIVATE_MEMBERS.some((name) => Object.hasOwn(jwk, name))) return undefined;
  const certificate = stringsMember(jwk, 'x5c')?.[0];
  return { jwk: JSON.stringify(jwk), ...(certificate !== undefined && { certificate }) };
};
