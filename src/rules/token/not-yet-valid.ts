import { describeTime } from '../../lib/describe-time.ts';
import { fail, notEvaluable, pass } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';

/** RFC 7519 §4.1.5 and §4.1.6: a token is not accepted before nbf, and was not issued in the future. */
export default invocationRule({
  id: 'token/not-yet-valid',
  title: 'The token was used before it became valid',
  class: 'token-expired',
  severity: 'medium',
  over: 'invocation',
  failsWhen: 'the request was received before nbf, or before iat, by more than the clock skew',
  notEvaluableWhen: 'no request time',
  why:
    'A token from the future was made in advance, or made up. Accepting it lets somebody with a moment of access to ' +
    'the issuer, or with its key, stock tokens for later.',
  fix:
    'Check nbf, and iat against the clock of the server, with a leeway of a minute at most; synchronise the clocks of ' +
    'issuer and server.',
  spec: 'RFC 7519 §4.1.5',
  breaksBinding: true,
  matters: 'always',
  baselineable: true,

  when: ['tokenPresented'],
  needs: ['requestTime', 'clockSkew'],
  uses: ['notBefore', 'issuedAt'],
  evaluate({ notBefore, issuedAt, requestTime, clockSkew }) {
    const begins = [notBefore, issuedAt].map((time) => time ?? Number.NEGATIVE_INFINITY);
    const start = Math.max(...begins);
    if (start - clockSkew > requestTime.latest) {
      const name = start === notBefore ? 'nbf' : 'iat';
      return fail(
        `received no earlier than ${describeTime(start - clockSkew)} (${name} less the clock skew)`,
        `received at ${describeTime(requestTime.latest)}, before ${name} (${describeTime(start)})`,
      );
    }
    if (notBefore === undefined || issuedAt === undefined) return missing('notBefore', 'issuedAt');
    return start - clockSkew <= requestTime.earliest ? pass : notEvaluable('no-request-time');
  },
});
