import type { ControlReason, ControlStatus } from '../model/report.ts';
import type { Counted } from './count.ts';
import type { LinkedClasses } from './linked-classes.ts';

type Status = readonly [status: ControlStatus, because: ControlReason];

/** From the most general reason to the most particular. */
const whyNotEvaluated = ({ deciding }: LinkedClasses, { columns, decidingRulesRun }: Counted): ControlReason => {
  if (columns.rules_linked === 0) return 'no_rule';
  if (deciding.length === 0) return 'no_deciding_rule';
  if (decidingRulesRun === 0) return 'rules_not_run';
  return columns.invocations_in_scope === 0 ? 'no_applicable_invocations' : 'evidence_missing';
};

/**
 * What the audit can say of a control. Weak and conditional links never change what direct and partial ones say: alone they show
 * that something is related. That nothing was found is said only where something was evaluated.
 */
export const statusOf = (classes: LinkedClasses, counted: Counted): Status => {
  const { columns, known, related } = counted;
  if (columns.findings_open > 0) return ['violation_observed', 'open_findings'];
  if (known > 0) return ['violation_observed', 'known_findings'];
  if (columns.findings_suppressed > 0) return ['waived', 'exceptions'];
  if (columns.invocations_evaluated > 0) return ['no_violation_observed', 'nothing_found'];
  if (related > 0) return ['related_only', 'related_findings'];
  return ['not_evaluated', whyNotEvaluated(classes, counted)];
};
