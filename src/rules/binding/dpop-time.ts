import { describeDuration, describeTime } from '../../lib/describe-time.ts';
import { fail, notApplicable, notEvaluable, passOnRecord } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';

/** A nonce of the server bounds the age better than a clock does (contract §6). */
const carriesAcceptedNonce = (nonce: string | undefined, accepted: readonly string[] | undefined): boolean =>
  nonce !== undefined && (accepted === undefined || accepted.includes(nonce));

/** Ages are milliseconds; a proof from the future has a negative one. */
const judgeAge = (age: number, limits: { readonly oldest: number; readonly newest: number }): 'old' | 'fresh' | 'future' => {
  if (age > limits.oldest) return 'old';
  return age < limits.newest ? 'future' : 'fresh';
};

/** RFC 9449 §4.3 check 11: the proof was made a short while ago. */
export default invocationRule({
  id: 'binding/dpop-time',
  title: 'The proof was not made at the time of the request',
  class: 'token-expired',
  severity: 'medium',
  over: 'invocation',
  failsWhen: 'iat of the proof is older than the proof window, or in the future by more than the skew, at the request',
  notEvaluableWhen:
    'no request time; the offset of the clocks of the server explains it (clock-uncertainty). Not applicable where ' +
    'the proof carries an accepted nonce',
  why:
    'An old proof was captured, or made in advance by somebody who had the key for a moment. Without a limit to its ' +
    'age each proof that was ever seen stays good.',
  fix:
    'Refuse proofs whose iat is older than a few minutes or ahead of the clock of the server, or demand a nonce (RFC ' +
    '9449 §9); synchronise the clock of the server.',
  spec: 'RFC 9449 §4.3 check 11',
  breaksBinding: true,
  matters: 'token.cnf.jkt',
  baselineable: true,

  when: ['proofExpected'],
  needs: ['proof', 'proofWindow', 'clockSkew'],
  uses: ['requestTime', 'demandedNonces', 'clockOffset'],
  evaluate({ proof: { issuedAt, nonce }, proofWindow, clockSkew, requestTime, demandedNonces, clockOffset = 0 }) {
    if (issuedAt === undefined || carriesAcceptedNonce(nonce, demandedNonces)) return notApplicable;
    if (!requestTime) return missing('requestTime');
    const limits = { oldest: proofWindow, newest: -clockSkew };
    const state = judgeAge(requestTime.latest - issuedAt, limits);
    if (judgeAge(requestTime.earliest - issuedAt, limits) !== state) return notEvaluable('no-request-time');
    if (state === 'fresh') return passOnRecord;
    if (clockOffset !== 0 && judgeAge(requestTime.latest - issuedAt - clockOffset, limits) === 'fresh')
      return notEvaluable('clock-uncertainty');
    const received = `iat is ${describeTime(issuedAt)}, received at ${describeTime(requestTime.latest)}`;
    return state === 'old'
      ? fail(`made at most ${describeDuration(proofWindow)} before the request`, received)
      : fail(`made at most ${describeDuration(clockSkew)} after the request`, received);
  },
});
