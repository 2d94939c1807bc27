import { isMac } from '../../lib/algorithm-names.ts';
import { describeValue } from '../../lib/describe-values.ts';
import { fail, passOnRecord } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 8725 §3.5: whoever can verify an HMAC can also make one. */
export default invocationRule({
  id: 'signature/symmetric',
  title: 'The token is signed with a shared secret',
  class: 'weak-algorithm',
  severity: 'medium',
  over: 'invocation',
  failsWhen: 'the token is signed with a shared secret (HS*)',
  notEvaluableWhen: 'no token header',
  why:
    'Every server that verifies such tokens holds the secret and could issue them itself; one that is broken into ' +
    'gives away all. A guessable secret falls to an offline search.',
  fix: 'Let the issuer sign with ES256, EdDSA, PS256 or RS256, and hand out public keys only.',
  spec: 'RFC 8725 §3.5',
  breaksBinding: false,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented', 'formJudged'],
  needs: ['tokenHeader'],
  evaluate({ tokenHeader: { alg } }) {
    if (alg === undefined || !isMac(alg)) return passOnRecord;
    return fail('a signature with a key pair', `alg is ${describeValue(alg)}`);
  },
});
