import { createHmac, type KeyObject } from 'node:crypto';
import type { KeyRing } from './keys.ts';
import type { PublicKey } from './public-key.ts';

const pem = (key: KeyObject, type: 'spki' | 'pkcs1'): string => key.export({ type, format: 'pem' }) as string;

const bytes = (jwk: PublicKey['jwk'], name: string): Buffer => Buffer.from(jwk[name] ?? '', 'base64url');

const pemForms = (text: string): string[] => [text, text.trimEnd()];

/** The bare numbers of a key: the modulus, or the point in its uncompressed and its plain form. */
const bareForms = ({ jwk }: PublicKey): Buffer[] => {
  if (jwk['kty'] === 'RSA') return [bytes(jwk, 'n')];
  if (jwk['kty'] === 'OKP') return [bytes(jwk, 'x')];
  const point = Buffer.concat([bytes(jwk, 'x'), bytes(jwk, 'y')]);
  return [Buffer.concat([Buffer.from([4]), point]), point];
};

const encoded = new WeakMap<PublicKey, readonly (string | Buffer)[]>();

const encode = (known: PublicKey): (string | Buffer)[] => {
  const rsa = known.jwk['kty'] === 'RSA';
  return [
    ...pemForms(pem(known.key, 'spki')),
    known.key.export({ type: 'spki', format: 'der' }) as Buffer,
    ...(rsa ? [...pemForms(pem(known.key, 'pkcs1')), known.key.export({ type: 'pkcs1', format: 'der' }) as Buffer] : []),
    JSON.stringify(known.jwk),
    ...bareForms(known),
  ];
};

/** The texts and bytes in which libraries hand a public key around, worked out once for each key. */
const encodings = (known: PublicKey): readonly (string | Buffer)[] => {
  const found = encoded.get(known) ?? encode(known);
  encoded.set(known, found);
  return found;
};

/**
 * The thumbprint of the published key that was used as an HMAC secret (RFC 8725 §2.1): proof that a forger, not the issuer, made the
 * token. `limit` bounds the keys that are tried.
 */
export const confusedKey = (
  ring: KeyRing,
  hash: string,
  signingInput: string,
  signature: Buffer,
  limit: number,
): string | undefined => {
  const matches = (secret: string | Buffer): boolean => createHmac(hash, secret).update(signingInput).digest().equals(signature);
  return [...ring.keys.values()].slice(0, limit).find((known) => encodings(known).some(matches))?.thumbprint;
};
