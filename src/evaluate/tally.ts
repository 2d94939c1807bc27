import { writeRfc3339 } from '../lib/rfc3339.ts';
import { mayHaveExecuted, OUTCOMES, type Outcome } from '../model/invocation.ts';
import type { Reason } from '../model/reasons.ts';
import type { Gap, RuleReport, Summary } from '../model/report.ts';
import type { Fail, Verdict } from '../model/verdict.ts';
import { isAggregateRule, type Rule } from '../rules/define.ts';
import type { AggregateVerdict } from './aggregates.ts';
import type { Answer, Assessment } from './assessment.ts';
import type { FindingFolder } from './finding.ts';
import { type Site, siteOf } from './finding-site.ts';
import type { Level } from './ladder.ts';
import { compareOrder, type Order } from './order.ts';
import { createTimeline, type TimelineState } from './timeline.ts';

/** The part of the summary that follows from the invocations alone. */
export type Counted = Omit<Summary, 'duplicates' | 'findings' | 'complete' | 'incomplete_because'>;

/** What was counted, as plain data: of several parts it can be added up in any order. */
export interface TallyState {
  readonly counts: InvocationCounts;
  readonly perRule: readonly RuleCount[];
  readonly timeline: TimelineState;
}

/** Counts what the rules say. Counts of invocations are over everything; counts of rules and findings over what is reported. */
export interface Tally {
  /** Notes that an answer was given; fails are folded into findings at once, all else is counted when the answer is handed in. */
  note(assessment: Assessment, reported: boolean): void;
  /** Counts an answer that will be given to nobody else. */
  count(answer: Answer): void;
  addAggregate(aggregate: AggregateVerdict): void;
  merge(state: TallyState): void;
  summary(): Counted;
  rules(): RuleReport[];
  readonly state: TallyState;
}

interface RuleCount {
  pass: number;
  fail: number;
  blocked: number;
  not_evaluable: number;
  not_applicable: number;
  readonly gaps: Map<Reason, { count: number; first: Order }>;
}

const beginCount = (): RuleCount => ({ pass: 0, fail: 0, blocked: 0, not_evaluable: 0, not_applicable: 0, gaps: new Map() });

const addGap = (count: RuleCount, reason: Reason, times: number, first: Order): void => {
  const gap = count.gaps.get(reason);
  if (!gap) count.gaps.set(reason, { count: times, first });
  else {
    gap.count += times;
    if (compareOrder(first, gap.first) < 0) gap.first = first;
  }
};

const addVerdict = (count: RuleCount, verdict: Verdict | undefined, times: number, denied: number, first: Order): void => {
  switch (verdict?.is) {
    case 'pass':
      count.pass += times;
      break;
    case 'fail':
      count.blocked += denied;
      count.fail += times - denied;
      break;
    case 'not-evaluable':
      count.not_evaluable += times;
      for (const reason of verdict.reasons) addGap(count, reason, times, first);
      break;
    default:
      count.not_applicable += times;
  }
};

const mergeCount = (count: RuleCount, other: RuleCount): void => {
  for (const name of ['pass', 'fail', 'blocked', 'not_evaluable', 'not_applicable'] as const) count[name] += other[name];
  for (const [reason, gap] of other.gaps) addGap(count, reason, gap.count, gap.first);
};

/** The worst of its parts: fail over not-evaluable over pass; nothing in scope is no pass. */
const verdictOf = (count: RuleCount): RuleReport['verdict'] => {
  if (count.fail > 0) return 'fail';
  if (count.not_evaluable > 0) return 'not-evaluable';
  return count.pass + count.blocked > 0 ? 'pass' : 'not-applicable';
};

const gapsOf = (count: RuleCount): Gap[] =>
  [...count.gaps]
    .map(([reason, gap]) => ({ reason, count: gap.count, first: gap.first.name }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));

const reportOf = (rule: Rule, count: RuleCount): RuleReport => {
  const { gaps: _, ...counts } = count;
  return { id: rule.id, verdict: verdictOf(count), counts, gaps: gapsOf(count) };
};

type Numbers = { -readonly [K in Exclude<keyof Counted, 'levels' | 'timeline' | 'first_seen' | 'last_seen'>]: number };

interface InvocationCounts extends Numbers {
  readonly levels: Record<Level, number>;
  /** Epoch milliseconds; infinite where no record has a time. */
  first: number;
  last: number;
}

const beginInvocations = (): InvocationCounts => ({
  invocations: 0,
  executions: 0,
  denied: 0,
  failed: 0,
  pending: 0,
  unknown: 0,
  bound: 0,
  unbound: 0,
  unbound_by_group_only: 0,
  unproven: 0,
  levels: { L0: 0, L1: 0, L2: 0, L3: 0, L4: 0 },
  blocked: 0,
  attempted: 0,
  first: Number.POSITIVE_INFINITY,
  last: Number.NEGATIVE_INFINITY,
});

const mergeInvocations = (counts: InvocationCounts, other: InvocationCounts): void => {
  const { levels, first, last, ...numbers } = other;
  for (const name of Object.keys(numbers) as (keyof Numbers)[]) counts[name] += numbers[name];
  for (const level of Object.keys(levels) as Level[]) counts.levels[level] += levels[level];
  counts.first = Math.min(counts.first, first);
  counts.last = Math.max(counts.last, last);
};

const addOutcome = (counts: InvocationCounts, outcome: Outcome, times: number): void => {
  counts.invocations += times;
  if (outcome === 'executed' || outcome === 'tool_error') counts.executions += times;
  else counts[outcome] += times;
};

/** Bound, unbound and level are told of what executed, or may have. */
const addBinding = (counts: InvocationCounts, { binding, level }: Answer, times: number): void => {
  counts.levels[level] += times;
  if (binding === 'unbound-by-group') counts.unbound_by_group_only += times;
  if (binding === 'unbound-by-group' || binding === 'unbound') counts.unbound += times;
  else counts[binding] += times;
};

/** To how many of the invocations that are reported an answer was given. */
export const reportedTimes = ({ given }: Answer): number => {
  let times = 0;
  for (let place = 0; place < OUTCOMES.length; place++) times += given[place] as number;
  return times;
};

const NOWHERE: Order = { time: Number.NEGATIVE_INFINITY, name: '' };

const noteFirst = (answer: Answer, { record }: Assessment): void => {
  const time = record.time ?? Number.NEGATIVE_INFINITY;
  const { first } = answer;
  if (first && (time > first.time || (time === first.time && record.name >= first.name))) return;
  answer.first = { time, name: record.name };
};

/** Event time, else log time: the former is at hand, the latter has to be read. */
const timeOf = ({ record }: Assessment): number | undefined => record.time ?? record.own.fields.logTime;

export interface TallyInput {
  readonly rules: readonly Rule[];
  readonly isReported: (rule: Rule) => boolean;
  /** Where fails go. */
  readonly folder: FindingFolder;
  /** Says which exception of the policy covers a fail, by its place. */
  readonly exceptionFor: (ruleId: string, columns: () => Site['match']) => number | undefined;
}

/** Makes an empty tally over these rules. */
export const createTally = ({ rules, isReported, folder, exceptionFor }: TallyInput): Tally => {
  const counts = beginInvocations();
  const timeline = createTimeline();
  const perRule = rules.map(beginCount);
  const counted = rules.map((rule) => isReported(rule) && !isAggregateRule(rule));

  const foldFail = (rule: Rule, fail: Fail, site: Site, outcome: Outcome): void =>
    folder.add({ rule, fail, site, outcome, exception: exceptionFor(rule.id, () => site.match) });

  const foldFails = ({ answer, said, subject, outcome }: Assessment): void => {
    if (!mayHaveExecuted(outcome)) return;
    for (const place of answer.failing) {
      const [rule, verdict] = [rules[place] as Rule, said[place]?.verdict];
      if (counted[place] && verdict?.is === 'fail') foldFail(rule, verdict, siteOf(rule, subject), outcome);
    }
  };

  const countRules = (answer: Answer): void => {
    const reported = answer.given.subarray(0, OUTCOMES.length);
    const times = reportedTimes(answer);
    if (times === 0) return;
    const denied = reported[OUTCOMES.indexOf('denied')] as number;
    for (let place = 0; place < rules.length; place++)
      if (counted[place]) addVerdict(perRule[place] as RuleCount, answer.verdicts[place], times, denied, answer.first ?? NOWHERE);
    const failing = answer.failing.filter((place) => counted[place]).length;
    counts.blocked += failing * denied;
    for (const [index, outcome] of OUTCOMES.entries())
      if (outcome !== 'denied' && !mayHaveExecuted(outcome)) counts.attempted += failing * (reported[index] as number);
  };

  const count = (answer: Answer): void => {
    for (const [index, outcome] of OUTCOMES.entries()) {
      const times = (answer.given[index] as number) + (answer.given[index + OUTCOMES.length] as number);
      if (times === 0) continue;
      addOutcome(counts, outcome, times);
      if (mayHaveExecuted(outcome)) addBinding(counts, answer, times);
    }
    countRules(answer);
  };

  return {
    count,
    state: { counts, perRule, timeline: timeline.state },
    note: (assessment, reported) => {
      const { answer, outcome } = assessment;
      const time = timeOf(assessment);
      if (time !== undefined && time < counts.first) counts.first = time;
      if (time !== undefined && time > counts.last) counts.last = time;
      if (mayHaveExecuted(outcome)) timeline.add(time, answer.level, answer.binding);
      const place = OUTCOMES.indexOf(outcome) + (reported ? 0 : OUTCOMES.length);
      answer.given[place] = (answer.given[place] as number) + 1;
      if (reported) {
        noteFirst(answer, assessment);
        if (answer.failing.length > 0) foldFails(assessment);
      }
    },
    addAggregate: ({ rule, verdict, first }) => {
      if (!isReported(rule)) return;
      addVerdict(perRule[rules.indexOf(rule)] as RuleCount, verdict, 1, 0, first.order);
      if (verdict.is === 'fail') foldFail(rule, verdict, first, 'executed');
    },
    merge: (state) => {
      mergeInvocations(counts, state.counts);
      for (const [place, other] of state.perRule.entries()) mergeCount(perRule[place] as RuleCount, other);
      timeline.merge(state.timeline);
    },
    summary: () => {
      const { first, last, ...rest } = counts;
      return { ...rest, timeline: timeline.timeline(), first_seen: writeRfc3339(first), last_seen: writeRfc3339(last) };
    },
    rules: () => rules.flatMap((rule, index) => (isReported(rule) ? [reportOf(rule, perRule[index] as RuleCount)] : [])),
  };
};
