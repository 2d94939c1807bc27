import type { ClassSubject } from '../facts/subject.ts';
import { beginLook, endLook, SAW } from '../facts/trace.ts';
import type { Member } from '../facts/values.ts';
import { createMemory } from '../lib/memory.ts';
import { mayHaveExecuted } from '../model/invocation.ts';
import type { StoredRecord } from '../model/stored.ts';
import { notEvaluable, type Verdict } from '../model/verdict.ts';
import { type GroupRule, isAggregateRule, isGroupRule } from '../rules/define.ts';
import type { Answer, Assessment, GroupVerdicts, Kind, Plan, RuleErrorListener, Said } from './assessment.ts';
import { groupKeyOf, memberOf } from './group-member.ts';
import { type Gathered, type JudgedRule, type JudgeErrorListener, judgeGathered, judgeRule, prepare } from './judge.ts';
import { answerTo, createCodes, createPatterns, NOTHING_SAID, type Pattern } from './patterns.ts';
import { createVerdictMemory } from './verdict-memory.ts';

/** Judges records one by one, and works out what does not depend on a record's own once for its class. */
export interface ClassJudge {
  judge(record: StoredRecord): Assessment;
  /** Hands over every answer given so far, and forgets them. */
  forget(): void;
}

/** What is remembered: little where the records of one credential and class come together, more where they come as they were logged. */
export interface Remembered {
  readonly classes: number;
  readonly credentials: number;
}

/** What a judge is made from. */
export interface JudgeInput {
  readonly plan: Plan;
  readonly subjectOf: (record: StoredRecord) => ClassSubject;
  readonly groups: GroupVerdicts;
  readonly remembered: Remembered;
  readonly onError: RuleErrorListener;
  /** Takes an answer that will be given to nobody else. */
  readonly onAnswer: (answer: Answer) => void;
  /** Hears that classes are about to be forgotten. */
  readonly onForget?: () => void;
}

/** Patterns of verdicts that are told apart before all are counted and forgotten. */
const MOST_PATTERNS = 10_000;

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

/** A rule of a plan. */
interface Place {
  readonly place: number;
  readonly rule: JudgedRule;
}

/** A rule that looks at what a record says on its own, and what it is asked with where that is the same for each. */
interface OwnRule extends Place {
  readonly gathered: Gathered | undefined;
}

/** What is worked out for one class: verdicts that hold for all of its records, and how to get the others. */
interface ClassWork extends Kind {
  readonly subject: ClassSubject;
  readonly member: Member;
  readonly executed: boolean;
  readonly said: Said[];
  readonly own: OwnRule[];
  pattern: Pattern;
  /** The answer to all records of this pattern; `undefined` where a record's own decides on it. */
  answer: Answer | undefined;
}

const placesOf = ({ rules }: Plan): readonly Place[] =>
  rules.flatMap((rule, place) => (isAggregateRule(rule) ? [] : [{ place, rule }]));

/** Makes the judge of one pass. */
export const createClassJudge = (input: JudgeInput): ClassJudge => {
  const { plan, subjectOf, groups } = input;
  const places = placesOf(plan);
  const silent = plan.rules.map(() => NOTHING_SAID);
  const patterns = createPatterns(plan);
  const blank = patterns.of(silent);
  const memory = createVerdictMemory(input.remembered.credentials);
  const saidBy = createCodes();
  const beginClasses = () =>
    createMemory<number, ClassWork>({ least: input.remembered.classes, ...(input.onForget && { onForget: input.onForget }) });
  let classes = beginClasses();
  let current: StoredRecord;
  const onError: JudgeErrorListener = (rule, error) => input.onError(rule, current, error);

  const judgeOne = (rule: JudgedRule, { subject, member }: ClassWork): Verdict =>
    isGroupRule(rule) ? judgeGroup(rule, subject, [member], groups, onError) : judgeRule(rule, subject.fact, NOBODY, onError);

  /** What a rule is asked with, where that holds for all records of the class. */
  const gatheredFor = (rule: JudgedRule, { subject }: ClassWork): Gathered | undefined => {
    if (isGroupRule(rule)) return undefined;
    const before = beginLook(subject.trace);
    const prepared = prepare(rule, subject.fact);
    const saw = endLook(subject.trace, before);
    return (saw & SAW.own) === 0 && !('is' in prepared) ? prepared : undefined;
  };

  /** Judges a rule for a class by its first record, and notes whether the answer holds for others. */
  const beginRule = (work: ClassWork, { place, rule }: Place): Said => {
    if (!work.executed && isGroupRule(rule)) return NOTHING_SAID;
    const known = memory.find(place);
    if (known) return known;
    const before = beginLook(work.subject.trace);
    const said = saidBy(judgeOne(rule, work));
    const saw = endLook(work.subject.trace, before);
    if ((saw & SAW.own) === 0) memory.keep(place, said, saw);
    else work.own.push({ place, rule, gathered: gatheredFor(rule, work) });
    return said;
  };

  const begin = (record: StoredRecord, executed: boolean): ClassWork => {
    const subject = subjectOf(record);
    const said = [...silent];
    const member = memberOf(subject);
    const work: ClassWork = { subject, member, executed, said, own: [], pattern: blank, answer: undefined };
    memory.turnTo(subject);
    for (const at of places) said[at.place] = beginRule(work, at);
    work.pattern = patterns.of(said);
    return work;
  };

  const judgeAgain = (work: ClassWork, { place, rule, gathered }: OwnRule): void => {
    const verdict = gathered ? judgeGathered(rule, gathered, work.subject.fact, NOBODY, onError) : judgeOne(rule, work);
    const said = saidBy(verdict);
    const before = work.said[place] as Said;
    work.said[place] = said;
    if (said.code === before.code) return;
    work.pattern = patterns.turned(work.pattern, place, said);
    work.answer = undefined;
  };

  const answerFor = (work: ClassWork): Answer => {
    if (work.answer) return work.answer;
    const before = beginLook(work.subject.trace);
    const answer = answerTo(work.pattern, work.subject);
    const saw = endLook(work.subject.trace, before);
    if ((saw & SAW.own) === 0) work.answer = answer;
    return answer;
  };

  const workFor = (record: StoredRecord, executed: boolean): ClassWork => {
    const key = record.recordClass.id * 4 + (executed ? 2 : 0) + (record.ambiguous ? 1 : 0);
    const met = classes.get(key);
    if (!met) {
      const work = begin(record, executed);
      classes.set(key, work);
      return work;
    }
    met.subject.turnTo(record);
    for (const own of met.own) judgeAgain(met, own);
    return met;
  };

  const forget = (): void => {
    input.onForget?.();
    patterns.clear(input.onAnswer);
    classes = beginClasses();
  };

  return {
    forget,
    judge: (record) => {
      if (patterns.size >= MOST_PATTERNS) forget();
      current = record;
      const { outcome } = record;
      const work = workFor(record, mayHaveExecuted(outcome));
      const { subject, member, said } = work;
      return { record, subject, member, outcome, said, answer: answerFor(work), kind: work };
    },
  };
};
