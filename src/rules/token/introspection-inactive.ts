import { fail, pass } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 7662 §2.2: active false means that the token is not to be accepted. */
export default invocationRule({
  id: 'token/introspection-inactive',
  title: 'The issuer had called the token inactive when the call was executed',
  class: 'token-revoked',
  severity: 'critical',
  over: 'invocation',
  failsWhen: 'the latest introspection answer at or before the request says active false',
  notEvaluableWhen: 'opaque token with no answer on file',
  why:
    'The issuer had revoked the token, or never issued it, and said so. A server that goes on regardless, or caches ' +
    'an older answer, makes revocation useless.',
  fix: 'Ask the introspection endpoint for each request, or cache answers for seconds; answer 401 when active is not true.',
  spec: 'RFC 7662 §2.2',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented', 'introspectionAsked'],
  needs: ['introspectedActive'],
  evaluate({ introspectedActive }) {
    if (introspectedActive) return pass;
    return fail('an active token', 'the latest introspection answer before the request says active: false');
  },
});
