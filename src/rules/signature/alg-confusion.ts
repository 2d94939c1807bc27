import { isMac } from '../../lib/algorithm-names.ts';
import { describeValue } from '../../lib/describe-values.ts';
import { fail, passOnRecord } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';

/** RFC 8725 §2.1: a public key must never serve as the secret of an HMAC. */
export default invocationRule({
  id: 'signature/alg-confusion',
  title: 'The token is signed with HMAC although the issuer has public keys',
  class: 'weak-algorithm',
  severity: 'critical',
  over: 'invocation',
  failsWhen: 'alg is HS* while the key set of the issuer, or the algorithms that the policy lists for it, are asymmetric',
  notEvaluableWhen: 'neither keys nor algorithms known for the issuer',
  why:
    'Everyone has the public key of the issuer. A verifier that lets the token name HMAC checks it with that key as ' +
    'the secret, and then everyone can sign tokens.',
  fix:
    'Pass only the asymmetric algorithms of the issuer to the verifier, and keep keys as key objects that are tied to ' +
    'one algorithm, never as bare strings.',
  spec: 'RFC 8725 §2.1',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented', 'formJudged'],
  needs: ['tokenHeader'],
  uses: ['issuerIsAsymmetric', 'signature'],
  evaluate({ tokenHeader: { alg }, issuerIsAsymmetric, signature }) {
    if (alg === undefined || !isMac(alg)) return passOnRecord;
    const expected = 'a signature with a key pair, as the issuer uses';
    if (signature?.confused) return fail(expected, `alg is ${describeValue(alg)}, and a published key verifies it as the secret`);
    if (issuerIsAsymmetric === undefined) return missing('issuerIsAsymmetric');
    return issuerIsAsymmetric ? fail(expected, `alg is ${describeValue(alg)}`) : passOnRecord;
  },
});
