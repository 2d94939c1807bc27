import { fail, notEvaluable, passOnRecord } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 9449 §9 and §11.3: a server that demands a nonce accepts no proof without one of its own. */
export default invocationRule({
  id: 'binding/dpop-nonce',
  title: 'The proof has none of the nonces that the server would accept',
  class: 'token-replayed',
  severity: 'high',
  over: 'invocation',
  failsWhen:
    'the server demanded a nonce (a challenge before, or the nonces that the record lists) and the proof has none of ' +
    'those it would accept',
  notEvaluableWhen: 'the log does not show nonces',
  why:
    'The nonce shows that the proof was made after the server asked. Without it, proofs that were made in advance or ' +
    'captured serve until their window ends.',
  fix: 'Once a nonce was handed out, answer 401 use_dpop_nonce to proofs without a current one, and do not execute the call.',
  spec: 'RFC 9449 §9, §11.3',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  when: ['proofExpected'],
  needs: ['proof', 'demandedNonces'],
  evaluate({ proof: { nonce }, demandedNonces }) {
    if (demandedNonces.length === 0) return notEvaluable('no-nonce-ledger');
    const expected = `a nonce that the server would accept (${demandedNonces.length} listed)`;
    if (nonce === undefined) return fail(expected, 'the proof has no nonce');
    return demandedNonces.includes(nonce) ? passOnRecord : fail(expected, 'the nonce of the proof is another one');
  },
});
