import { fail, pass } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 9068 §2.2: exp is required, and a number. */
export default invocationRule({
  id: 'token/no-expiry',
  title: 'The token never expires',
  class: 'token-long-lived',
  severity: 'high',
  over: 'invocation',
  failsWhen: 'exp is absent or not finite',
  notEvaluableWhen: 'claims not known',
  why:
    'A token without an end stays useful to whoever finds it, for years, and nothing but a revocation that somebody ' +
    'must think of takes it back.',
  fix:
    'Let the issuer set exp on every access token, minutes or an hour ahead, and refuse tokens without a finite exp ' +
    'at the server.',
  spec: 'RFC 9068 §2.2',
  breaksBinding: true,
  matters: 'always',
  baselineable: true,

  when: ['tokenPresented'],
  needs: ['expiresAt'],
  evaluate({ expiresAt }) {
    if (expiresAt === null) return fail('an expiry (exp)', 'the token has no exp');
    return Number.isFinite(expiresAt) ? pass : fail('an expiry (exp)', 'exp is no finite number');
  },
});
