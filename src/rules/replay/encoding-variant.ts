import type { Member } from '../../facts/values.ts';
import { describeValue } from '../../lib/describe-values.ts';
import type { Reason } from '../../model/reasons.ts';
import { fail, notEvaluable, passOnRecord } from '../../model/verdict.ts';
import { groupRule } from '../define.ts';

/** The odd ones out that are named. */
const MOST_NAMED = 3;

/** Characters of a hash that are shown. */
const SHOWN = 12;

interface Encodings {
  /** Why some execution cannot be compared. */
  unknown?: Reason;
  /** Other encodings than the earliest one of the same content, described. */
  readonly odd: string[];
}

const describeUse = (sha256: string, name: string): string => `${sha256.slice(0, SHOWN)} (${describeValue(name)})`;

/**
 * Compares raw tokens with the earliest of the same signed content. Members of a group that only share issuer and id, a token
 * that was issued again, are no variants. One pass; what is kept grows with contents of one token, not with executions.
 */
const lookAtEncodings = (members: Iterable<Member>): Encodings => {
  const encodings: Encodings = { odd: [] };
  const firstOf = new Map<string, { readonly sha256: string; readonly member: Member }>();
  for (const member of members) {
    const { tokenSha256, tokenContent } = member;
    if (tokenSha256 === undefined) encodings.unknown ??= 'no-token-sample';
    else if (tokenContent === undefined) encodings.unknown ??= 'token-hash-only';
    else {
      const first = firstOf.get(tokenContent) ?? { sha256: tokenSha256, member };
      firstOf.set(tokenContent, first);
      if (first.sha256 === tokenSha256 || encodings.odd.length >= MOST_NAMED) continue;
      encodings.odd.push(`first ${describeUse(first.sha256, first.member.name)}, then ${describeUse(tokenSha256, member.name)}`);
    }
  }
  return encodings;
};

/** RFC 7515, RFC 4648 §3.5: one signed content has one encoding. */
export default groupRule({
  id: 'replay/encoding-variant',
  title: 'One signed token was presented in two encodings',
  class: 'token-replayed',
  severity: 'high',
  over: 'token',
  failsWhen: 'one signed content was presented in two or more raw encodings',
  notEvaluableWhen: 'no raw token',
  why:
    'Lenient decoders take many strings for the same token. Whoever alters the string gets past denylists and replay ' +
    'caches that know tokens by their hash, and the signature still verifies.',
  fix:
    'Refuse tokens that are not in canonical base64url (RFC 4648 §3.5) or hold other characters, and name tokens in ' +
    'lists and caches by issuer and jti, never by the hash of the string.',
  spec: 'RFC 7515; RFC 4648 §3.5',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  groupBy: 'token',
  when: ['tokenPresented'],
  needs: ['tokenForm'],
  evaluate(_given, members) {
    const { odd, unknown } = lookAtEncodings(members);
    if (odd.length > 0) return fail('one encoding for a signed token', `SHA-256 of the token: ${odd.join('; ')}`);
    return unknown === undefined ? passOnRecord : notEvaluable(unknown);
  },
});
