import { fail, passOnRecord } from '../../model/verdict.ts';
import { aggregateRule } from '../define.ts';

/** RFC 9700 §4.9.3: a log must not hold what opens a door to whoever reads it. */
export default aggregateRule({
  id: 'exposure/token-in-log',
  title: 'A log holds access tokens verbatim',
  class: 'token-leaked',
  severity: 'high',
  over: 'source',
  failsWhen:
    'a source holds verbatim tokens: high while one of them is alive at --as-of or has no known expiry, low when all ' +
    'have expired (delete after the audit)',
  notEvaluableWhen: '-',
  why:
    'Logs are read by many, copied to many places and kept for years. Whoever reads this one can call the tools with ' +
    'the tokens in it for as long as they live.',
  fix:
    'Log the SHA-256 of the token (token_sha256) in place of the token, revoke those that are still alive, and delete ' +
    'this log, and its copies, after the audit.',
  spec: 'RFC 9700 §4.9.3',
  breaksBinding: false,
  matters: 'never',
  baselineable: true,

  uses: ['verbatimToken', 'asOf'],
  begin: () => ({ invocations: 0, verbatim: 0, expired: 0 }),
  add(counts, { verbatimToken, asOf }, _record, times) {
    counts.invocations += times;
    if (verbatimToken === undefined) return;
    counts.verbatim += times;
    const { expiresAt } = verbatimToken;
    if (expiresAt !== null && asOf !== undefined && expiresAt <= asOf) counts.expired += times;
  },
  verdict({ invocations, verbatim, expired }) {
    if (verbatim === 0) return passOnRecord;
    const expected = 'hashes in place of tokens';
    const held = `${verbatim} of ${invocations} invocations hold the token verbatim`;
    if (expired === verbatim) return fail(expected, `${held}; all of these tokens have expired`, 'low');
    return fail(expected, `${held}; in ${verbatim - expired} it is alive, or its expiry is not known`);
  },
});
