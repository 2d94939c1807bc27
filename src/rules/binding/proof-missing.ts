import { fail, notApplicable, notEvaluable, pass } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';

/** RFC 9449 §7.1: access with a DPoP-bound token is granted only with a valid proof. */
export default invocationRule({
  id: 'binding/proof-missing',
  title: 'A DPoP-bound token was accepted without a proof',
  class: 'token-unbound',
  severity: 'critical',
  over: 'invocation',
  failsWhen: 'the token has cnf.jkt, was presented as DPoP, and the log states that no proof came with it',
  notEvaluableWhen: 'the log does not record proofs',
  why: 'Nobody showed that he holds the key that the token is bound to, so a stolen copy would have worked as well.',
  fix:
    'Require exactly one DPoP header with each request under the DPoP scheme, verify it before the tool runs, and ' +
    'answer 401 invalid_dpop_proof without it.',
  spec: 'RFC 9449 §7.1',
  breaksBinding: true,
  matters: 'token.cnf.jkt',
  baselineable: true,

  when: ['tokenPresented', 'boundToKey'],
  needs: ['confirmation'],
  uses: ['proofCount', 'proofPresented', 'tokenScheme'],
  evaluate({ proofCount, proofPresented, tokenScheme }) {
    if (tokenScheme === 'bearer' || tokenScheme === 'mtls') return notApplicable;
    if (proofPresented) return pass;
    if (proofCount !== 0) return notEvaluable('no-proof-sample');
    if (tokenScheme === undefined) return missing('tokenScheme');
    if (tokenScheme !== 'dpop') return notEvaluable('binding-mode-unknown');
    return fail('a proof of possession of the key in cnf.jkt', 'the log states that no proof came');
  },
});
