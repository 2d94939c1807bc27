import { describeDuration, describeTime } from '../../lib/describe-time.ts';
import { fail, notApplicable, notEvaluable, pass } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 7519 §4.1.4, RFC 9068 §4: a token is not accepted at or after its expiry, give or take the clock skew. */
export default invocationRule({
  id: 'token/expired',
  title: 'The token had expired when the call was executed',
  class: 'token-expired',
  severity: 'high',
  over: 'invocation',
  failsWhen: 'the request was received at or after exp plus the clock skew',
  notEvaluableWhen: 'no exp known; no request time (log time only and the interval straddles exp)',
  why:
    'Expiry is what ends the use of a stolen token that nobody noticed. A server that does not check it accepts every ' +
    'token that was ever lost in a log, a cache or a backup.',
  fix:
    'Compare exp with the clock of the server on every request, with a leeway of a minute at most, and answer 401 ' +
    'invalid_token; do not cache the result of a validation beyond exp.',
  spec: 'RFC 7519 §4.1.4; RFC 9068 §4',
  breaksBinding: true,
  matters: 'always',
  baselineable: true,

  when: ['tokenPresented'],
  needs: ['expiresAt', 'requestTime', 'clockSkew'],
  evaluate({ expiresAt, requestTime, clockSkew }) {
    if (expiresAt === null || !Number.isFinite(expiresAt)) return notApplicable;
    const end = expiresAt + clockSkew;
    if (requestTime.latest < end) return pass;
    if (requestTime.earliest < end) return notEvaluable('no-request-time');
    const late = describeDuration(requestTime.earliest - expiresAt);
    return fail(
      `received before ${describeTime(end)} (exp and the clock skew)`,
      `received at ${describeTime(requestTime.earliest)}, ${late} after exp (${describeTime(expiresAt)})`,
    );
  },
});
