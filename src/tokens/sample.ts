import { dataWithoutCredentials } from '../lib/credential-text.ts';
import { sha256Base64url } from '../lib/digest.ts';
import type { TokenHeader, TokenSample } from '../model/token.ts';
import { boundedCache } from './bounded-cache.ts';
import { readClaims } from './claims.ts';
import { type CompactToken, MAXIMUM_LENGTH, readCompact } from './compact.ts';
import { type JsonObject, present, stringMember } from './json-object.ts';
import type { KeyRing } from './keys.ts';
import { tryKeys } from './trial.ts';

/** In characters of raw tokens, and as many more as what is made of the shortest one weighs: some thousands of ordinary ones. */
const MAXIMUM_MEMORY = 10_485_760;
const SAMPLE = 1_000;

/** Turns raw tokens into what is kept of them, each distinct one once. */
export type Sampler = (raw: string) => TokenSample;

const headerFacts = (header: JsonObject): TokenHeader =>
  present<TokenHeader>({
    alg: stringMember(header, 'alg'),
    typ: stringMember(header, 'typ'),
    kid: stringMember(header, 'kid'),
    embeddedKey: Object.hasOwn(header, 'jwk') || Object.hasOwn(header, 'x5c') ? true : undefined,
  });

const jwsFacts = (token: CompactToken, ring: KeyRing, digestKey: Uint8Array): Partial<TokenSample> => {
  const typ = token.header && stringMember(token.header, 'typ');
  return present<Partial<TokenSample>>({
    signingInputSha256: token.signingInput === undefined ? undefined : sha256Base64url(token.signingInput),
    claims: token.payload && readClaims(token.payload, digestKey, typ),
    signature: tryKeys(token, ring),
  });
};

const makeSample = (raw: string, sha256: string, ring: KeyRing, digestKey: Uint8Array): TokenSample => {
  const token = readCompact(raw);
  const base = { kind: token.kind, sha256 };
  if (token.limitExceeded) return { ...base, limitExceeded: true };
  if (token.kind === 'opaque') return base;
  const header = token.header && { header: headerFacts(token.header) };
  const facts = token.kind === 'jws' ? jwsFacts(token, ring, digestKey) : {};
  return { ...base, form: token.form, ...header, ...facts };
};

/** A sampler that judges signatures with the keys of a ring and remembers the last tokens, some thousands, by their SHA-256. */
export const createSampler = (ring: KeyRing, digestKey: Uint8Array): Sampler => {
  const memory = boundedCache<TokenSample>(MAXIMUM_MEMORY);
  return (raw) => {
    const sha256 = sha256Base64url(raw);
    return memory.get(sha256, SAMPLE + Math.min(raw.length, MAXIMUM_LENGTH), () =>
      dataWithoutCredentials(makeSample(raw, sha256, ring, digestKey)),
    );
  };
};
