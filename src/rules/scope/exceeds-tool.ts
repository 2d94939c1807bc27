import { describeValues } from '../../lib/describe-values.ts';
import { fail, pass } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';
import { closureOf } from './family.ts';

/** RFC 9700 §2.3: where the policy asks for it, a token carries the scopes of the tool and no others. */
export default invocationRule({
  id: 'scope/exceeds-tool',
  title: 'The token carries more than the tool needs',
  class: 'scope-excess',
  severity: 'medium',
  over: 'invocation',
  failsWhen: 'the policy asks for an exact token for the tool and the token carries further scopes',
  notEvaluableWhen: 'scopes not known',
  why:
    'A token that is made for one sensitive call but opens others gives whoever sees it on the way, the tool itself ' +
    'included, the rest as well.',
  fix:
    'Let the client ask for a token with just the scopes of this tool right before the call, and let the server ' +
    'refuse wider ones.',
  spec: 'RFC 9700 §2.3',
  breaksBinding: true,
  matters: 'policy tools.exact_scopes',
  baselineable: true,

  when: ['tokenPresented', 'exactScopes'],
  needs: ['scopes', 'requiredScopes', 'scopeImplications'],
  evaluate({ scopes, requiredScopes, scopeImplications }) {
    const covered = closureOf(requiredScopes, scopeImplications);
    const further = (scopes ?? []).filter((scope) => !covered.has(scope));
    if (further.length === 0) return pass;
    return fail(`no scopes but ${describeValues(requiredScopes)}`, `further scopes: ${describeValues(further)}`);
  },
});
