import { describeValue } from '../../lib/describe-values.ts';
import { fail, notApplicable, notEvaluable, pass } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 8705 §3: the client certificate is the one that the token is bound to. */
export default invocationRule({
  id: 'binding/certificate-mismatch',
  title: 'The token came with another client certificate than it is bound to',
  class: 'token-substituted',
  severity: 'critical',
  over: 'invocation',
  failsWhen: 'the SHA-256 of the client certificate is not cnf.x5t#S256 of the token',
  notEvaluableWhen: 'certificate not logged; TLS ended upstream',
  why:
    'Another party uses the token over a connection of its own. A server that checks only that there is some ' +
    'certificate lets every client use the tokens of every other.',
  fix:
    'Compare the SHA-256 of the DER of the client certificate with cnf.x5t#S256 on each request; behind a proxy that ' +
    'ends TLS, take the certificate from the header that only the proxy can set.',
  spec: 'RFC 8705 §3',
  breaksBinding: true,
  matters: 'token.cnf.x5t#S256',
  baselineable: true,

  when: ['tokenPresented', 'boundToCertificate'],
  needs: ['confirmation', 'clientCertificate'],
  evaluate({ confirmation, clientCertificate }) {
    if (clientCertificate === null) return notApplicable;
    if (clientCertificate.sha256 === undefined) return notEvaluable('no-tls-evidence');
    const bound = confirmation?.x5tS256 ?? '';
    if (clientCertificate.sha256 === bound) return pass;
    return fail(
      `the certificate ${describeValue(bound)} (cnf.x5t#S256)`,
      `the certificate presented is ${clientCertificate.sha256}`,
    );
  },
});
