import { notEvaluable, pass } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';
import { judgeUse } from './family.ts';

/** CAEP session-revoked: what was issued before a session, a subject or a client was revoked ends with it. */
export default invocationRule({
  id: 'revocation/used-after-session-end',
  title: 'The token was used after its session, subject or client had been revoked',
  class: 'token-revoked',
  severity: 'high',
  over: 'invocation',
  failsWhen:
    'the request came after the session, subject or client of the token was revoked, and the token is older than that ' + 'event',
  notEvaluableWhen: 'no session events on file',
  why:
    'The person had logged out, was locked, or the client was withdrawn, and its agents went on in its name. An ' +
    'account that is closed because it was taken over stays open for whoever took it.',
  fix:
    'Let the server receive such events (CAEP over Shared Signals), refuse tokens that were issued before them, and ' +
    'revoke refresh tokens together with the session.',
  spec: 'CAEP session-revoked',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented'],
  needs: ['partyRevocations', 'revocationGrace'],
  uses: ['requestTime', 'issuedAt', 'authenticatedAt'],
  evaluate({ partyRevocations, revocationGrace, requestTime, issuedAt, authenticatedAt }) {
    const made = Math.max(issuedAt ?? Number.NEGATIVE_INFINITY, authenticatedAt ?? Number.NEGATIVE_INFINITY);
    const older = partyRevocations.since(made);
    if (older.first === undefined) return pass;
    if (requestTime === undefined) return missing('requestTime');
    const verdict = judgeUse(older, requestTime, revocationGrace, pass);
    // A token that does not say when it was issued may have come from a later login.
    if (verdict.is === 'pass' || typeof issuedAt === 'number') return verdict;
    return issuedAt === undefined ? missing('issuedAt') : notEvaluable('no-issuance-log');
  },
});
