import { statesNoSignature } from '../../lib/algorithm-names.ts';
import { fail, notEvaluable, passOnRecord } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 9068 §4, RFC 8725 §3.2: alg none is refused in every spelling, and so is an empty signature. */
export default invocationRule({
  id: 'signature/unsecured',
  title: 'The token is not signed',
  class: 'weak-algorithm',
  severity: 'critical',
  over: 'invocation',
  failsWhen: 'alg is none in any letter case, or the signature segment is empty',
  notEvaluableWhen: 'no raw token',
  why:
    'Anyone can write such a token, with any issuer, subject and scope. A server that executes a call on it has no ' +
    'authentication at all.',
  fix:
    'Configure the verifier with the list of algorithms that the issuer uses and let it refuse all others; compare ' +
    'alg exactly, and never let the token choose whether it is verified.',
  spec: 'RFC 9068 §4; RFC 8725 §3.2',
  breaksBinding: true,
  matters: 'always',
  baselineable: false,

  when: ['tokenPresented', 'formJudged'],
  needs: ['signature'],
  uses: ['tokenHeader'],
  evaluate({ signature, tokenHeader }) {
    if (signature.unsecured) {
      const alg = tokenHeader?.alg ?? '';
      return fail('a signed token', statesNoSignature(alg) ? `alg is ${alg}` : 'the signature is empty');
    }
    return signature.reason === 'signature-stripped' ? notEvaluable('signature-stripped') : passOnRecord;
  },
});
