import { describeValue } from '../../lib/describe-values.ts';
import { fail, notApplicable, passOnRecord } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 9449 §4.3 check 8: htm is the HTTP method of the request, in exactly its letters. */
export default invocationRule({
  id: 'binding/dpop-method',
  title: 'The proof was made for another HTTP method',
  class: 'token-substituted',
  severity: 'high',
  over: 'invocation',
  failsWhen: 'htm is not the method of the request, case-sensitive',
  notEvaluableWhen: 'method not logged',
  why: 'A proof captured from a harmless read is played again with a method that changes something.',
  fix:
    'Compare htm with the method of the request as it arrived, case-sensitive; behind a forward-auth proxy compare ' +
    'with the original method.',
  spec: 'RFC 9449 §4.3 check 8',
  breaksBinding: true,
  matters: 'token.cnf.jkt',
  baselineable: true,

  when: ['proofExpected'],
  needs: ['proof', 'requestMethod'],
  evaluate({ proof: { htm }, requestMethod }) {
    if (htm === undefined) return notApplicable;
    return htm === requestMethod ? passOnRecord : fail(`htm ${describeValue(requestMethod)}`, `htm is ${describeValue(htm)}`);
  },
});
