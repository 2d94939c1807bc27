import { subjectOf } from '../facts/registry.ts';
import type { SubjectSource } from '../facts/subject.ts';
import type { Member } from '../facts/values.ts';
import type { GroupKind, StoredInvocation } from '../model/stored.ts';
import type { Verdict } from '../model/verdict.ts';
import type { GroupRule, Rule } from '../rules/define.ts';
import { type GroupVerdicts, memberOf, type RuleErrorListener } from './assess.ts';
import { judgeRule } from './judge.ts';

type Groups = (kind: GroupKind) => Iterable<{ readonly key: number | string; readonly members: Iterable<StoredInvocation> }>;

const GROUP_KINDS: readonly GroupKind[] = ['token', 'proof'];

/** Members one by one, so that a group of any size is judged in constant memory. */
function* membersOf(invocations: Iterable<StoredInvocation>, source: SubjectSource): Iterable<Member> {
  for (const invocation of invocations) yield memberOf(subjectOf(invocation, source));
}

const isWorthKeeping = (verdict: Verdict): boolean => verdict.is === 'fail' || verdict.is === 'not-evaluable';

/**
 * Judges the groups of two or more executions. A group that passes, or that a rule does not apply to, is not kept: judged on
 * its own, each of its members gives the same answer.
 */
export const judgeGroups = (
  rules: readonly Rule[],
  groups: Groups,
  source: SubjectSource,
  onError: RuleErrorListener,
): GroupVerdicts => {
  const kept = new Map<GroupRule, Map<number | string, Verdict>>();
  for (const kind of GROUP_KINDS) {
    for (const rule of rules) {
      if (rule.over !== kind) continue;
      const verdicts = new Map<number | string, Verdict>();
      kept.set(rule, verdicts);
      for (const { key, members } of groups(kind)) {
        const verdict = judgeOne(rule, members, source, onError);
        if (verdict && isWorthKeeping(verdict)) verdicts.set(key, verdict);
      }
    }
  }
  return { of: (rule, key) => kept.get(rule)?.get(key) };
};

/** The facts of a group are those of its earliest member. */
const judgeOne = (
  rule: GroupRule,
  members: Iterable<StoredInvocation>,
  source: SubjectSource,
  onError: RuleErrorListener,
): Verdict | undefined => {
  const iterator = members[Symbol.iterator]();
  const first = iterator.next();
  if (first.done) return undefined;
  const rest: Iterable<StoredInvocation> = { [Symbol.iterator]: () => iterator };
  const subject = subjectOf(first.value, source);
  function* all(): Iterable<Member> {
    yield memberOf(subject);
    yield* membersOf(rest, source);
  }
  try {
    return judgeRule(rule, subject.fact, all(), (error) => onError(rule, first.value, error));
  } finally {
    iterator.return?.();
  }
};
