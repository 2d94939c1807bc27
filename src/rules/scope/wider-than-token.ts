import { describeValues } from '../../lib/describe-values.ts';
import { fail, pass } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';
import { closureOf } from './family.ts';

/** What a server says that a call was allowed by is in the token that came with it. */
export default invocationRule({
  id: 'scope/wider-than-token',
  title: 'The call used scopes that the token does not carry',
  class: 'scope-excess',
  severity: 'high',
  over: 'invocation',
  failsWhen: 'the scopes that the log says were used are not a subset of those in the verified token',
  notEvaluableWhen: 'one of the two is not known',
  why:
    'The server decided on scopes from elsewhere: a header that the caller sets, a cache, or the session of somebody ' +
    'else. Whoever can write there grants himself what he likes.',
  fix:
    'Take the scopes from the token that was verified for this very request and from nowhere else; drop scope headers ' +
    'of callers at the gateway.',
  spec: '-',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented'],
  needs: ['usedScopes', 'scopes', 'scopeImplications'],
  evaluate({ usedScopes, scopes, scopeImplications }) {
    const covered = closureOf(scopes ?? [], scopeImplications);
    const further = usedScopes.filter((scope) => !covered.has(scope));
    if (further.length === 0) return pass;
    return fail(
      `no scopes but those of the token: ${describeValues(scopes ?? [])}`,
      `the log says that these were used as well: ${describeValues(further)}`,
    );
  },
});
