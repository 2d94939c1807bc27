import { describeValue } from '../../lib/describe-values.ts';
import { fail, notApplicable, notEvaluable, pass } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';

/** RFC 9449 §4.3 check 12 and §6: the proof is made with the key that the token is bound to. */
export default invocationRule({
  id: 'binding/dpop-key',
  title: 'The proof was made with another key than the token is bound to',
  class: 'token-substituted',
  severity: 'critical',
  over: 'invocation',
  failsWhen: 'the thumbprint of the proof key is not cnf.jkt of the token, or the token came as DPoP and has no cnf.jkt',
  notEvaluableWhen: 'cnf not known',
  why:
    'Somebody who has the token but not its key signs the proof with a key of his own. A server that does not compare ' +
    'the two accepts every stolen token.',
  fix:
    'Compute the RFC 7638 thumbprint of the jwk of the proof, compare it with cnf.jkt of the token, and refuse ' +
    'unbound tokens under the DPoP scheme.',
  spec: 'RFC 9449 §4.3 check 12, §6',
  breaksBinding: true,
  matters: 'token.cnf.jkt',
  baselineable: true,

  when: ['proofExpected'],
  needs: ['confirmation'],
  uses: ['proof', 'tokenScheme'],
  evaluate({ confirmation, proof, tokenScheme }) {
    const bound = confirmation?.jkt;
    if (bound === undefined) {
      if (tokenScheme === undefined) return missing('tokenScheme');
      return tokenScheme === 'dpop' ? fail('a token with cnf.jkt', 'presented as DPoP and bound to no key') : notApplicable;
    }
    if (!proof) return missing('proof');
    if (proof.jkt === undefined) return notEvaluable('no-proof-sample');
    return proof.jkt === bound
      ? pass
      : fail(`the key ${describeValue(bound)} (cnf.jkt)`, `the proof is made with the key ${proof.jkt}`);
  },
});
