import { subjectOf } from '../facts/registry.ts';
import type { Subject, SubjectSource } from '../facts/subject.ts';
import type { Member } from '../facts/values.ts';
import { GROUP_KINDS, type GroupKind, type StoredInvocation } from '../model/stored.ts';
import type { Verdict } from '../model/verdict.ts';
import { type GroupRule, isGroupRule, type Rule } from '../rules/define.ts';
import type { GroupVerdicts, RuleErrorListener } from './assess.ts';
import { memberOf } from './group-member.ts';
import { judgeRule } from './judge.ts';

const isWorthKeeping = (rule: GroupRule, verdict: Verdict): boolean =>
  rule.mendedByOthers === true || verdict.is === 'fail' || verdict.is === 'not-evaluable';

/** A group up to this size is read once for all rules; a larger one is read again for each, in constant memory. */
const HELD = 1000;

interface Group {
  readonly first: Subject;
  readonly firstInvocation: StoredInvocation;
  members(): Iterable<Member>;
}

function* membersOf(invocations: Iterable<StoredInvocation>, source: SubjectSource): Generator<Member> {
  for (const invocation of invocations) yield memberOf(subjectOf(invocation, source));
}

/** The facts of a group are those of its earliest member. The others are read when a rule asks for them, up to a size only once. */
const openGroup = (stored: StoredGroup, source: SubjectSource): Group | undefined => {
  const firstInvocation = stored.first();
  if (!firstInvocation) return undefined;
  const held: Member[] = [];
  let tooMany = false;
  return {
    first: subjectOf(firstInvocation, source),
    firstInvocation,
    members: () => {
      if (held.length === 0 && !tooMany) tooMany = !hold(held, membersOf(stored.members(), source));
      return tooMany ? membersOf(stored.members(), source) : held;
    },
  };
};

/** Fills `held`; false where there are more than may be held. */
const hold = (held: Member[], members: Iterable<Member>): boolean => {
  for (const member of members) if (held.push(member) > HELD) return false;
  return true;
};

interface StoredGroup {
  readonly key: string;
  first(): StoredInvocation | undefined;
  members(): Iterable<StoredInvocation>;
}

type Groups = (kind: GroupKind) => Iterable<StoredGroup>;

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
  const kept = new Map(rules.filter(isGroupRule).map((rule) => [rule, new Map<string, Verdict>()]));
  for (const kind of GROUP_KINDS) {
    const ofKind = [...kept].filter(([rule]) => rule.groupBy === kind);
    if (ofKind.length === 0) continue;
    for (const stored of groups(kind)) {
      const group = openGroup(stored, source);
      if (group) for (const [rule, verdicts] of ofKind) judgeGroup(rule, group, stored.key, verdicts, onError);
    }
  }
  return { of: (rule, key) => kept.get(rule)?.get(key) };
};

const judgeGroup = (
  rule: GroupRule,
  { first, firstInvocation, members }: Group,
  key: string,
  verdicts: Map<string, Verdict>,
  onError: RuleErrorListener,
): void => {
  const all: Iterable<Member> = { [Symbol.iterator]: () => members()[Symbol.iterator]() };
  const verdict = judgeRule(rule, first.fact, all, (failing, error) => onError(failing, firstInvocation, error));
  if (isWorthKeeping(rule, verdict)) verdicts.set(key, verdict);
};
