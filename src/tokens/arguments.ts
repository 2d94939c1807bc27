import { canonicalText } from '../lib/canonical-json.ts';
import { keyedDigest, sha256Base64url } from '../lib/digest.ts';
import { remembering } from '../lib/remembering.ts';
import type { Writable } from '../lib/writable.ts';
import type { ArgumentToken, InvocationFields } from '../model/invocation.ts';
import { readClaims } from './claims.ts';
import { readCompact } from './compact.ts';
import { digestMembersBy } from './digest-members.ts';
import { type JsonObject, present } from './json-object.ts';
import { readPresented } from './presented.ts';

const MAXIMUM_DEPTH = 64;
/** Issuer and expiry need no digest. */
const NO_KEY = new Uint8Array(32);
const MAXIMUM_TOKENS = 64;
const MAXIMUM_TOKEN_LENGTH = 65_536;
/** Of what may be a token, in characters. */
const SHORTEST = 20;
const TOKEN68 = /^[A-Za-z0-9\-._~+/]{20,}={0,2}$/;

/** Whether a value is an object that holds no other. */
const isFlat = (value: JsonObject): boolean => {
  for (const name in value) if (typeof value[name] === 'object' && value[name] !== null) return false;
  return true;
};

/** The strings of a JSON value, level by level, so that no nesting can exhaust the stack. */
function* nestedStrings(value: unknown): Generator<string> {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0 && depth <= MAXIMUM_DEPTH; depth += 1) {
    const next: unknown[] = [];
    for (const entry of level)
      if (typeof entry === 'string') yield entry;
      else if (typeof entry === 'object' && entry !== null) for (const value of Object.values(entry)) next.push(value);
    level = next;
  }
}

const describeToken = (token: string): ArgumentToken => {
  const { kind, payload } = readCompact(token);
  const claims = kind === 'jws' && payload ? readClaims(payload, NO_KEY) : undefined;
  return present<ArgumentToken>({
    sha256: sha256Base64url(token),
    issuer: claims?.issuer,
    expiresAt: claims?.expiresAt,
  }) as ArgumentToken;
};

/** What a string holds that has the form of a token (RFC 9110 §11.2, token68). */
const tokenIn = (text: string): ArgumentToken | undefined => {
  if (text.length < SHORTEST || text.length > MAXIMUM_TOKEN_LENGTH) return undefined;
  const { token } = readPresented(text);
  return token !== undefined && TOKEN68.test(token) ? describeToken(token) : undefined;
};

const byHash = (a: ArgumentToken, b: ArgumentToken): number => (a.sha256 < b.sha256 ? -1 : 1);

type ReadToken = (text: string) => ArgumentToken | undefined;

/** Adds what a value is, if that is a token, and none like it is there. */
const addToken = (tokens: ArgumentToken[], text: unknown, read: ReadToken): void => {
  if (typeof text !== 'string' || text.length < SHORTEST || tokens.length === MAXIMUM_TOKENS) return;
  const token = text.length > REMEMBERED_LENGTH ? tokenIn(text) : read(text);
  if (token && !tokens.some(({ sha256 }) => sha256 === token.sha256)) tokens.push(token);
};

/** The tokens among the strings of a value, in the order of their hashes, at most 64 of them. */
const tokensOf = (value: JsonObject, read: ReadToken): ArgumentToken[] => {
  const tokens: ArgumentToken[] = [];
  if (isFlat(value)) for (const name in value) addToken(tokens, value[name], read);
  else for (const text of nestedStrings(value)) addToken(tokens, text, read);
  return tokens.length > 1 ? tokens.sort(byHash) : tokens;
};

export type ArgumentFacts = Pick<InvocationFields, 'argumentsSha256' | 'argumentDigests' | 'tokensInArguments'>;

/** Texts that are remembered, as arguments come again and again; only short ones. */
const REMEMBERED = 5_000;
const REMEMBERED_LENGTH = 256;

/**
 * Makes what keeps of the arguments of a call: the digest of their RFC 8785 form; the digest of each member under the random key of
 * the database; what there is of strings that look like tokens.
 */
export const createArgumentDigester = (digestKey: Uint8Array): ((args: JsonObject) => ArgumentFacts) => {
  const recent = remembering((text: string) => keyedDigest(digestKey, text), REMEMBERED);
  const digest = (text: string): string => (text.length > REMEMBERED_LENGTH ? keyedDigest(digestKey, text) : recent(text));
  const read = remembering(tokenIn, REMEMBERED);
  return (args) => {
    const text = canonicalText(args);
    const tokens = tokensOf(args, read);
    const facts: Writable<ArgumentFacts> = {};
    if (text !== undefined) facts.argumentsSha256 = sha256Base64url(text);
    facts.argumentDigests = digestMembersBy(args, digest);
    if (tokens.length > 0) facts.tokensInArguments = tokens;
    return facts;
  };
};
