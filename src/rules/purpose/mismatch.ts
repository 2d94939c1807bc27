import { describeValue, describeValues } from '../../lib/describe-values.ts';
import { fail, notApplicable, pass } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';

/** OAuth transaction tokens: a token that was given for a purpose serves that one, by the policy and by what the log says. */
export default invocationRule({
  id: 'purpose/mismatch',
  title: 'The token was given for another purpose',
  class: 'purpose-mismatch',
  severity: 'high',
  over: 'invocation',
  failsWhen:
    'the purpose of the token (scope of a transaction token, purpose or purp claim) is not one that the policy allows ' +
    'for the tool, or not the one logged, or a verified token names none where the policy demands one',
  notEvaluableWhen: 'claims not known',
  why:
    'A right that was given for one task was spent on another. That is how an agent that was asked for a summary comes ' +
    'to delete or to pay.',
  fix:
    'Compare the purpose in the token with those that the tool serves before it runs, and let each task get a token of ' +
    'its own.',
  spec: 'OAuth transaction tokens',
  breaksBinding: true,
  matters: 'policy tools.purpose',
  baselineable: true,

  when: ['tokenPresented'],
  needs: ['purposes'],
  uses: ['purposeDemanded', 'demandedPurposes', 'loggedPurpose'],
  evaluate({ purposes, purposeDemanded, demandedPurposes, loggedPurpose }) {
    const named = purposes ?? [];
    const observed = named.length === 0 ? 'the token names no purpose' : `the token was given for ${describeValues(named)}`;
    if (named.length > 0 && loggedPurpose !== undefined && !named.includes(loggedPurpose)) {
      return fail(`a token given for ${describeValue(loggedPurpose)}, as logged`, observed);
    }
    if (purposeDemanded === undefined) return missing('purposeDemanded');
    if (!purposeDemanded) return named.length === 0 ? notApplicable : pass;
    if (demandedPurposes === undefined) return missing('demandedPurposes');
    if (named.some((purpose) => demandedPurposes.includes(purpose))) return pass;
    return fail(`a token given for one of ${describeValues(demandedPurposes)}`, observed);
  },
});
