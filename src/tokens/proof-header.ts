import { createMemory } from '../lib/memory.ts';
import type { DifferentialCode, MalformedCode } from '../model/token.ts';
import { isSameAlgorithm } from './algorithms.ts';
import { detached } from './bounded-cache.ts';
import { headerCodes } from './compact.ts';
import { type JsonObject, objectMember, stringMember } from './json-object.ts';
import { hasSoundExponent, importPublicKey, mayVerify, PRIVATE_MEMBERS, type PublicKey } from './public-key.ts';
import { decodeObject } from './segment.ts';

/** What the header of a DPoP proof says; the same for all proofs of one client, so it is worked out once. */
export interface ProofHeader {
  readonly codes: readonly MalformedCode[];
  readonly differential: readonly DifferentialCode[];
  readonly tooDeep: boolean;
  /** `missing:MEMBER` of check 3, as far as the header goes. */
  readonly missing: readonly string[];
  readonly typ?: string;
  readonly alg?: string;
  readonly privateMembers: readonly string[];
  readonly key?: PublicKey;
  /** See `ProofFacts`. */
  readonly shortKeyBits?: number;
  /** Why its key is none for this signature. */
  readonly keyDefects: readonly string[];
}

/** Headers that are remembered, and characters of their segments in one generation: enough for P-256 keys, fewer RSA keys. */
const REMEMBERED = 2_048;
const HEAVIEST = 655_360;

const memory = createMemory<string, ProofHeader>({
  least: REMEMBERED,
  heaviest: HEAVIEST,
  weigh: (_, segment) => segment.length,
});

const missingMembers = (header: JsonObject): string[] => {
  const missing = ['typ', 'alg'].filter((name) => stringMember(header, name) === undefined);
  return objectMember(header, 'jwk') ? missing : [...missing, 'jwk'];
};

/** What the key itself says against signatures of this algorithm (RFC 7517 §4.2-4.4), or its exponent (RFC 8017 §3.1). */
const keyDefects = (jwk: JsonObject, key: PublicKey | undefined, alg: string | undefined): string[] => {
  const meant = stringMember(jwk, 'alg');
  return [
    ...(mayVerify(jwk) ? [] : ['jwk-not-for-signatures']),
    ...(meant !== undefined && alg !== undefined && !isSameAlgorithm(meant, alg) ? ['jwk-for-other-alg'] : []),
    ...(key && !hasSoundExponent(key.key) ? ['jwk-exponent'] : []),
  ];
};

const LEAST_BITS = 2048;

const shortBits = (key: PublicKey | undefined): number | undefined => {
  const bits = key?.key.asymmetricKeyDetails?.modulusLength;
  return bits !== undefined && bits < LEAST_BITS ? bits : undefined;
};

const work = (segment: string): ProofHeader => {
  const decoded = decodeObject(segment);
  const header = decoded.object ?? {};
  const jwk = objectMember(header, 'jwk');
  const [typ, alg, key] = [stringMember(header, 'typ'), stringMember(header, 'alg'), jwk && importPublicKey(jwk)];
  const short = shortBits(key);
  return {
    codes: headerCodes(decoded),
    differential: decoded.differential,
    tooDeep: decoded.tooDeep,
    missing: missingMembers(header).map((name) => `missing:${name}`),
    privateMembers: jwk ? PRIVATE_MEMBERS.filter((name) => Object.hasOwn(jwk, name)) : [],
    ...(typ !== undefined && { typ }),
    ...(alg !== undefined && { alg }),
    ...(key && { key }),
    ...(short !== undefined && { shortKeyBits: short }),
    keyDefects: jwk ? keyDefects(jwk, key, alg) : [],
  };
};

/** Reads the header segment of a proof and imports its key, each distinct segment once. */
export const readProofHeader = (segment: string): ProofHeader => {
  const known = memory.get(segment);
  if (known) return known;
  const header = work(segment);
  memory.set(detached(segment), header);
  return header;
};
