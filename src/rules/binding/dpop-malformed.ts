import { describeValues } from '../../lib/describe-values.ts';
import { fail, passOnRecord } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 9449 §4.3 checks 2 and 3: the proof is a well-formed JWT with all members that are required. */
export default invocationRule({
  id: 'binding/dpop-malformed',
  title: 'The proof is not well-formed',
  class: 'token-unbound',
  severity: 'high',
  over: 'invocation',
  failsWhen: 'the proof is not a well-formed JWS, or lacks typ, alg, jwk, jti, htm, htu, iat or ath',
  notEvaluableWhen: 'no proof logged',
  why:
    'A proof without htm, htu, iat, jti or ath leaves open for which request, moment or token it was made: a captured ' +
    'one fits many. A server that takes it does not check them.',
  fix: 'Refuse proofs that lack typ, alg, jwk, jti, htm, htu, iat or ath before anything else is looked at.',
  spec: 'RFC 9449 §4.3 checks 2-3',
  breaksBinding: true,
  matters: 'token.cnf.jkt',
  baselineable: true,

  when: ['proofExpected'],
  needs: ['proof'],
  evaluate({ proof }) {
    if (proof.defects.length === 0) return passOnRecord;
    return fail('a well-formed proof with typ, alg, jwk, jti, htm, htu, iat and ath', describeValues(proof.defects));
  },
});
