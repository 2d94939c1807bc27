import type { ClassSubject } from '../facts/subject.ts';
import { SAW, traced } from '../facts/trace.ts';
import type { Member } from '../facts/values.ts';
import { mayHaveExecuted } from '../model/invocation.ts';
import type { StoredRecord } from '../model/stored.ts';
import { notEvaluable, type Verdict } from '../model/verdict.ts';
import { type GroupRule, isAggregateRule, isGroupRule, type Rule } from '../rules/define.ts';
import type { Answer, Assessment, GroupVerdicts, Plan, RuleErrorListener } from './assessment.ts';
import { bindingOf } from './binding.ts';
import { groupKeyOf, memberOf } from './group-member.ts';
import { type Gathered, type JudgedRule, type JudgeErrorListener, judgeGathered, judgeRule, prepare } from './judge.ts';
import { levelOf } from './ladder.ts';
import { createVerdictMemory, type VerdictMemory } from './verdict-memory.ts';

/** Judges records one by one, and works out what does not depend on a record's own once for its class. */
export interface ClassJudge {
  judge(record: StoredRecord): Assessment;
  /** Hands over every answer given so far, and forgets them. */
  forget(): void;
}

/** What a judge is made from. */
export interface JudgeInput {
  readonly plan: Plan;
  readonly subjectOf: (record: StoredRecord) => ClassSubject;
  readonly groups: GroupVerdicts;
  readonly onError: RuleErrorListener;
  /** Takes an answer that will be given to nobody else. */
  readonly onAnswer: (answer: Answer) => void;
  /** Hears that classes are about to be forgotten. */
  readonly onForget?: () => void;
}

/** Classes that are remembered; a log goes on with those that it began with not long ago. */
const MOST_CLASSES = 2_000;
const OUTCOMES = 6;

const NOBODY: readonly Member[] = [];

const judgeGroup = (
  rule: GroupRule,
  subject: ClassSubject,
  alone: readonly Member[],
  groups: GroupVerdicts,
  onError: JudgeErrorListener,
): Verdict => {
  const isKeyed = rule.mendedByOthers === true || groups.hasAny(rule);
  const key = isKeyed ? groupKeyOf(subject, rule.groupBy) : undefined;
  const found = key === undefined ? undefined : groups.of(rule, key);
  if (found) return found;
  const verdict = judgeRule(rule, subject.fact, alone, onError);
  // Whoever else belongs to the group, and might answer for what this one lacks, is not known.
  return isKeyed && key === undefined && verdict.is === 'fail' && rule.mendedByOthers
    ? notEvaluable('no-presenter-identity')
    : verdict;
};

/** A rule that looks at what a record says on its own, and what it is asked with where that is the same for each. */
interface OwnRule {
  readonly place: number;
  readonly gathered: Gathered | undefined;
}

/** What is worked out for one class: verdicts that hold for all of its records, and how to get the others. */
interface ClassWork {
  readonly subject: ClassSubject;
  readonly member: Member;
  readonly executed: boolean;
  readonly verdicts: (Verdict | undefined)[];
  readonly own: OwnRule[];
  readonly answers: { readonly codes: readonly number[]; readonly answer: Answer }[];
}

const failingIn = (verdicts: readonly (Verdict | undefined)[]): number[] => {
  const failing: number[] = [];
  for (let place = 0; place < verdicts.length; place++) if (verdicts[place]?.is === 'fail') failing.push(place);
  return failing;
};

/** Numbers verdicts that say the same; a fail says something of its own each time. */
const createCodes = () => {
  const known = new Map<string, number>();
  const number = (text: string): number => {
    const code = known.get(text) ?? known.size + 3;
    known.set(text, code);
    return code;
  };
  return (verdict: Verdict | undefined): number => {
    if (verdict === undefined) return 0;
    if (verdict.is === 'pass') return 1;
    if (verdict.is === 'not-applicable') return 2;
    return verdict.is === 'fail' ? -1 : number(verdict.reasons.join());
  };
};

const isSame = (a: readonly number[], b: readonly number[]): boolean => a.every((code, place) => code === b[place]);

/** Makes the judge of one pass. */
export const createClassJudge = (input: JudgeInput): ClassJudge => {
  const { plan, subjectOf, groups } = input;
  const { rules, positions } = plan;
  let recent = new Map<number, ClassWork>();
  let older = new Map<number, ClassWork>();
  const memoryOf = createVerdictMemory();
  const codeOf = createCodes();
  let current: StoredRecord;
  const onError: JudgeErrorListener = (rule, error) => input.onError(rule, current, error);

  const judgeOne = (rule: Rule, { subject, member, executed }: ClassWork): Verdict | undefined => {
    if (isAggregateRule(rule)) return undefined;
    if (!isGroupRule(rule)) return judgeRule(rule, subject.fact, NOBODY, onError);
    return executed ? judgeGroup(rule, subject, [member], groups, onError) : undefined;
  };

  /** What a rule is asked with, where that holds for all records of the class. */
  const gatheredFor = (rule: Rule, { subject }: ClassWork): Gathered | undefined => {
    if (isAggregateRule(rule) || isGroupRule(rule)) return undefined;
    const { value, saw } = traced(subject.trace, () => prepare(rule, subject.fact));
    return (saw & SAW.own) === 0 && !('is' in value) ? value : undefined;
  };

  /** Judges a rule for a class by its first record, and notes whether the answer holds for others. */
  const beginRule = (work: ClassWork, memory: VerdictMemory, place: number): void => {
    const rule = rules[place] as Rule;
    if (isAggregateRule(rule) || (isGroupRule(rule) && !work.executed)) return;
    const known = memory.find(place);
    if (known) work.verdicts[place] = known;
    else {
      const { value, saw } = traced(work.subject.trace, () => judgeOne(rule, work));
      work.verdicts[place] = value;
      if ((saw & SAW.own) !== 0) work.own.push({ place, gathered: gatheredFor(rule, work) });
      else if (value) memory.keep(place, value, saw);
    }
  };

  const begin = (record: StoredRecord, executed: boolean): ClassWork => {
    const subject = subjectOf(record);
    const verdicts = rules.map(() => undefined);
    const work: ClassWork = { subject, member: memberOf(subject), executed, verdicts, own: [], answers: [] };
    const memory = memoryOf(subject, record.ambiguous);
    for (let place = 0; place < rules.length; place++) beginRule(work, memory, place);
    return work;
  };

  const judgeAgain = (work: ClassWork, { place, gathered }: OwnRule): Verdict | undefined => {
    const rule = rules[place] as Rule;
    if (!gathered) return judgeOne(rule, work);
    return judgeGathered(rule as JudgedRule, gathered, work.subject.fact, NOBODY, onError);
  };

  const answerOf = ({ subject, verdicts }: ClassWork, isFixed: boolean): Answer => {
    const verdictOf = (id: string): Verdict | undefined => verdicts[positions.get(id) ?? -1];
    const { value, saw } = traced(subject.trace, () => ({
      binding: bindingOf(rules, verdicts, subject),
      level: levelOf(verdictOf, subject),
    }));
    return {
      ...value,
      verdicts: [...verdicts],
      failing: failingIn(verdicts),
      shared: isFixed && (saw & SAW.own) === 0,
      given: new Float64Array(OUTCOMES * 2),
      first: undefined,
    };
  };

  const find = (work: ClassWork): Answer => {
    const codes = work.own.map(({ place }) => codeOf(work.verdicts[place]));
    const known = work.answers.find((entry) => isSame(entry.codes, codes));
    if (known) return known.answer;
    const answer = answerOf(work, !codes.includes(-1));
    if (answer.shared) work.answers.push({ codes, answer });
    return answer;
  };

  const handIn = (works: ReadonlyMap<number, ClassWork>): void => {
    input.onForget?.();
    for (const { answers } of works.values()) for (const { answer } of answers) input.onAnswer(answer);
  };

  /** Those that were not met since as many others came are forgotten. */
  const remember = (key: number, work: ClassWork): ClassWork => {
    if (recent.size >= MOST_CLASSES) {
      handIn(older);
      [older, recent] = [recent, new Map()];
    }
    recent.set(key, work);
    return work;
  };

  const workFor = (record: StoredRecord, executed: boolean): ClassWork => {
    const key = record.recordClass.id * 4 + (executed ? 2 : 0) + (record.ambiguous ? 1 : 0);
    const known = recent.get(key) ?? older.get(key);
    if (!known) return remember(key, begin(record, executed));
    if (!recent.has(key)) {
      older.delete(key);
      remember(key, known);
    }
    known.subject.turnTo(record);
    for (const own of known.own) known.verdicts[own.place] = judgeAgain(known, own);
    return known;
  };

  const forget = (): void => {
    handIn(older);
    handIn(recent);
    older.clear();
    recent.clear();
  };

  return {
    forget,
    judge: (record) => {
      current = record;
      const { outcome } = record;
      const work = workFor(record, mayHaveExecuted(outcome));
      return { record, subject: work.subject, member: work.member, outcome, answer: find(work), kind: work };
    },
  };
};
