import { fail, notEvaluable, passOnRecord } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 9449 §4.3 check 6: the signature of the proof verifies with its own jwk. */
export default invocationRule({
  id: 'binding/dpop-signature',
  title: 'The signature of the proof does not verify',
  class: 'token-unbound',
  severity: 'critical',
  over: 'invocation',
  failsWhen: 'the proof does not verify with its own jwk',
  notEvaluableWhen: 'no proof logged; signature stripped',
  why:
    'The proof was changed after it was signed, or the sender does not hold the key. A thief who knows token and ' +
    'public key can write such a proof for any request.',
  fix:
    'Verify the proof with the public key in its jwk header, before its thumbprint is compared with cnf.jkt, and ' +
    'answer 401 invalid_dpop_proof when it fails.',
  spec: 'RFC 9449 §4.3 check 6',
  breaksBinding: true,
  matters: 'token.cnf.jkt',
  baselineable: true,

  when: ['proofExpected'],
  needs: ['proof'],
  evaluate({ proof: { signature, signatureReason, jkt } }) {
    if (signature === 'valid') return passOnRecord;
    if (signature === 'not-evaluable') return notEvaluable(signatureReason ?? 'no-proof-sample');
    return fail(
      'a signature that the jwk of the proof verifies',
      jkt === undefined ? 'it does not verify' : `the key ${jkt} does not verify it`,
    );
  },
});
