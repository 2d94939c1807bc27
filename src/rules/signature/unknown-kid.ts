import { describeValue } from '../../lib/describe-values.ts';
import { fail, notApplicable, notEvaluable, passOnRecord } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 7515 §4.1.4 and §6: kid names a key in the set of the issuer. */
export default invocationRule({
  id: 'signature/unknown-kid',
  title: 'The token names a key that the issuer never published',
  class: 'issuer-mismatch',
  severity: 'high',
  over: 'invocation',
  failsWhen:
    'kid is not in the key set of the issuer although dated snapshots cover the time from iat to the request, or the ' +
    'set is declared complete',
  notEvaluableWhen: 'undated set (key-snapshot-out-of-range); snapshots do not cover the time; no snapshot',
  why:
    'Such a token was signed by somebody else, or with a key that the issuer had withdrawn. A server that accepted it ' +
    'took the key from elsewhere, or did not verify at all.',
  fix:
    'Look keys up by kid in the key set of the issuer only; fetch the set once again for an unknown kid, and answer ' +
    '401 if it is still not there.',
  spec: 'RFC 7515 §6',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented', 'formJudged'],
  needs: ['signature'],
  uses: ['tokenHeader'],
  evaluate({ signature: { kid, coverage }, tokenHeader }) {
    if (kid === 'none') return notApplicable;
    if (kid === 'known') return passOnRecord;
    if (coverage === 'no-keys') return notEvaluable('no-key-snapshot');
    if (coverage === 'not-covered') return notEvaluable('key-snapshot-out-of-range');
    return fail('a key in the key set of the issuer', `kid is ${describeValue(tokenHeader?.kid ?? '')}`);
  },
});
