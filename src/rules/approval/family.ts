import type { ApprovalSet } from '../../facts/approval-set.ts';
import type { ApprovalRecord } from '../../facts/records.ts';
import { describeValue } from '../../lib/describe-values.ts';
import { notApplicable, notEvaluable, type Verdict } from '../../model/verdict.ts';

/** An approval by its name, within a sentence. */
export const describeApproval = ({ approvalId }: ApprovalRecord): string =>
  approvalId === undefined ? 'an approval without an id' : `approval ${describeValue(approvalId)}`;

interface Call {
  readonly approvals: ApprovalSet;
  readonly approvalNamed: boolean;
  readonly approvalDemanded: boolean | undefined;
  readonly toolName: string | undefined;
}

/**
 * The approvals that a call may rest on: the one that it names, else those for its tool, where that demands one. A call that
 * neither names nor needs an approval rests on none, whatever is on file. `undefined`: not known whether it needs one.
 */
export const restsOn = ({ approvals, approvalNamed, approvalDemanded, toolName }: Call): ApprovalSet | undefined => {
  if (approvalNamed) return approvals;
  if (approvalDemanded === false) return approvals.those('tool');
  const forTool = approvals.those('tool', undefined, toolName);
  return forTool.first !== undefined && approvalDemanded === undefined ? undefined : forTool;
};

/** One answer where nothing tells which of several approvals was meant: that for the first, where it is the same for all others. */
export const agreed = (verdict: Verdict | undefined, isForAll: (verdict: Verdict) => boolean): Verdict => {
  if (verdict === undefined) return notApplicable;
  return isForAll(verdict) ? verdict : notEvaluable('no-approval-record');
};
