import { describeValue } from '../../lib/describe-values.ts';
import { fail, notApplicable, pass } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';

/** RFC 9068 §2.2: `client_id` names the client that the token was issued to, and it is that client who uses it. */
export default invocationRule({
  id: 'identity/client-mismatch',
  title: 'The token was issued to another client than the one that called',
  class: 'token-substituted',
  severity: 'high',
  over: 'invocation',
  failsWhen: 'client_id (azp, appid, cid by profile) of the token is not the client that the log authenticated',
  notEvaluableWhen: 'either not known',
  why:
    'One client uses the token of another: it was handed on, copied from a shared place, or planted so that the call ' +
    'runs on the account of somebody else.',
  fix:
    'Compare client_id of the token with the client that authenticated itself (mutual TLS, DPoP key, workload ' +
    'identity), and refuse the call where they differ.',
  spec: 'RFC 9068 §2.2',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented'],
  needs: ['clientId', 'identities'],
  uses: ['loggedClient'],
  evaluate({ clientId, identities, loggedClient }) {
    if (clientId === null) return notApplicable;
    if (loggedClient === undefined) return missing('loggedClient');
    if (identities.same(clientId, loggedClient)) return pass;
    return fail(`the client ${describeValue(clientId)} of the token`, `the log authenticated ${describeValue(loggedClient)}`);
  },
});
