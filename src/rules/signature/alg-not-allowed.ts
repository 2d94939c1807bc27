import { allowsAlgorithm, isAsymmetric } from '../../lib/algorithm-names.ts';
import { describeValue, describeValues } from '../../lib/describe-values.ts';
import { fail, notApplicable, passOnRecord } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 8725 §3.1: the verifier, not the token, decides which algorithms count. */
export default invocationRule({
  id: 'signature/alg-not-allowed',
  title: 'The algorithm of the token is not one that the policy allows',
  class: 'weak-algorithm',
  severity: 'high',
  over: 'invocation',
  failsWhen: 'alg is not in the algorithms that the policy allows for the issuer',
  notEvaluableWhen: 'no policy for the issuer; no token header',
  why:
    'A verifier that takes whatever algorithm the token names can be led to a weaker one, or to one under which a ' +
    'public key serves as a secret.',
  fix:
    'Pass the algorithms of the issuer to the verifier explicitly; if the issuer is meant to use this one, add it to ' +
    '`issuers[].algorithms`.',
  spec: 'RFC 8725 §3.1',
  breaksBinding: true,
  matters: 'always',
  baselineable: true,

  when: ['tokenPresented', 'formJudged'],
  needs: ['tokenHeader', 'allowedAlgorithms'],
  evaluate({ tokenHeader: { alg }, allowedAlgorithms }) {
    if (alg === undefined) return notApplicable;
    const observed = `alg is ${describeValue(alg)}`;
    if (allowedAlgorithms)
      return allowsAlgorithm(allowedAlgorithms, alg)
        ? passOnRecord
        : fail(`one of ${describeValues(allowedAlgorithms)}`, observed);
    return isAsymmetric(alg) ? passOnRecord : fail('an asymmetric algorithm', observed);
  },
});
