import { calculateJwkThumbprint } from 'jose';
import type { Diagnostic } from '../model/diagnostic.ts';
import { UsageError } from '../model/errors.ts';
import type { KeyFacts } from '../model/token.ts';
import { isJsonObject, type JsonObject, member, present, stringMember, stringsMember } from './json-object.ts';
import { importPublicKey, type PublicKey } from './public-key.ts';

/** A trusted key set as read from disk. `from` and `until` are epoch milliseconds. */
export interface KeyFile {
  readonly issuer: string;
  readonly path: string;
  readonly text: string;
  readonly from?: number;
  readonly until?: number;
  readonly complete?: boolean;
  /** A set in which no key can be used is no mistake, as where tokens are only inspected. */
  readonly mayBeEmpty?: boolean;
}

/** The keys at hand. Only `facts` is meant for eyes outside the token code. */
export interface KeyRing {
  /** One entry for each key of each file, in the order given. */
  readonly facts: readonly KeyFacts[];
  /** Each distinct key, by thumbprint. */
  readonly keys: ReadonlyMap<string, PublicKey>;
}

const FORM = 'Expected a JWK Set (RFC 7517 §5): {"keys": [{"kty": "EC", "crv": "P-256", "x": "...", "y": "..."}]}.';

const readSet = (file: KeyFile): readonly unknown[] => {
  let value: unknown;
  try {
    value = JSON.parse(file.text.replace(/^\uFEFF/, ''));
  } catch {
    throw new UsageError(`${file.path}: the key set of ${file.issuer} is no JSON.`, FORM);
  }
  const keys = isJsonObject(value) ? member(value, 'keys') : undefined;
  if (Array.isArray(keys)) return keys;
  const single = isJsonObject(value) && Object.hasOwn(value, 'kty');
  throw new UsageError(`${file.path}: ${single ? 'a single JWK' : 'JSON'}, but no key set of ${file.issuer}.`, FORM);
};

/** `use` and `key_ops` leave room for signatures (RFC 7517 §4.2, §4.3). */
const mayVerify = (jwk: JsonObject): boolean => {
  const operations = stringsMember(jwk, 'key_ops');
  return stringMember(jwk, 'use') !== 'enc' && (!operations || operations.includes('verify') || operations.includes('sign'));
};

const factsOf = (file: KeyFile, jwk: JsonObject, key: PublicKey): KeyFacts =>
  present<KeyFacts>({
    thumbprint: key.thumbprint,
    issuer: file.issuer,
    kid: stringMember(jwk, 'kid'),
    type: key.jwk['kty'] ?? '',
    alg: stringMember(jwk, 'alg'),
    bits: key.key.asymmetricKeyDetails?.modulusLength,
    from: file.from,
    until: file.until,
    complete: file.complete,
  });

const whyUnusable = (jwk: unknown): string => {
  if (!isJsonObject(jwk)) return 'is no JSON object';
  if (stringMember(jwk, 'kty') === 'oct') return 'is a shared secret, which is never taken';
  if (!mayVerify(jwk)) return 'is not for signatures (use, key_ops)';
  return 'is no RSA, EC or OKP public key that can be read';
};

const unusable = (file: KeyFile, index: number, jwk: unknown): Diagnostic => ({
  code: 'key-unusable',
  level: isJsonObject(jwk) && !mayVerify(jwk) ? 'note' : 'warning',
  message: `Key ${index + 1} of the key set of ${file.issuer} ${whyUnusable(jwk)}.`,
  hint: 'Tokens signed with it cannot be verified; give the public key that the issuer signs with.',
  location: { source: file.path },
});

/** The keys of one file that can be used, and why the others cannot. */
const readKeys = async (file: KeyFile): Promise<{ usable: (readonly [KeyFacts, PublicKey])[]; diagnostics: Diagnostic[] }> => {
  const [usable, diagnostics]: [(readonly [KeyFacts, PublicKey])[], Diagnostic[]] = [[], []];
  for (const [index, jwk] of readSet(file).entries()) {
    const imported = isJsonObject(jwk) && mayVerify(jwk) ? importPublicKey(jwk) : undefined;
    const key = imported && { ...imported, thumbprint: await calculateJwkThumbprint(imported.jwk) };
    if (key && isJsonObject(jwk)) usable.push([factsOf(file, jwk, key), key]);
    else diagnostics.push(unusable(file, index, jwk));
  }
  if (usable.length === 0 && !file.mayBeEmpty) {
    const why = diagnostics[0]?.message ?? 'It is empty.';
    throw new UsageError(`${file.path}: no usable key in the key set of ${file.issuer}. ${why}`, FORM);
  }
  return { usable, diagnostics };
};

/**
 * Imports the trusted key sets. Symmetric keys are never kept, private members never imported. Each distinct key is held once; a
 * `kid` may name different keys in different files. Throws a `UsageError` for a text that is no key set and for a set in which no
 * key can be used (unless `mayBeEmpty`), since what is trusted is configuration (contract §2, exit code 2).
 */
export const loadKeyRing = async (files: readonly KeyFile[]): Promise<{ ring: KeyRing; diagnostics: Diagnostic[] }> => {
  const read = await Promise.all(files.map(readKeys));
  const usable = read.flatMap((file) => file.usable);
  return {
    ring: { facts: usable.map(([facts]) => facts), keys: new Map(usable.map(([, key]) => [key.thumbprint, key])) },
    diagnostics: read.flatMap((file) => file.diagnostics),
  };
};
