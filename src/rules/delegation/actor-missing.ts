import { fail, pass } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 8693 §4.1: a token for an agent that acts for somebody says so in `act`. Demanded by the policy only: impersonation is legal. */
export default invocationRule({
  id: 'delegation/actor-missing',
  title: 'The token does not say who acts for its subject',
  class: 'delegation-broken',
  severity: 'high',
  over: 'invocation',
  failsWhen: 'the policy demands delegation for the tool and the token has no act',
  notEvaluableWhen: 'claims not known',
  why:
    'The agent appears as the user himself. Nobody can tell what he did from what was done in his name, and the agent ' +
    'can do all that he can.',
  fix:
    'Let the agent get its token by token exchange with an actor token (RFC 8693), and let the server refuse tokens ' +
    'without act for this tool.',
  spec: 'RFC 8693 §4.1',
  breaksBinding: true,
  matters: 'policy tools.delegation',
  baselineable: true,

  when: ['tokenPresented', 'delegationRequired'],
  needs: ['actors'],
  evaluate({ actors }) {
    if (actors === null) return fail('a token with act', 'the token has none');
    return actors.length > 0 ? pass : fail('a token whose act names the actor', 'act names nobody');
  },
});
