import { describeTime } from '../../lib/describe-time.ts';
import { describeValue } from '../../lib/describe-values.ts';
import type { KeyFacts } from '../../model/token.ts';
import { fail, notApplicable, notEvaluable, passOnRecord, type Verdict } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

const describeKey = ({ kid, thumbprint }: KeyFacts): string => `key ${describeValue(kid ?? thumbprint)}`;

/** A key that has no end was never withdrawn; of one that has, only a token with a time of issue can be told to be older. */
const judgeCurrent = ({ from, until, complete }: KeyFacts, issuedAt: number | null | undefined): Verdict => {
  const withdrawn = until !== undefined;
  if (withdrawn && typeof issuedAt !== 'number') return notEvaluable('key-snapshot-out-of-range');
  return withdrawn || from !== undefined || complete === true ? passOnRecord : notEvaluable('key-snapshot-out-of-range');
};

/** OIDC Core §10.1.1: with a key that the issuer has withdrawn no new tokens are signed. */
export default invocationRule({
  id: 'signature/retired-key',
  title: 'The token was signed with a key that the issuer had withdrawn',
  class: 'issuer-mismatch',
  severity: 'high',
  over: 'invocation',
  failsWhen: 'the verifying key had left every snapshot before the token was issued',
  notEvaluableWhen: 'no dated snapshots',
  why:
    'The issuer had stopped using the key before this token was made. Whoever made it holds an old private key, and ' +
    'a server that keeps old keys for ever accepts all that he makes.',
  fix:
    'Drop a key at the server when it has left the key set of the issuer and the last tokens signed with it have ' +
    'expired; find out who still holds the private key.',
  spec: 'OIDC Core §10.1.1',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented', 'formJudged'],
  needs: ['signature'],
  uses: ['issuedAt'],
  evaluate({ signature, issuedAt }) {
    const { status, reason, coverage, key, retired } = signature;
    if (coverage === 'no-keys') return notEvaluable('no-key-snapshot');
    if (status === 'invalid') return notApplicable;
    if (status === 'not-evaluable' || key === undefined) return notEvaluable(reason ?? 'no-key-snapshot');
    if (!retired) return judgeCurrent(key, issuedAt);
    const withdrawn = key.until === undefined ? '' : `, withdrawn at ${describeTime(key.until)}`;
    const issued = typeof issuedAt === 'number' ? `issued at ${describeTime(issuedAt)}, ` : '';
    return fail('a key that was in use when the token was issued', `${issued}signed with ${describeKey(key)}${withdrawn}`);
  },
});
