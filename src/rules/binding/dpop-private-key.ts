import { describeValues } from '../../lib/describe-values.ts';
import { fail, passOnRecord } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 9449 §4.3 check 7: jwk holds no private key. */
export default invocationRule({
  id: 'binding/dpop-private-key',
  title: 'The proof gives away the private key',
  class: 'token-leaked',
  severity: 'critical',
  over: 'invocation',
  failsWhen: 'the jwk of the proof holds private key members',
  notEvaluableWhen: 'no proof logged',
  why:
    'Everybody who has seen the request, the log included, can from now on sign proofs as this client. The tokens ' +
    'bound to the key are bearer tokens.',
  fix:
    'Replace the key of the client and revoke the tokens bound to it; export only the public key into jwk; refuse ' +
    'proofs whose jwk has d, p, q, dp, dq, qi, oth or k.',
  spec: 'RFC 9449 §4.3 check 7',
  breaksBinding: true,
  matters: 'token.cnf.jkt',
  baselineable: false,

  when: ['proofExpected'],
  needs: ['proof'],
  evaluate({ proof: { privateMembers } }) {
    if (privateMembers.length === 0) return passOnRecord;
    return fail('a public key in jwk', `jwk holds the private members ${describeValues(privateMembers)}`);
  },
});
