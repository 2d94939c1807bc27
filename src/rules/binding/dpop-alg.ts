import { allowsAlgorithm, isAsymmetric, isMac, statesNoSignature } from '../../lib/algorithm-names.ts';
import { describeValue, describeValues } from '../../lib/describe-values.ts';
import { fail, notApplicable, passOnRecord, type Verdict } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 7518 §3.3: the algorithms with RSA are those with keys of 2048 bits or more. */
const judgeKey = (alg: string, bits: number | undefined): Verdict =>
  bits === undefined
    ? passOnRecord
    : fail('an RSA key of at least 2048 bits', `alg is ${describeValue(alg)}, with a key of ${bits} bits`);

/** RFC 9449 §4.3 check 5: the proof is signed, with an asymmetric algorithm that the server supports. */
export default invocationRule({
  id: 'binding/dpop-alg',
  title: 'The proof uses an algorithm that the server must not accept',
  class: 'weak-algorithm',
  severity: 'high',
  over: 'invocation',
  failsWhen: 'the proof is unsigned, uses a MAC, or an algorithm outside the policy',
  notEvaluableWhen: 'no proof logged',
  why:
    'An unsigned proof, or one made with a shared secret, can be made by anybody who knows the token. It shows ' +
    'possession of nothing.',
  fix: 'Pass the list of supported algorithms to the verifier of proofs; leave none and all MACs out of it.',
  spec: 'RFC 9449 §4.3 check 5',
  breaksBinding: true,
  matters: 'token.cnf.jkt',
  baselineable: true,

  when: ['proofExpected'],
  needs: ['proof', 'proofAlgorithms'],
  evaluate({ proof: { alg, shortKeyBits }, proofAlgorithms }) {
    if (alg === undefined) return notApplicable;
    const observed = `alg is ${describeValue(alg)}`;
    if (statesNoSignature(alg) || isMac(alg)) return fail('a signature with a key pair', observed);
    const allowed = proofAlgorithms ? allowsAlgorithm(proofAlgorithms, alg) : isAsymmetric(alg);
    return allowed
      ? judgeKey(alg, shortKeyBits)
      : fail(proofAlgorithms ? `one of ${describeValues(proofAlgorithms)}` : 'a registered asymmetric algorithm', observed);
  },
});
