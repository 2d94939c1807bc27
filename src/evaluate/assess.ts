import { subjectOf } from '../facts/registry.ts';
import type { Subject, SubjectSource } from '../facts/subject.ts';
import type { Member } from '../facts/values.ts';
import type { Outcome } from '../model/invocation.ts';
import type { StoredInvocation } from '../model/stored.ts';
import { notEvaluable, type Verdict } from '../model/verdict.ts';
import { type GroupRule, isAggregateRule, isGroupRule, type Rule } from '../rules/define.ts';
import { type Binding, bindingOf } from './binding.ts';
import { groupKeyOf, memberOf } from './group-member.ts';
import { type JudgeErrorListener, judgeRule } from './judge.ts';
import { type Level, levelOf } from './ladder.ts';

/** Everything the rules say about one invocation. `verdicts` is aligned with the rules. */
export interface Assessment {
  readonly subject: Subject;
  /** The invocation as a group of one. */
  readonly member: Member;
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

const judgeGroup = (
  rule: GroupRule,
  subject: Subject,
  alone: readonly Member[],
  groups: GroupVerdicts,
  onError: JudgeErrorListener,
): Verdict => {
  const key = groupKeyOf(subject, rule.groupBy);
  const found = key === undefined ? undefined : groups.of(rule, key);
  if (found) return found;
  const verdict = judgeRule(rule, subject.fact, alone, onError);
  // Whoever else belongs to the group, and might answer for what this one lacks, is not known.
  return key === undefined && verdict.is === 'fail' && rule.mendedByOthers ? notEvaluable('no-presenter-identity') : verdict;
};

const NOBODY: readonly Member[] = [];

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
  const alone = [memberOf(subject)];
  const listener: JudgeErrorListener = (rule, error) => onError(rule, invocation, error);
  const verdicts = rules.map((rule) => {
    if (isAggregateRule(rule)) return undefined;
    if (!isGroupRule(rule)) return judgeRule(rule, subject.fact, NOBODY, listener);
    return executed ? judgeGroup(rule, subject, alone, groups, listener) : undefined;
  });
  const verdictOf = (id: string): Verdict | undefined => verdicts[positions.get(id) ?? -1];
  return {
    subject,
    member: alone[0] as Member,
    outcome,
    verdicts,
    binding: bindingOf(rules, verdicts, subject),
    level: levelOf(verdictOf, subject),
  };
};
