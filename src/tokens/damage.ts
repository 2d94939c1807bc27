import { sha256Base64url } from '../lib/digest.ts';
import { type Algorithm, algorithmOf } from './algorithms.ts';
import { readCompact } from './compact.ts';
import { stringMember } from './json-object.ts';
import type { Presented } from './presented.ts';

/** Bytes of the shortest RSA signature that is still in use (2048 bits). */
const SHORTEST_RSA = 256;

const shortestSignature = (algorithm: Algorithm): number => {
  if (algorithm.kty === 'EC') return algorithm.length;
  if (algorithm.kty === 'OKP') return Math.min(...Object.values(algorithm.lengths));
  return algorithm.kty === 'RSA' ? SHORTEST_RSA : 0;
};

/** The signature breaks off. One that is empty was taken out, which is another matter. */
const breaksOff = (token: string): boolean => {
  const { header, signature } = readCompact(token);
  const algorithm = algorithmOf((header && stringMember(header, 'alg')) ?? '');
  return algorithm !== undefined && !!signature && signature.length > 0 && signature.length < shortestSignature(algorithm);
};

/** Lines broken by a log; no HTTP header holds such a break. */
const LINE_BREAK = /\r?\n[ \t]*/g;

/**
 * Mends a token that the log damaged, where the hash of the whole that it states shows that it did (standards §18.1): lines that
 * were wrapped are joined when that gives the hash, and a signature that breaks off is a truncated token (contract §6).
 */
export const mendDamage = (presented: Presented, statedSha256: string | undefined): Presented => {
  const { token, ...rest } = presented;
  if (token === undefined || statedSha256 === undefined || sha256Base64url(token) === statedSha256) return presented;
  const joined = token.replace(LINE_BREAK, '');
  if (joined !== token && sha256Base64url(joined) === statedSha256) return { ...rest, token: joined };
  return breaksOff(token) ? { ...rest, truncated: true } : presented;
};
