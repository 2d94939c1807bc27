import type { ApprovalRecord } from '../../facts/records.ts';
import { describeValue } from '../../lib/describe-values.ts';
import { notApplicable, notEvaluable, type Verdict } from '../../model/verdict.ts';

/** An approval by its name, within a sentence. */
export const describeApproval = ({ approvalId }: ApprovalRecord): string =>
  approvalId === undefined ? 'an approval without an id' : `approval ${describeValue(approvalId)}`;

interface Call {
  readonly approvals: readonly ApprovalRecord[];
  readonly approvalNamed: boolean;
  readonly approvalDemanded: boolean | undefined;
  readonly toolName: string | undefined;
}

/**
 * The approvals that a call may rest on: the one that it names, else those for its tool, where that demands one. A call that
 * neither names nor needs an approval rests on none, whatever is on file. `undefined`: not known whether it needs one.
 */
export const restsOn = ({
  approvals,
  approvalNamed,
  approvalDemanded,
  toolName,
}: Call): readonly ApprovalRecord[] | undefined => {
  if (approvalNamed) return approvals;
  if (approvalDemanded === false) return [];
  const forTool = approvals.filter((approval) => approval.toolName === undefined || approval.toolName === toolName);
  return forTool.length > 0 && approvalDemanded === undefined ? undefined : forTool;
};

/** One answer where nothing tells which of several approvals was meant: the one that holds for each of them. */
export const agreed = (verdicts: readonly Verdict[]): Verdict => {
  const [first = notApplicable] = verdicts;
  return verdicts.every(({ is }) => is === first.is) ? first : notEvaluable('no-approval-record');
};
