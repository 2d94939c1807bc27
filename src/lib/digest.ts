import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

/** SHA-256, base64url without padding: the form of DPoP `ath` (RFC 9449 §4.2). */
export const sha256Base64url = (data: string | Uint8Array): string => hash('sha256', data, 'base64url');

/** SHA-256, lower-case hex: the form of `sha256sum`. */
export const sha256Hex = (data: string | Uint8Array): string => hash('sha256', data, 'hex');

/** SHA-256, 32 bytes as the characters of a text: much cheaper to make, and to let go, than as a buffer of its own. */
export const sha256Latin1 = (data: Uint8Array): string => hash('sha256', data, 'binary');

const keyObjects = new WeakMap<Uint8Array, KeyObject>();

/** A key is prepared once, since there is one for each database and a digest for each argument. */
const keyObjectOf = (key: Uint8Array): KeyObject => {
  const prepared = keyObjects.get(key) ?? createSecretKey(key);
  keyObjects.set(key, prepared);
  return prepared;
};

const HEX_OF_128_BITS = 32;

/**
 * HMAC-SHA-256, its first 128 bits in lower-case hex: digests of low-entropy values under the random key of a database. They are
 * compared with each other alone, and there are several for each call.
 */
export const keyedDigest = (key: Uint8Array, value: string): string =>
  createHmac('sha256', keyObjectOf(key)).update(value).digest('hex').slice(0, HEX_OF_128_BITS);

const HEX = /^[0-9a-f]{64}$/i;
const COLON_HEX = /^[0-9a-f]{2}(?::[0-9a-f]{2}){31}$/i;
const BASE64 = /^[A-Za-z0-9+/_-]{43}=?$/;

/**
 * A SHA-256 in any notation that logs use (hex of any case, colon-hex, base64, base64url, padded or not) as base64url.
 * `undefined` for anything else.
 */
export const sha256Notation = (text: string): string | undefined => {
  if (HEX.test(text)) return Buffer.from(text, 'hex').toString('base64url');
  if (COLON_HEX.test(text)) return Buffer.from(text.replaceAll(':', ''), 'hex').toString('base64url');
  if (BASE64.test(text)) return Buffer.from(text, 'base64url').toString('base64url');
  return undefined;
};
