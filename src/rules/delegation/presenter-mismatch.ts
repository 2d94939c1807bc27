import { describeValue } from '../../lib/describe-values.ts';
import { fail, notApplicable, notEvaluable, pass } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';
import { currentOf, describeActor, isCalled, namesOf } from './family.ts';

/** RFC 8693 §4.1: the outermost `act` is the current actor, and it is the current actor who presents the token. */
export default invocationRule({
  id: 'delegation/presenter-mismatch',
  title: 'The token was presented by somebody else than its actor',
  class: 'delegation-broken',
  severity: 'critical',
  over: 'invocation',
  failsWhen: 'the agent or client that the log authenticated is not the outermost act of the token',
  notEvaluableWhen: 'presenter not authenticated in the log',
  why:
    'The right to act was given to one agent and used by another. It was handed on or stolen, or the server takes an ' +
    'earlier actor of the chain for the current one.',
  fix:
    'Compare the authenticated agent or client with the outermost act of the token, never with a nested one, and let ' +
    'each agent of a chain exchange the token for one of its own.',
  spec: 'RFC 8693 §4.1',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented'],
  needs: ['actors', 'identities'],
  uses: ['presenter'],
  evaluate({ actors, identities, presenter }) {
    if (actors === null) return notApplicable;
    const current = currentOf(actors);
    if (presenter === undefined) return missing('presenter');
    if (namesOf(current).length === 0) return notEvaluable('identifier-namespace-unknown');
    if (isCalled(current, presenter, identities)) return pass;
    return fail(`presented by ${describeActor(current)} (the outermost act)`, `presented by ${describeValue(presenter)}`);
  },
});
