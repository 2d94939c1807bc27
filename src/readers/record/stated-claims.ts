import { sha256Notation } from '../../lib/digest.ts';
import { present } from '../../lib/present.ts';
import type { StatedToken } from '../../model/invocation.ts';
import type { Actor } from '../../model/token.ts';
import { parseWithin } from '../bounded-json.ts';
import { elementsOf, recordOf, secondsOf, textAt, textOf, wordsOf } from './members.ts';

/** The claim of a name, as some log writes it; `undefined` where it does not. */
export type ReadClaim = (name: string) => unknown;

/** Actors above this depth are left out; a chain of that length is too long by any policy. */
const DEEPEST = 32;

const actorsOf = (act: unknown): Actor[] | undefined => {
  const chain: Actor[] = [];
  for (let each = recordOf(act); each && chain.length < DEEPEST; each = recordOf(each['act']))
    chain.push(
      present<Actor>({ issuer: textAt(each, 'iss'), subject: textAt(each, 'sub'), clientId: textAt(each, 'client_id') }),
    );
  return chain.length === 0 ? undefined : chain;
};

/** `aud` is one text or a list, which a text log may write as JSON. */
const audienceOf = (value: unknown): string[] | undefined => {
  const text = textOf(value);
  if (text !== undefined) return text.startsWith('[') ? (audienceOf(parseWithin(text)) ?? [text]) : [text];
  const listed = elementsOf(value).filter((each): each is string => typeof each === 'string' && each !== '');
  return listed.length === 0 ? undefined : listed;
};

const thumbprint = (value: unknown): string | undefined => {
  const text = textOf(value);
  return text === undefined ? undefined : sha256Notation(text);
};

/** What a log states of a JWT, claim by claim (RFC 7519, RFC 9068, RFC 8693, RFC 7800); `undefined` where it states none. */
export const statedClaims = (claim: ReadClaim): StatedToken | undefined => {
  const cnf = recordOf(claim('cnf'));
  const stated = present<StatedToken>({
    issuer: textOf(claim('iss')),
    jti: textOf(claim('jti')),
    subject: textOf(claim('sub')),
    clientId: textOf(claim('client_id')) ?? textOf(claim('azp')) ?? textOf(claim('appid')) ?? textOf(claim('cid')),
    audience: audienceOf(claim('aud')),
    scopes: wordsOf(claim('scope')) ?? wordsOf(claim('scp')),
    issuedAt: secondsOf(claim('iat')),
    notBefore: secondsOf(claim('nbf')),
    expiresAt: secondsOf(claim('exp')),
    jkt: thumbprint(claim('cnf.jkt') ?? cnf?.['jkt']),
    x5tS256: thumbprint(claim('cnf.x5t#S256') ?? cnf?.['x5t#S256']),
    actors: actorsOf(claim('act')),
  });
  return Object.keys(stated).length === 0 ? undefined : stated;
};
