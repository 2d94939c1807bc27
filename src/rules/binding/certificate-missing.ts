import { fail, pass } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 8705 §3: a certificate-bound token is accepted only over a connection with that certificate. */
export default invocationRule({
  id: 'binding/certificate-missing',
  title: 'A certificate-bound token was accepted without a client certificate',
  class: 'token-unbound',
  severity: 'critical',
  over: 'invocation',
  failsWhen: 'the token is bound to a certificate and the log states that none was presented',
  notEvaluableWhen: 'certificate not logged',
  why: 'Nobody showed that he holds the key that the token is bound to, so a stolen copy would have worked as well.',
  fix:
    'Ask for client certificates on every listener that takes these tokens, and answer 401 invalid_token where none ' +
    'was presented.',
  spec: 'RFC 8705 §3',
  breaksBinding: true,
  matters: 'token.cnf.x5t#S256',
  baselineable: true,

  when: ['tokenPresented', 'boundToCertificate'],
  needs: ['confirmation', 'clientCertificate'],
  evaluate({ clientCertificate }) {
    if (clientCertificate !== null) return pass;
    return fail('the client certificate that cnf.x5t#S256 names', 'the log states that none was presented');
  },
});
