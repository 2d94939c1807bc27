import type { Framework } from '../model/framework.ts';
import type { ControlReason } from '../model/report.ts';
import type { Counted } from './count.ts';

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const share = ({ columns, inPart }: Counted): string => {
  const { invocations_in_scope, invocations_evaluated } = columns;
  const part = inPart === 0 ? '' : `; on ${inPart} of them another linked rule had no answer`;
  return `${invocations_evaluated} of ${counted(invocations_in_scope, 'invocation')} in scope could be evaluated${part}.`;
};

const LEAD: Readonly<Record<ControlReason, (counts: Counted) => string>> = {
  open_findings: share,
  known_findings: (counts) => `${share(counts)} What was observed is known from the baseline.`,
  exceptions: (counts) => `${share(counts)} What was observed is excepted by the policy until a date.`,
  nothing_found: (counts) => `${share(counts)} That no violation was observed in them is no proof that the control is met.`,
  related_findings: ({ related }) =>
    `${counted(related, 'finding')} of weakly or conditionally linked rules: related, and never deciding.`,
  no_rule: () => 'No rule looks at this control.',
  no_deciding_rule: () => 'The rules linked to it are related weakly or on a condition, and never decide.',
  rules_not_run: () => 'The rules that decide were left out of this run.',
  no_applicable_invocations: () => 'The rules that decide apply to none of the invocations.',
  evidence_missing: (counts) => `${share(counts)} The logs lack what the rules need; the gaps are named in the report.`,
};

const related = ({ related: count }: Counted, because: ControlReason): string =>
  count === 0 || because === 'related_findings'
    ? ''
    : ` ${counted(count, 'finding')} of weakly or conditionally linked rules beside.`;

/** What the status of a control rests on and what it does not say, in sentences. Never speaks of conformity. */
export const limitationOf = (
  because: ControlReason,
  counts: Counted,
  { titleKind }: Pick<Framework, 'titleKind'>,
  complete: boolean,
): string =>
  [
    LEAD[because](counts) + related(counts, because),
    'Only what the given logs show was looked at; this is no statement of conformity.',
    ...(complete ? [] : ['The audit is incomplete.']),
    ...(titleKind === 'official' ? [] : ["The title is ours, not the publisher's."]),
  ].join(' ');
