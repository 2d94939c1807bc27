import { passOnRecord } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';
import { judgeUse } from './family.ts';

/** RFC 7009 §2, RFC 9700: a revoked token is not accepted any more. */
export default invocationRule({
  id: 'revocation/used-after-revocation',
  title: 'The token was used after it had been revoked',
  class: 'token-revoked',
  severity: 'critical',
  over: 'invocation',
  failsWhen:
    'the request came after the token was revoked, plus the grace of the policy. Between revoked_at and known_at: ' +
    'medium, the exposure window',
  notEvaluableWhen: 'no revocation records on file',
  why:
    'Somebody took the token out of service, most often because it was stolen, and the server went on to accept it. ' +
    'Until it expires, revoking it protects nothing.',
  fix:
    'Ask the introspection endpoint (RFC 7662) or keep a list of revoked tokens at the server, and issue tokens that ' +
    'live for minutes, so that the window stays short.',
  spec: 'RFC 7009; RFC 9700',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented'],
  needs: ['tokenRevocations', 'revocationGrace'],
  uses: ['requestTime'],
  evaluate({ tokenRevocations, revocationGrace, requestTime }) {
    if (tokenRevocations.first === undefined) return passOnRecord;
    if (requestTime === undefined) return missing('requestTime');
    return judgeUse(tokenRevocations, requestTime, revocationGrace, passOnRecord);
  },
});
