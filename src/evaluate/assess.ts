import { subjectOf } from '../facts/registry.ts';
import type { Subject, SubjectSource } from '../facts/subject.ts';
import type { Outcome } from '../model/invocation.ts';
import type { StoredInvocation } from '../model/stored.ts';
import { notEvaluable, type Verdict } from '../model/verdict.ts';
import { type GroupRule, isAggregateRule, isGroupRule, type Rule } from '../rules/define.ts';
import { type Binding, bindingOf } from './binding.ts';
import { groupKeyOf, memberOf } from './group-member.ts';
import { judgeRule } from './judge.ts';
import { type Level, levelOf } from './ladder.ts';

/** Everything the rules say about one invocation. `verdicts` is aligned with the rules. */
export interface Assessment {
  readonly subject: Subject;
  readonly outcome: Outcome;
  readonly verdicts: readonly (Verdict | undefined)[];
  readonly binding: Binding;
  readonly level: Level;
}

export type RuleErrorListener = (rule: Rule, invocation: StoredInvocation, error: unknown) => void;

/** Verdicts of groups of two or more that are more than a pass, by rule and group. */
export interface GroupVerdicts {
  of(rule: GroupRule, key: string): Verdict | undefined;
}

/** Had effect, or may have had (contract §1): such an invocation is a member of its groups. */
export const mayHaveExecuted = (outcome: Outcome): boolean =>
  outcome === 'executed' || outcome === 'tool_error' || outcome === 'unknown';

const outcomeOf = (invocation: StoredInvocation): Outcome => invocation.fields.outcome ?? 'unknown';

const judgeGroup = (rule: GroupRule, subject: Subject, groups: GroupVerdicts, onError: (error: unknown) => void): Verdict => {
  const key = groupKeyOf(subject, rule.groupBy);
  if (key === undefined && rule.mendedByOthers) return notEvaluable('no-presenter-identity');
  const found = key === undefined ? undefined : groups.of(rule, key);
  return found ?? judgeRule(rule, subject.fact, [memberOf(subject)], onError);
};

/** Rules in their order, and where each stands: worked out once for all invocations. */
export interface Plan {
  readonly rules: readonly Rule[];
  readonly positions: ReadonlyMap<string, number>;
}

export const planOf = (rules: readonly Rule[]): Plan => ({
  rules,
  positions: new Map(rules.map(({ id }, position) => [id, position])),
});

/** Asks every rule about one invocation. Rules over groups speak of executions only. */
export const assess = (
  invocation: StoredInvocation,
  source: SubjectSource,
  { rules, positions }: Plan,
  groups: GroupVerdicts,
  onError: RuleErrorListener,
): Assessment => {
  const subject = subjectOf(invocation, source);
  const outcome = outcomeOf(invocation);
  const executed = mayHaveExecuted(outcome);
  const verdicts = rules.map((rule) => {
    if (isAggregateRule(rule)) return undefined;
    const listener = (error: unknown): void => onError(rule, invocation, error);
    if (!isGroupRule(rule)) return judgeRule(rule, subject.fact, [], listener);
    return executed ? judgeGroup(rule, subject, groups, listener) : undefined;
  });
  const verdictOf = (id: string): Verdict | undefined => verdicts[positions.get(id) ?? -1];
  return { subject, outcome, verdicts, binding: bindingOf(rules, verdicts, subject), level: levelOf(verdictOf, subject) };
};
