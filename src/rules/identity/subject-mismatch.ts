import { describeValue } from '../../lib/describe-values.ts';
import { fail, notApplicable, pass } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';

/** RFC 9068 §2.2: `sub` names who the call is made for; a client that acts for itself is its own subject. */
export default invocationRule({
  id: 'identity/subject-mismatch',
  title: 'The call is attributed to somebody else than the token',
  class: 'token-substituted',
  severity: 'high',
  over: 'invocation',
  failsWhen: 'sub of the token is not the principal that the log attributes the call to',
  notEvaluableWhen: 'either not known',
  why:
    'The server took the user from the session, a header or an argument, and the token from somebody else. The call ' +
    'ran with the rights of one person and stands in the log under the name of another.',
  fix:
    'Take the principal of each call from sub of the token that was verified for it, and never from what the caller ' +
    'says of himself.',
  spec: 'RFC 9068 §2.2',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented'],
  needs: ['subject', 'identities'],
  uses: ['loggedPrincipal'],
  evaluate({ subject, identities, loggedPrincipal }) {
    if (subject === null) return notApplicable;
    if (loggedPrincipal === undefined) return missing('loggedPrincipal');
    if (identities.same(subject, loggedPrincipal)) return pass;
    return fail(`the principal ${describeValue(subject)} (sub)`, `the log attributes it to ${describeValue(loggedPrincipal)}`);
  },
});
