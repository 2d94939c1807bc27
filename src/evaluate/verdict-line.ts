import type { Verdict } from '../model/verdict.ts';
import type { Rule } from '../rules/define.ts';
import type { Assessment } from './assessment.ts';

/** One line of the `verdicts` format (contract §4). */
export interface VerdictLine {
  readonly record_id: string;
  readonly server_name: string | null;
  readonly tool_name: string | null;
  /** `null` where the outcome is unknown. */
  readonly executed: boolean | null;
  readonly binding: 'bound' | 'unbound' | 'unproven';
  readonly level: string;
  readonly rules: Readonly<Record<string, string>>;
  /** Names of the records of other vantage points that were folded into this one. */
  readonly also_seen_as?: readonly string[];
}

const word = (verdict: Verdict): string =>
  verdict.is === 'not-evaluable' ? `not-evaluable:${verdict.reasons.join(',')}` : verdict.is;

const executedOf = ({ outcome }: Assessment): boolean | null =>
  outcome === 'unknown' ? null : outcome === 'executed' || outcome === 'tool_error';

/** What the rules say of one invocation; not-applicable is left out. */
export const verdictLine = (assessment: Assessment, rules: readonly Rule[], isReported: (rule: Rule) => boolean): VerdictLine => {
  const { subject, answer, said } = assessment;
  const { binding, level } = answer;
  const words: Record<string, string> = {};
  for (const [index, rule] of rules.entries()) {
    const verdict = said[index]?.verdict;
    if (verdict && verdict.is !== 'not-applicable' && isReported(rule)) words[rule.id] = word(verdict);
  }
  return {
    record_id: subject.invocation.name,
    server_name: subject.serverId ?? null,
    tool_name: subject.invocation.fields.toolName ?? null,
    executed: executedOf(assessment),
    binding: binding === 'unbound-by-group' ? 'unbound' : binding,
    level,
    rules: words,
    ...(subject.invocation.alsoSeenAs.length > 0 ? { also_seen_as: subject.invocation.alsoSeenAs } : {}),
  };
};
