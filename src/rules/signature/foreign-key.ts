import { describeValue } from '../../lib/describe-values.ts';
import { fail, notEvaluable, passOnRecord } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 8725 §3.8: keys belong to the issuer that the token names. */
export default invocationRule({
  id: 'signature/foreign-key',
  title: 'The token is signed with the key of another issuer',
  class: 'issuer-mismatch',
  severity: 'critical',
  over: 'invocation',
  failsWhen: 'the signature verifies only with a key of another configured issuer',
  notEvaluableWhen: 'no key snapshot',
  why:
    'One issuer speaks in the name of another. A server that keeps the keys of all issuers in one pool lets the least ' +
    'trusted of them make tokens for every other.',
  fix:
    'Choose the key set by the iss of the token and verify with keys of that set alone; never merge the key sets of ' +
    'several issuers.',
  spec: 'RFC 8725 §3.8',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented', 'formJudged'],
  needs: ['signature'],
  uses: ['issuer'],
  evaluate({ signature, issuer }) {
    if (signature.status === 'valid') return passOnRecord;
    if (signature.foreignIssuer !== undefined) {
      return fail(
        `a key of ${describeValue(issuer ?? 'the issuer')}`,
        `it verifies only with a key of ${describeValue(signature.foreignIssuer)}`,
      );
    }
    if (signature.coverage === 'no-keys') return notEvaluable('no-key-snapshot');
    if (signature.status === 'invalid') return passOnRecord;
    return notEvaluable(signature.reason ?? 'no-key-snapshot');
  },
});
