import { createHmac, type KeyObject } from 'node:crypto';
import type { KeyRing } from './keys.ts';
import type { PublicKey } from './public-key.ts';

const pem = (key: KeyObject, type: 'spki' | 'pkcs1'): string => key.export({ type, format: 'pem' }) as string;

const bytes = (jwk: PublicKey['jwk'], name: string): Buffer => Buffer.from(jwk[name] ?? '', 'base64url');

/** PEM with and without its last line break, as Windows breaks lines, and its Base64 alone, in lines and in one. */
const pemForms = (text: string): string[] => {
  const body = text.replace(/-----[A-Z ]+-----\n?/g, '');
  const forms = [text, text.trimEnd(), body, body.trimEnd(), body.replaceAll('\n', '')];
  return [...forms, ...forms.slice(0, 2).map((form) => form.replaceAll('\n', '\r\n'))];
};

/** The bare numbers of a key: the modulus, or the point in its uncompressed, its plain and its compressed form. */
const numbers = ({ jwk }: PublicKey): Buffer[] => {
  if (jwk['kty'] === 'RSA') return [bytes(jwk, 'n')];
  if (jwk['kty'] === 'OKP') return [bytes(jwk, 'x')];
  const [x, y] = [bytes(jwk, 'x'), bytes(jwk, 'y')];
  const sign = 2 + ((y.at(-1) ?? 0) & 1);
  return [Buffer.concat([Buffer.from([4]), x, y]), Buffer.concat([x, y]), x, Buffer.concat([Buffer.from([sign]), x])];
};

/** Numbers as bytes, and as texts that write them. */
const bareForms = (known: PublicKey): (string | Buffer)[] =>
  numbers(known).flatMap((number) => [number, number.toString('base64url'), number.toString('base64'), number.toString('hex')]);

/** JWKs as libraries print them: members in alphabetic order, or the type first. */
const jwkForms = ({ jwk }: PublicKey): string[] => {
  const { kty, ...rest } = jwk;
  const { crv, ...point } = rest;
  const orders = [jwk, { kty, ...rest }, { kty, ...Object.fromEntries(Object.entries(rest).reverse()) }, { kty, ...point, crv }];
  return [...new Set(orders.flatMap((order) => [JSON.stringify(order), JSON.stringify(order, null, 2)]))];
};

/** The certificate that a key was published with (RFC 7517 §4.7), as text, PEM and DER. */
const certificateForms = (base64: string): (string | Buffer)[] => {
  const lines = base64.match(/.{1,64}/g)?.join('\n') ?? '';
  const text = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
  return [base64, text, text.trimEnd(), Buffer.from(base64, 'base64')];
};

/** As it stands in the key set of the issuer. */
const publishedForms = ({ published }: PublicKey): (string | Buffer)[] =>
  published === undefined
    ? []
    : [published.jwk, ...(published.certificate === undefined ? [] : certificateForms(published.certificate))];

const encoded = new WeakMap<PublicKey, readonly (string | Buffer)[]>();

const encode = (known: PublicKey): (string | Buffer)[] => {
  const rsa = known.jwk['kty'] === 'RSA';
  return [
    ...pemForms(pem(known.key, 'spki')),
    known.key.export({ type: 'spki', format: 'der' }) as Buffer,
    ...(rsa ? [...pemForms(pem(known.key, 'pkcs1')), known.key.export({ type: 'pkcs1', format: 'der' }) as Buffer] : []),
    ...jwkForms(known),
    ...bareForms(known),
    ...publishedForms(known),
  ];
};

/** The texts and bytes in which libraries hand a public key around, worked out once for each key. */
const encodings = (known: PublicKey): readonly (string | Buffer)[] => {
  const found = encoded.get(known) ?? encode(known);
  encoded.set(known, found);
  return found;
};

/** Each token is tried with some 40 encodings of each key: of many keys only the first ones are tried. */
const MAXIMUM_KEYS = 16;

/**
 * The thumbprint of the published key that was used as an HMAC secret (RFC 8725 §2.1): proof that a forger, not the issuer, made the
 * token.
 */
export const confusedKey = (ring: KeyRing, hash: string, signingInput: string, signature: Buffer): string | undefined => {
  const matches = (secret: string | Buffer): boolean => createHmac(hash, secret).update(signingInput).digest().equals(signature);
  return [...ring.keys.values()].slice(0, MAXIMUM_KEYS).find((known) => encodings(known).some(matches))?.thumbprint;
};
