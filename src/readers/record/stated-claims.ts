import { sha256Notation } from '../../lib/digest.ts';
import { present } from '../../lib/present.ts';
import type { StatedToken } from '../../model/invocation.ts';
import { at, secondsOf, textAt, wordsOf } from './members.ts';

const hashAt = (claims: unknown, ...path: readonly string[]): string | undefined => sha256Notation(textAt(claims, ...path) ?? '');

/** Facts about a token from its claims, where a log or an answer repeats them under their own names (RFC 7519, RFC 7800, RFC 9068). */
export const statedClaims = (claims: unknown): StatedToken =>
  present<StatedToken>({
    issuer: textAt(claims, 'iss'),
    jti: textAt(claims, 'jti'),
    subject: textAt(claims, 'sub'),
    clientId: textAt(claims, 'client_id') ?? textAt(claims, 'azp') ?? textAt(claims, 'cid'),
    audience: wordsOf(at(claims, 'aud')),
    scopes: wordsOf(at(claims, 'scope')) ?? wordsOf(at(claims, 'scp')),
    issuedAt: secondsOf(at(claims, 'iat')),
    notBefore: secondsOf(at(claims, 'nbf')),
    expiresAt: secondsOf(at(claims, 'exp')),
    jkt: hashAt(claims, 'cnf', 'jkt'),
    x5tS256: hashAt(claims, 'cnf', 'x5t#S256'),
  });
