import type { ArgumentToken } from './invocation.ts';

/** Nothing in the arguments has the form of a token. */
export const NO_MARK = 0;
/** Only the record itself can tell. */
export const LOOK = -1;

/** A few bits of a base64url SHA-256, as a number above 0: tells most hashes apart for what four bytes cost. */
export const markOf = (sha256: string): number => {
  let mark = 0;
  for (let at = 0; at < 4; at++) mark = mark * 64 + DIGITS.indexOf(sha256[at] as string);
  return mark + 1;
};

/** Marks end below this. */
export const MOST_MARKS = 64 ** 4 + 1;

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * What a block keeps of the tokens in the arguments of a record: enough to say without reading the record that they are none that
 * is known. Ids and paths have the form of an opaque token too.
 */
export const argumentMark = (tokens: readonly ArgumentToken[] | undefined): number => {
  const first = tokens?.[0];
  if (!first) return NO_MARK;
  return tokens.length > 1 || first.issuer !== undefined ? LOOK : markOf(first.sha256);
};
