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
  collect() {
    let withToken = 0;
    let silent = 0;
    let asserted = 0;
    return {
      add({ tokenIdentified, tokenPresented, assertedVerified, tokenTruncated }) {
        if (tokenPresented === false) return;
        withToken += 1;
        if (tokenIdentified !== false || tokenTruncated === true) return;
        silent += 1;
        if (assertedVerified === true) asserted += 1;
      },
      verdict() {
        // Where most only assert that a token was verified, `asserted-only` says so.
        if (!isMajority(silent, withToken) || isMajority(asserted, withToken)) return passOnRecord;
        return fail(
          'the SHA-256 of the token (token_sha256), or its issuer and id, with each invocation',
          `${silent} of the ${withToken} invocations that may have had a token carry no token, hash, id or claim`,
        );
      },
    };
  },
});
