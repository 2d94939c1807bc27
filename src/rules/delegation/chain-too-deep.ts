import { describeValues } from '../../lib/describe-values.ts';
import { fail, pass } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';
import { describeActor } from './family.ts';

/** RFC 8693 §4.1 nests `act` without end; how deep is for the policy to say. The depth is the number of actors. */
export default invocationRule({
  id: 'delegation/chain-too-deep',
  title: 'The token was handed on more often than the policy allows',
  class: 'delegation-broken',
  severity: 'medium',
  over: 'invocation',
  failsWhen: 'act is nested deeper than the policy allows',
  notEvaluableWhen: 'no limit in policy',
  why:
    'With each agent in between, the user knows less of who acts for him and for what. Long chains are also what a ' +
    'circle of agents that call each other leaves behind.',
  fix:
    'Limit the depth of act at the authorization server when it exchanges tokens, and at the server; let agents far ' +
    'down the chain ask the user anew.',
  spec: 'RFC 8693 §4.1',
  breaksBinding: false,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented'],
  needs: ['actors', 'maxDelegationDepth'],
  evaluate({ actors, maxDelegationDepth }) {
    const chain = actors ?? [];
    if (chain.length <= maxDelegationDepth) return pass;
    return fail(
      `at most ${maxDelegationDepth} actors in the chain`,
      `${chain.length} actors, the current one first: ${describeValues(chain.map(describeActor))}`,
    );
  },
});
