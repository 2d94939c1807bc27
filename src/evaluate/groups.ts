import type { ClassSubject } from '../facts/subject.ts';
import type { Member } from '../facts/values.ts';
import type { Policy } from '../model/policy.ts';
import { GROUP_KINDS, type GroupKind, type StoredRecord } from '../model/stored.ts';
import type { Verdict } from '../model/verdict.ts';
import { type GroupRule, isGroupRule, type Rule } from '../rules/define.ts';
import type { GroupVerdicts, RuleErrorListener } from './assessment.ts';
import { groupKeyOf, memberOf } from './group-member.ts';
import { judgeRule } from './judge.ts';

const isWorthKeeping = (rule: GroupRule, verdict: Verdict): boolean =>
  rule.mendedByOthers === true || verdict.is === 'fail' || verdict.is === 'not-evaluable';

/** Verdicts that say the same become one object: a log without tokens gives one for each token that it names. */
const createSharing = (): ((verdict: Verdict) => Verdict) => {
  const known = new Map<string, Verdict>();
  return (verdict) => {
    if (verdict.is !== 'not-evaluable') return verdict;
    const key = verdict.reasons.join();
    const shared = known.get(key) ?? verdict;
    known.set(key, shared);
    return shared;
  };
};

/** A group up to this size is read once for all rules; a larger one is read again for each, in constant memory. */
const HELD = 1000;

interface Group {
  readonly first: ClassSubject;
  members(): Iterable<Member>;
}

type SubjectOf = (record: StoredRecord) => ClassSubject;

function* membersOf(records: Iterable<StoredRecord>, subjectOf: SubjectOf): Generator<Member> {
  for (const record of records) yield memberOf(subjectOf(record));
}

/** The facts of a group are those of its earliest member. The others are read when a rule asks for them, up to a size only once. */
const openGroup = (stored: StoredGroup, subjectOf: SubjectOf): Group => {
  const held: Member[] = [];
  let tooMany = false;
  return {
    first: subjectOf(stored.first()),
    members: () => {
      if (held.length === 0 && !tooMany) tooMany = !hold(held, membersOf(stored.members(), subjectOf));
      return tooMany ? membersOf(stored.members(), subjectOf) : held;
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
  first(): StoredRecord;
  members(): Iterable<StoredRecord>;
}

/** What is asked of the store about groups of a kind. */
export interface GroupQuestion {
  readonly kind: GroupKind;
  keyOf(record: StoredRecord): string | undefined;
  readonly eachRecord: boolean;
  readonly alike: boolean;
}

/** Verdicts of groups that were kept, by rule and group. Plain data. */
export type KeptVerdicts = ReadonlyMap<string, ReadonlyMap<string, Verdict>>;

/** Scopes that a policy fills in from a record of its own make each record of a class ask for others. */
const fillsFromRecords = ({ servers }: Policy): boolean =>
  servers.some(({ tools }) => tools.some(({ scopes }) => scopes?.some((scope) => scope.includes('{resource}')) ?? false));

/** Kinds of groups that have something to say under a policy. */
const isWorthReading = (kind: GroupKind, { singleUse }: Policy): boolean => kind !== 'token use' || singleUse.length > 0;

export interface GroupInput {
  readonly rules: readonly Rule[];
  readonly policy: Policy;
  readonly groups: (question: GroupQuestion) => Iterable<StoredGroup>;
  readonly subjectOf: SubjectOf;
  readonly onError: RuleErrorListener;
}

/**
 * Judges the groups of two or more executions. A group that passes, or that a rule does not apply to, is not kept:
 * judged on its own, each of its members gives the same answer.
 */
export const judgeGroups = ({ rules, policy, groups, subjectOf, onError }: GroupInput): KeptVerdicts => {
  const kept = new Map<string, Map<string, Verdict>>();
  const share = createSharing();
  for (const kind of GROUP_KINDS) {
    const ofKind = rules.filter(isGroupRule).filter(({ groupBy }) => groupBy === kind);
    if (ofKind.length === 0 || !isWorthReading(kind, policy)) continue;
    for (const rule of ofKind) kept.set(rule.id, new Map());
    const keyOf = (record: StoredRecord): string | undefined => groupKeyOf(subjectOf(record), kind);
    const eachRecord = kind === 'identity' && fillsFromRecords(policy);
    const alike = ofKind.some(({ mendedByOthers }) => mendedByOthers === true);
    for (const stored of groups({ kind, keyOf, eachRecord, alike })) {
      const group = openGroup(stored, subjectOf);
      for (const rule of ofKind) judgeGroup(rule, group, stored.key, kept.get(rule.id) as Map<string, Verdict>, share, onError);
    }
  }
  return kept;
};

/** Puts verdicts to use that were kept, here or elsewhere. */
export const verdictsOf = (kept: KeptVerdicts): GroupVerdicts => ({
  hasAny: ({ id }) => (kept.get(id)?.size ?? 0) > 0,
  of: ({ id }, key) => kept.get(id)?.get(key),
});

const judgeGroup = (
  rule: GroupRule,
  { first, members }: Group,
  key: string,
  verdicts: Map<string, Verdict>,
  share: (verdict: Verdict) => Verdict,
  onError: RuleErrorListener,
): void => {
  const all: Iterable<Member> = { [Symbol.iterator]: () => members()[Symbol.iterator]() };
  const verdict = judgeRule(rule, first.fact, all, (failing, error) => onError(failing, first.invocation, error));
  if (isWorthKeeping(rule, verdict)) verdicts.set(key, share(verdict));
};
