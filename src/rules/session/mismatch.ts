import { fail, notApplicable, pass } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';
import { describeSession } from './family.ts';

/** OpenID Connect `sid`: a token that was issued within a session belongs to it. Only digests are compared and shown. */
export default invocationRule({
  id: 'session/mismatch',
  title: 'The token belongs to another session than it was used in',
  class: 'session-stale',
  severity: 'high',
  over: 'invocation',
  failsWhen: 'sid of the token is not the session that the log shows',
  notEvaluableWhen: 'either not known',
  why:
    'The token was carried from one session into another. The end of its own session, by logout or revocation, does ' +
    'not reach it there, and a hijacked session looks like an honest one.',
  fix:
    'Bind a session to the sid of the token that opened it, compare it on each request, and start a new session where ' +
    'they differ.',
  spec: 'OpenID Connect sid; MCP security best practices',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented'],
  needs: ['tokenSession'],
  uses: ['comparableSession'],
  evaluate({ tokenSession, comparableSession }) {
    if (tokenSession === null) return notApplicable;
    if (comparableSession === undefined) return missing('comparableSession');
    if (tokenSession === comparableSession) return pass;
    return fail(`${describeSession(tokenSession)} (digest of sid)`, `used in ${describeSession(comparableSession)}`);
  },
});
