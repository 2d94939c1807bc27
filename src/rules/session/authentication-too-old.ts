import { describeDuration, describeTime } from '../../lib/describe-time.ts';
import { fail, notEvaluable, pass } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';

/** RFC 9470 §3: where the policy demands a recent login, `auth_time` tells it. A renewed token keeps the time of the login. */
export default invocationRule({
  id: 'session/authentication-too-old',
  title: 'The login behind the token was older than the tool allows',
  class: 'session-stale',
  severity: 'high',
  over: 'invocation',
  failsWhen:
    'the request came later than auth_time plus the largest age that the policy allows for the tool; a missing ' +
    'auth_time fails where an age is demanded',
  notEvaluableWhen: 'no age in policy',
  why:
    'Nobody was asked for this call. An agent that was left running, or a thief with a refresh token, does in the ' +
    'evening what the user logged in for in the morning.',
  fix:
    'Compare auth_time with the clock of the server, and answer 401 insufficient_user_authentication with max_age, so ' +
    'that the client lets the user log in again.',
  spec: 'RFC 9470 §3',
  breaksBinding: true,
  matters: 'policy tools.max_auth_age',
  baselineable: true,

  when: ['tokenPresented', 'maxAgeDemanded'],
  needs: ['authenticatedAt', 'maxAuthenticationAge', 'clockSkew'],
  uses: ['requestTime'],
  evaluate({ authenticatedAt, maxAuthenticationAge, clockSkew, requestTime }) {
    const expected = `a login at most ${describeDuration(maxAuthenticationAge)} before the request`;
    if (authenticatedAt === null) return fail(expected, 'the token has no auth_time');
    if (!Number.isFinite(authenticatedAt)) return fail(expected, 'auth_time is no time');
    if (requestTime === undefined) return missing('requestTime');
    const end = authenticatedAt + maxAuthenticationAge + clockSkew;
    if (requestTime.latest <= end) return pass;
    if (requestTime.earliest <= end) return notEvaluable('no-request-time');
    const age = describeDuration(requestTime.earliest - authenticatedAt);
    return fail(
      `${expected} (and the clock skew)`,
      `received at ${describeTime(requestTime.earliest)}, ${age} after the login (auth_time ${describeTime(authenticatedAt)})`,
    );
  },
});
