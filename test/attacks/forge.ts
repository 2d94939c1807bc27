import { createHash, createHmac, type KeyObject } from 'node:crypto';
import { base64url, jwkOf, type Pair } from '../tokens/signer.ts';

/** The order of P-256. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const number = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(64, '0'), 'hex');

/** ES256 signatures that verifiers without a check of their range have taken for any message (CVE-2022-21449). */
export const PSYCHIC = {
  'r = s = 0': Buffer.alloc(64),
  'r = 0': Buffer.concat([number(0n), number(1n)]),
  's = 0': Buffer.concat([number(1n), number(0n)]),
  'r = n': Buffer.concat([number(ORDER), number(1n)]),
  's = n': Buffer.concat([number(1n), number(ORDER)]),
  'r = s = n': Buffer.concat([number(ORDER), number(ORDER)]),
  'one zero byte': Buffer.alloc(1),
  'a byte too many': Buffer.alloc(65),
  'zeros in DER': Buffer.from('3006020100020100', 'hex'),
} as const;

export const withSignature = (token: string, signature: Buffer): string =>
  token.replace(/[^.]*$/, signature.toString('base64url'));

/** The other signature that verifies alike: (r, n − s). Of ES256. */
export const malleable = (token: string): string => {
  const signature = Buffer.from(token.split('.')[2] ?? '', 'base64url');
  const s = BigInt(`0x${signature.subarray(32).toString('hex')}`);
  return withSignature(token, Buffer.concat([signature.subarray(0, 32), number(ORDER - s)]));
};

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The same signature, with a last character whose idle bits are set. */
export const withIdleBits = (token: string): string => token.slice(0, -1) + ALPHABET[ALPHABET.indexOf(token.at(-1) ?? 'A') + 1];

/** A token that nobody signed: what stands in the third segment is up to the test. */
export const unsigned = (header: object, payload: object, signature = ''): string =>
  `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(payload))}.${signature}`;

/** A token signed with a secret. */
export const withSecret = (secret: string | Buffer, header: object, payload: object, hash = 'sha256'): string => {
  const input = unsigned(header, payload).slice(0, -1);
  return `${input}.${createHmac(hash, secret).update(input).digest('base64url')}`;
};

const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** RS256 under a public exponent of 1, where a signature is what it signs: needs no private key. */
export const withExponentOne = (header: object, payload: object, bits = 2048): string => {
  const input = unsigned(header, payload).slice(0, -1);
  const end = Buffer.concat([Buffer.from([0]), DIGEST_INFO, createHash('sha256').update(input).digest()]);
  const filling = Buffer.alloc(bits / 8 - end.length - 2, 0xff);
  return `${input}.${Buffer.concat([Buffer.from([0, 1]), filling, end]).toString('base64url')}`;
};

/** The modulus of a pair as a key with the exponent 1. */
export const exponentOne = (pair: Pair): Readonly<Record<string, unknown>> => ({ ...jwkOf(pair), e: 'AQ' });

const pemForms = (name: string, text: string): [string, string][] => [
  [name, text],
  [`${name} without its last line break`, text.trimEnd()],
  [`${name} with the line breaks of Windows`, text.replaceAll('\n', '\r\n')],
  [`the Base64 of ${name} in one line`, text.replace(/-----.*-----|\n/g, '')],
];

const spkiForms = (key: KeyObject): [string, string | Buffer][] => [
  ...pemForms('SPKI PEM', key.export({ type: 'spki', format: 'pem' }) as string),
  ['SPKI DER', key.export({ type: 'spki', format: 'der' })],
];

/** Encodings of a public key that a library may have taken for the secret of an HMAC; `published` is its JWK in the key set. */
export const publicForms = (pair: Pair, published: object): readonly [string, string | Buffer][] => {
  const { kty, n, x, y, ...rest } = jwkOf(pair) as Readonly<Record<string, string>>;
  const bytes = (text = ''): Buffer => Buffer.from(text, 'base64url');
  const forms: [string, string | Buffer][] = [...spkiForms(pair.publicKey), ['the published JWK', JSON.stringify(published)]];
  if (kty === 'RSA')
    return [
      ...forms,
      ...pemForms('PKCS#1 PEM', pair.publicKey.export({ type: 'pkcs1', format: 'pem' }) as string),
      ['PKCS#1 DER', pair.publicKey.export({ type: 'pkcs1', format: 'der' })],
      ['JWK', JSON.stringify({ e: rest['e'], kty, n })],
      ['modulus', bytes(n)],
      ['modulus as text', n ?? ''],
    ];
  if (y === undefined) return [...forms, ['raw key', bytes(x)], ['raw key as text', x ?? '']];
  return [
    ...forms,
    ['JWK', JSON.stringify({ crv: rest['crv'], kty, x, y })],
    ['point', Buffer.concat([Buffer.from([4]), bytes(x), bytes(y)])],
    ['compressed point', Buffer.concat([Buffer.from([2 + ((bytes(y).at(-1) ?? 0) & 1)]), bytes(x)])],
    ['x', bytes(x)],
  ];
};
