import { calculateJwkThumbprint } from 'jose/jwk/thumbprint';
import { sha256Base64url } from '../lib/digest.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { UsageError } from '../model/errors.ts';
import type { KeyFacts } from '../model/token.ts';
import { isJsonObject, type JsonObject, member, present, stringMember } from './json-object.ts';
import { hasSoundExponent, importPublicKey, mayVerify, type PublicKey, publishedForm } from './public-key.ts';

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
  /** One entry for each key of each file, in the order given; keys that no signature may be verified with are told as such. */
  readonly facts: readonly KeyFacts[];
  /** Each distinct key that can be read, by thumbprint. */
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

/** Whether signatures may be verified with a key that can be read. */
const isFit = (jwk: JsonObject, { key }: PublicKey): boolean => mayVerify(jwk) && hasSoundExponent(key);

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
    unfit: isFit(jwk, key) ? undefined : true,
  });

/** A key that cannot be read is known by its `kid`, so that no token that names it is said to name none. */
const unreadableFacts = (file: KeyFile, jwk: JsonObject): KeyFacts | undefined => {
  const [kid, type] = [stringMember(jwk, 'kid'), stringMember(jwk, 'kty') ?? ''];
  if (kid === undefined) return undefined;
  const { issuer, from, until, complete } = file;
  const thumbprint = sha256Base64url(JSON.stringify(['unreadable', type, kid]));
  return present<KeyFacts>({ thumbprint, issuer, kid, type, from, until, complete, unreadable: true });
};

const whyUnusable = (jwk: unknown): string => {
  if (!isJsonObject(jwk)) return 'is no JSON object';
  if (stringMember(jwk, 'kty') === 'oct') return 'is a shared secret, which is never taken';
  if (!mayVerify(jwk)) return 'is not for signatures (use, key_ops)';
  if (importPublicKey(jwk))
    return 'is an RSA key with an exponent that is even or below 3 (RFC 8017 §3.1): anybody can sign with it';
  return 'is no RSA, EC or OKP public key that can be read';
};

const unusable = (file: KeyFile, index: number, jwk: unknown): Diagnostic => ({
  code: 'key-unusable',
  level: isJsonObject(jwk) && !mayVerify(jwk) ? 'note' : 'warning',
  message: `Key ${index + 1} of the key set of ${file.issuer} ${whyUnusable(jwk)}.`,
  hint: 'Tokens signed with it cannot be verified; give the public key that the issuer signs with.',
  location: { source: file.path },
});

/** What is known of the keys of one file, those that can be read, and why some cannot be used. */
interface ReadKeys {
  readonly facts: KeyFacts[];
  readonly keys: PublicKey[];
  readonly diagnostics: Diagnostic[];
}

const importKey = async (jwk: unknown): Promise<PublicKey | undefined> => {
  const imported = isJsonObject(jwk) ? importPublicKey(jwk) : undefined;
  if (!imported || !isJsonObject(jwk)) return undefined;
  const published = publishedForm(jwk);
  return { ...imported, thumbprint: await calculateJwkThumbprint(imported.jwk), ...(published && { published }) };
};

const isUsable = (facts: KeyFacts): boolean => !facts.unfit && !facts.unreadable;

const knownFacts = (file: KeyFile, jwk: unknown, key: PublicKey | undefined): KeyFacts | undefined => {
  if (!isJsonObject(jwk)) return undefined;
  return key ? factsOf(file, jwk, key) : unreadableFacts(file, jwk);
};

const readKeys = async (file: KeyFile): Promise<ReadKeys> => {
  const read: ReadKeys = { facts: [], keys: [], diagnostics: [] };
  for (const [index, jwk] of readSet(file).entries()) {
    const key = await importKey(jwk);
    const facts = knownFacts(file, jwk, key);
    if (facts) read.facts.push(facts);
    if (key) read.keys.push(key);
    if (!facts || !isUsable(facts)) read.diagnostics.push(unusable(file, index, jwk));
  }
  if (!file.mayBeEmpty && !read.facts.some(isUsable)) {
    const why = read.diagnostics[0]?.message ?? 'It is empty.';
    throw new UsageError(`${file.path}: no usable key in the key set of ${file.issuer}. ${why}`, FORM);
  }
  return read;
};

/**
 * Imports the trusted key sets. Symmetric keys are never kept, private members never imported. Each distinct key is held once; a
 * `kid` may name different keys in different files. Throws a `UsageError` for a text that is no key set and for a set in which no
 * key can be used (unless `mayBeEmpty`), since what is trusted is configuration (contract §2, exit code 2).
 */
export const loadKeyRing = async (files: readonly KeyFile[]): Promise<{ ring: KeyRing; diagnostics: Diagnostic[] }> => {
  const read = await Promise.all(files.map(readKeys));
  const keys = read.flatMap((file) => file.keys.map((key) => [key.thumbprint, key] as const));
  return {
    ring: { facts: read.flatMap((file) => file.facts), keys: new Map(keys) },
    diagnostics: read.flatMap((file) => file.diagnostics),
  };
};
