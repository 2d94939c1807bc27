import { describeValue } from '../../lib/describe-values.ts';
import { fail, notApplicable, passOnRecord } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 9449 §4.3 check 4: typ is dpop+jwt. */
export default invocationRule({
  id: 'binding/dpop-type',
  title: 'The proof is a JWT of another type',
  class: 'token-unbound',
  severity: 'high',
  over: 'invocation',
  failsWhen: 'typ of the proof is not dpop+jwt',
  notEvaluableWhen: 'no proof logged',
  why:
    'A client signs other JWTs with the same key, such as client assertions. Without the check of the type one of ' +
    'those can be passed off as a proof.',
  fix: 'Compare typ of the proof with dpop+jwt exactly, and refuse everything else.',
  spec: 'RFC 9449 §4.3 check 4',
  breaksBinding: true,
  matters: 'token.cnf.jkt',
  baselineable: true,

  when: ['proofExpected'],
  needs: ['proof'],
  evaluate({ proof: { typ } }) {
    if (typ === undefined) return notApplicable;
    return typ === 'dpop+jwt' ? passOnRecord : fail('typ dpop+jwt', `typ is ${describeValue(typ)}`);
  },
});
