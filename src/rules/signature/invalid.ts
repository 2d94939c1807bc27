import { describeValue } from '../../lib/describe-values.ts';
import { fail, notEvaluable, passOnRecord } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 7515 §5.2, RFC 9068 §4: the signature verifies with a key of the issuer, or the token is refused. */
export default invocationRule({
  id: 'signature/invalid',
  title: 'The signature of the token does not verify',
  class: 'token-unbound',
  severity: 'critical',
  over: 'invocation',
  failsWhen:
    'the key that kid names is there and does not verify (every version of it tried), or the token names none and no ' +
    'key of a complete or covering set verifies',
  notEvaluableWhen:
    'no raw token; signature stripped; no key snapshot covers the time; key not at hand at ingest; encrypted token',
  why:
    'The claims of the token are not what the issuer signed: somebody changed them, or signed them himself. Whatever ' +
    'the call was allowed on their strength, nobody had granted.',
  fix:
    'Verify the signature with the key set of the issuer before any claim is read, and answer 401 when it fails; do ' +
    'not let a gateway pass on tokens that it only decoded.',
  spec: 'RFC 7515 §5.2; RFC 9068 §4',
  breaksBinding: true,
  matters: 'always',
  baselineable: false,

  when: ['tokenPresented', 'formJudged'],
  needs: ['signature'],
  uses: ['tokenHeader'],
  evaluate({ signature, tokenHeader }) {
    if (signature.status === 'valid') return passOnRecord;
    if (signature.status === 'not-evaluable') return notEvaluable(signature.reason ?? 'no-key-snapshot');
    const expected = 'a signature that a key of the issuer verifies';
    if (signature.unsecured) return fail(expected, 'the token is not signed');
    const { kid } = tokenHeader ?? {};
    return fail(
      expected,
      kid === undefined ? 'no key of the issuer verifies it' : `the key ${describeValue(kid)} of the issuer does not verify it`,
    );
  },
});
