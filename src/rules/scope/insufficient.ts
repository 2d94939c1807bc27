import { describeValues } from '../../lib/describe-values.ts';
import { fail, pass, passOnRecord } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';
import { closureOf } from './family.ts';

/** RFC 6750 §3.1, RFC 9700 §2.3: the scopes of the token cover what the tool needs. */
export default invocationRule({
  id: 'scope/insufficient',
  title: 'The token does not cover the tool that was executed',
  class: 'scope-excess',
  severity: 'high',
  over: 'invocation',
  failsWhen: 'the scopes of the token, with implied ones, do not cover what the policy requires for the tool',
  notEvaluableWhen: 'no scopes in policy for the tool; scopes not known',
  why:
    'The tool ran without anybody having granted it. An agent that was given access to read could write, or a stolen ' +
    'token opened more than its owner had agreed to.',
  fix:
    'Check the scopes of each tool before it runs, not only at connection, and answer 403 insufficient_scope with the ' +
    'scope that is missing.',
  spec: 'RFC 6750 §3.1; RFC 9700 §2.3',
  breaksBinding: true,
  matters: 'always',
  baselineable: true,

  when: ['tokenPresented'],
  needs: ['requiredScopes', 'scopeImplications'],
  uses: ['scopes'],
  evaluate({ requiredScopes, scopeImplications, scopes }) {
    if (requiredScopes.length === 0) return passOnRecord;
    if (scopes === undefined) return missing('scopes');
    const covered = closureOf(scopes ?? [], scopeImplications);
    const absent = requiredScopes.filter((scope) => !covered.has(scope));
    if (absent.length === 0) return pass;
    return fail(
      `the scopes ${describeValues(requiredScopes)}`,
      `scopes of the token: ${describeValues(scopes ?? [])}; lacking: ${describeValues(absent)}`,
    );
  },
});
