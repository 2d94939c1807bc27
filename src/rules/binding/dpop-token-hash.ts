import { fail, notApplicable, passOnRecord } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** What has another form is not shown: it could be the token itself. */
const SHA_256 = /^[A-Za-z0-9_-]{43}$/;

/** RFC 9449 §4.3 check 12: ath is the hash of the token that came with the proof. */
export default invocationRule({
  id: 'binding/dpop-token-hash',
  title: 'The proof was made for another token',
  class: 'token-substituted',
  severity: 'critical',
  over: 'invocation',
  failsWhen: 'ath is not the SHA-256 of the presented token',
  notEvaluableWhen: 'neither the token nor its hash is known',
  why:
    'A proof that was made for one token is combined with another one of the same key, with wider scopes or another ' +
    'subject.',
  fix:
    'Compute the SHA-256 of the token exactly as it was presented and compare it with ath in base64url; answer 401 ' +
    'invalid_dpop_proof when they differ.',
  spec: 'RFC 9449 §4.3 check 12',
  breaksBinding: true,
  matters: 'token.cnf.jkt',
  baselineable: true,

  when: ['proofExpected'],
  needs: ['proof', 'tokenHash'],
  evaluate({ proof: { ath }, tokenHash }) {
    if (ath === undefined) return notApplicable;
    if (ath === tokenHash) return passOnRecord;
    return fail(`ath ${tokenHash}`, SHA_256.test(ath) ? `ath is ${ath}` : 'ath is no SHA-256 in base64url');
  },
});
