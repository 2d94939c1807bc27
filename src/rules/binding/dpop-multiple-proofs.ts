import { fail, passOnRecord } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';

/** RFC 9449 §4.3 check 1: there is not more than one DPoP header. */
export default invocationRule({
  id: 'binding/dpop-multiple-proofs',
  title: 'More than one proof came with the request',
  class: 'token-unbound',
  severity: 'high',
  over: 'invocation',
  failsWhen: 'more than one proof came with the request',
  notEvaluableWhen: 'count not logged',
  why:
    'One component checks the first proof and another acts on the second, so that a captured proof is slipped past ' +
    'beside a fresh one.',
  fix:
    'Answer 401 invalid_dpop_proof to requests with two DPoP headers, and to values with a comma, which is how many ' +
    'frameworks join them.',
  spec: 'RFC 9449 §4.3 check 1',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  when: ['proofExpected'],
  needs: [],
  uses: ['proofCount'],
  evaluate({ proofCount }) {
    if (proofCount === undefined) return missing('proofCount');
    return proofCount > 1 ? fail('one proof with the request', `${proofCount} proofs came with it`) : passOnRecord;
  },
});
