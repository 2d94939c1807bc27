import { describeValue, describeValues } from '../../lib/describe-values.ts';
import { fail, pass } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 9470 §3: where the policy demands a class of login, `acr` is one of those it lists. The names have no order. */
export default invocationRule({
  id: 'session/assurance-too-low',
  title: 'The login behind the token was not of a kind that the tool demands',
  class: 'session-stale',
  severity: 'high',
  over: 'invocation',
  failsWhen: 'acr is not one of those that the policy demands for the tool, or a verified token has none',
  notEvaluableWhen: 'no acr in policy',
  why:
    'The tool was meant to run only after a strong login. With a weaker one, a guessed or stolen password is enough ' +
    'for what a second factor was to guard.',
  fix:
    'Compare acr with the list for the tool, as names and not by order, and answer 401 ' +
    'insufficient_user_authentication with acr_values where it is not among them.',
  spec: 'RFC 9470 §3',
  breaksBinding: true,
  matters: 'policy tools.acr',
  baselineable: true,

  when: ['tokenPresented', 'classDemanded'],
  needs: ['authenticationClass', 'demandedClasses'],
  evaluate({ authenticationClass, demandedClasses }) {
    const expected = `acr is one of ${describeValues(demandedClasses)}`;
    if (authenticationClass === null) return fail(expected, 'the token has no acr');
    return demandedClasses.includes(authenticationClass) ? pass : fail(expected, `acr is ${describeValue(authenticationClass)}`);
  },
});
