import { canonicalText } from '../lib/canonical-json.ts';
import { sha256Base64url } from '../lib/digest.ts';
import type { ArgumentToken, InvocationFields } from '../model/invocation.ts';
import { readClaims } from './claims.ts';
import { readCompact } from './compact.ts';
import { digestMembers } from './digest-members.ts';
import { type JsonObject, present } from './json-object.ts';
import { readPresented } from './presented.ts';

const MAXIMUM_DEPTH = 64;
/** Issuer and expiry need no digest. */
const NO_KEY = new Uint8Array(32);
const MAXIMUM_TOKENS = 64;
const MAXIMUM_TOKEN_LENGTH = 65_536;
const TOKEN68 = /^[A-Za-z0-9\-._~+/]{20,}={0,2}$/;

/** The strings of a JSON value, level by level, so that no nesting can exhaust the stack. */
function* strings(value: unknown): Generator<string> {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0 && depth <= MAXIMUM_DEPTH; depth += 1) {
    for (const entry of level) if (typeof entry === 'string') yield entry;
    level = level.flatMap((entry) => (typeof entry === 'object' && entry !== null ? Object.values(entry) : []));
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

/** The strings that have the form of a token (RFC 9110 §11.2, token68), in the order of their hashes, at most 64 of them. */
const tokensOf = (value: unknown): ArgumentToken[] => {
  const tokens = new Map<string, ArgumentToken>();
  for (const text of strings(value)) {
    const token = text.length > MAXIMUM_TOKEN_LENGTH ? undefined : readPresented(text).token;
    if (token !== undefined && TOKEN68.test(token)) {
      const described = describeToken(token);
      tokens.set(described.sha256, described);
    }
    if (tokens.size === MAXIMUM_TOKENS) break;
  }
  return [...tokens.values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
};

/**
 * What is kept of the arguments of a call: the digest of their RFC 8785 form, unless the record states one; the digest of each
 * member under the random key of the database; what there is of strings that look like tokens.
 */
export const digestArguments = (
  args: JsonObject,
  digestKey: Uint8Array,
): Pick<InvocationFields, 'argumentsSha256' | 'argumentDigests' | 'tokensInArguments'> => {
  const text = canonicalText(args);
  const tokens = tokensOf(args);
  return {
    ...(text !== undefined && { argumentsSha256: sha256Base64url(text) }),
    argumentDigests: digestMembers(args, digestKey),
    ...(tokens.length > 0 && { tokensInArguments: tokens }),
  };
};
