import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type KeyFile, type KeyRing, loadKeyRing } from '../../src/tokens/keys.ts';

/** A key pair made for a test; the bytes differ on every run, what is signed with it does not. */
export interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export const ecPair = (namedCurve = 'P-256'): Pair => generateKeyPairSync('ec', { namedCurve });
export const rsaPair = (modulusLength = 2048): Pair => generateKeyPairSync('rsa', { modulusLength });
export const edPair = (): Pair => generateKeyPairSync('ed25519');

export const jwkOf = ({ publicKey }: Pair, more: object = {}): Record<string, unknown> => ({
  ...publicKey.export({ format: 'jwk' }),
  ...more,
});

export const base64url = (text: string | Buffer): string => Buffer.from(text as string).toString('base64url');

const HASHES: Record<string, string> = { '256': 'sha256', '384': 'sha384', '512': 'sha512' };

const signBytes = (alg: string, key: KeyObject, input: string): Buffer => {
  const hash = HASHES[alg.slice(2)] ?? null;
  if (alg.startsWith('ES')) return sign(hash, Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
  if (alg.startsWith('PS')) {
    return sign(hash, Buffer.from(input), {
      key,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    });
  }
  return sign(hash, Buffer.from(input), key);
};

/** Signs two segments as they stand, so that a test may spell them as it likes. */
export const signSegments = (header: string, payload: string, pair: Pair, alg = 'ES256'): string =>
  `${header}.${payload}.${signBytes(alg, pair.privateKey, `${header}.${payload}`).toString('base64url')}`;

/** Signs header and payload as JSON texts. */
export const signTexts = (header: string, payload: string, pair: Pair, alg = 'ES256'): string =>
  signSegments(base64url(header), base64url(payload), pair, alg);

/** Signs an ordinary token. */
export const signToken = (header: object, payload: object, pair: Pair, alg = 'ES256'): string =>
  signTexts(JSON.stringify({ alg, ...header }), JSON.stringify(payload), pair, alg);

/** A ring with one file of keys for each issuer. */
export const ringOf = async (sets: Record<string, readonly object[]>, more: Partial<KeyFile> = {}): Promise<KeyRing> => {
  const files = Object.entries(sets).map(([issuer, keys]) => ({
    issuer,
    path: `${issuer}.json`,
    text: JSON.stringify({ keys }),
    ...more,
  }));
  return (await loadKeyRing(files)).ring;
};
