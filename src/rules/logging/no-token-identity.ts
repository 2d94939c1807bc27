import { fail, passOnRecord } from '../../model/verdict.ts';
import { aggregateRule } from '../define.ts';
import { isMajority } from './family.ts';

/** NIST SP 800-53 AU-3: a record says with which credential something was done. */
export default aggregateRule({
  id: 'logging/no-token-identity',
  title: 'A log does not say which tokens were presented',
  class: 'evidence-missing',
  severity: 'medium',
  over: 'source',
  failsWhen:
    'invocations of a source carry no token, hash, id or claim; nothing about binding can be decided. The message says ' +
    'how to log it',
  notEvaluableWhen: '-',
  why:
    'Nothing about the binding of these calls can be decided: a stolen token, or none at all, leaves the same lines ' +
    'as an honest one. After an incident nobody can tell what was done with which token.',
  fix:
    'Log the SHA-256 of the token as token_sha256 with each call (never the token), or at least token_issuer and ' +
    'token_jti, and hand in samples of the tokens; log token_scheme none for calls without one.',
  spec: 'RFC 9449; NIST SP 800-53 AU-3',
  breaksBinding: false,
  matters: 'never',
  baselineable: true,

  uses: ['tokenIdentified', 'tokenPresented', 'assertedVerified', 'tokenTruncated'],
  begin: () => ({ withToken: 0, silent: 0, asserted: 0 }),
  add(counts, { tokenIdentified, tokenPresented, assertedVerified, tokenTruncated }, _record, times) {
    if (tokenPresented === false) return;
    counts.withToken += times;
    if (tokenIdentified !== false || tokenTruncated === true) return;
    counts.silent += times;
    if (assertedVerified === true) counts.asserted += times;
  },
  verdict({ withToken, silent, asserted }) {
    // Where most only assert that a token was verified, `asserted-only` says so.
    if (!isMajority(silent, withToken) || isMajority(asserted, withToken)) return passOnRecord;
    return fail(
      'the SHA-256 of the token (token_sha256), or its issuer and id, with each invocation',
      `${silent} of the ${withToken} invocations that may have had a token carry no token, hash, id or claim`,
    );
  },
});
