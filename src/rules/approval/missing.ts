import { describeDuration, describeTime } from '../../lib/describe-time.ts';
import { fail, notEvaluable, passOnRecord } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';

/** A tool that needs an approval runs only after somebody gave one. */
export default invocationRule({
  id: 'approval/missing',
  title: 'The tool ran without the approval that it needs',
  class: 'approval-stale',
  severity: 'high',
  over: 'invocation',
  failsWhen: 'the policy demands an approval for the tool and none precedes the execution',
  notEvaluableWhen: 'no approval records on file at all',
  why:
    'The policy wants a person to look at such calls before they happen. This one happened without anybody having ' +
    'agreed to it, or was agreed to when it was too late to stop.',
  fix:
    'Look the approval up at the server before the tool runs, refuse the call without one, and log its `approval_id`; ' +
    'do not leave it to the agent to ask.',
  spec: '-',
  breaksBinding: true,
  matters: 'policy tools.approval',
  baselineable: true,

  when: ['approvalDemanded'],
  needs: ['approvals', 'approvalNamed'],
  uses: ['requestTime'],
  evaluate({ approvals, approvalNamed, requestTime }) {
    const expected = 'an approval given before the call';
    const { first } = approvals;
    if (first === undefined) {
      const none = 'none on file was open for the principal at this server';
      return fail(expected, approvalNamed ? 'the one that the call names is not on file' : none);
    }
    if (requestTime === undefined) return missing('requestTime');
    const { approvedAt } = first;
    if (approvedAt <= requestTime.earliest) return passOnRecord;
    if (approvedAt <= requestTime.latest) return notEvaluable('no-request-time');
    const late = describeDuration(approvedAt - requestTime.latest);
    return fail(expected, `it was given at ${describeTime(approvedAt)}, ${late} after the call`);
  },
});
