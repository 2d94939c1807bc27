import type { ApprovalSet } from '../../facts/approval-set.ts';
import type { ApprovalRecord, RequestTime } from '../../facts/records.ts';
import { describeDuration, describeTime } from '../../lib/describe-time.ts';
import { fail, notEvaluable, passOnRecord, type Verdict } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';
import { agreed, describeApproval, restsOn } from './family.ts';

interface Limit {
  /** The last moment at which the approval held, epoch milliseconds. */
  readonly end: number;
  readonly because: string;
}

/** The earlier of what the approval itself and the policy say. */
const limitOf = ({ approvedAt, expiresAt }: ApprovalRecord, maxAge: number | null): Limit => {
  const own = { end: expiresAt ?? Number.POSITIVE_INFINITY, because: 'when the approval ended' };
  if (maxAge === null || approvedAt + maxAge >= own.end) return own;
  return { end: approvedAt + maxAge, because: `${describeDuration(maxAge)} after it was given, as the policy allows` };
};

const judge = (approval: ApprovalRecord, maxAge: number | null, { earliest, latest }: RequestTime): Verdict => {
  const { end, because } = limitOf(approval, maxAge);
  if (latest <= end) return passOnRecord;
  if (earliest <= end) return notEvaluable('no-request-time');
  const late = describeDuration(earliest - end);
  return fail(
    `received by ${describeTime(end)}, ${because}`,
    `received at ${describeTime(earliest)}, ${late} late (${describeApproval(approval)})`,
  );
};

/** The same of all of a set: whether what is said of the first holds for each. */
const judgeAll = (approvals: ApprovalSet, maxAge: number | null, time: RequestTime): Verdict => {
  const { earliest, latest } = time;
  return agreed(approvals.first && judge(approvals.first, maxAge, time), ({ is }) => {
    if (is === 'pass') return !approvals.anyEndsBefore(latest, maxAge);
    if (is === 'fail') return !approvals.anyHoldsAt(earliest, maxAge);
    return !approvals.anyEndsBefore(earliest, maxAge) && !approvals.anyHoldsAt(latest, maxAge);
  });
};

/** An approval holds for the time that it was given for, and no longer than the policy allows. */
export default invocationRule({
  id: 'approval/stale',
  title: 'The approval had ended when the call was executed',
  class: 'approval-stale',
  severity: 'medium',
  over: 'invocation',
  failsWhen: 'the execution came after the approval expired, or was older than the policy allows',
  notEvaluableWhen: 'no request time',
  why:
    'Who approves a call judges the situation of that moment. Hours later the ticket may be closed, the person gone ' +
    'and the target another, and nobody has looked again.',
  fix:
    'Compare the end of the approval and its age with the clock of the server when the tool runs, not when the call ' +
    'was queued, and ask again when it is over.',
  spec: '-',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  needs: ['approvals', 'approvalNamed', 'requestTime'],
  uses: ['approvalDemanded', 'toolName', 'maxApprovalAge'],
  evaluate({ requestTime, maxApprovalAge, ...call }) {
    const approvals = restsOn(call);
    if (approvals === undefined) return missing('approvalDemanded');
    const verdict = judgeAll(approvals, maxApprovalAge ?? null, requestTime);
    // The end that the approval states is over whatever the policy says; that it held cannot be said without the policy.
    return verdict.is === 'pass' && maxApprovalAge === undefined ? missing('maxApprovalAge') : verdict;
  },
});
