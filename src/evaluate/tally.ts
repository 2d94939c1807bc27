import { writeRfc3339 } from '../lib/rfc3339.ts';
import type { Outcome } from '../model/invocation.ts';
import type { Reason } from '../model/reasons.ts';
import type { Gap, RuleReport, Summary } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';
import { isAggregateRule, type Rule } from '../rules/define.ts';
import type { AggregateVerdict } from './aggregates.ts';
import { type Assessment, mayHaveExecuted } from './assess.ts';
import { createFindingFolder, type ExceptionFor, type FindingFolder } from './finding.ts';
import type { Level } from './ladder.ts';
import { createTimeline } from './timeline.ts';

/** The part of the summary that follows from the invocations alone. */
export type Counted = Omit<Summary, 'duplicates' | 'findings' | 'complete' | 'incomplete_because'>;

/** Counts what the rules say. Counts of invocations are over everything; counts of rules and findings over what is reported. */
export interface Tally {
  add(assessment: Assessment, reported: boolean): void;
  addAggregate(aggregate: AggregateVerdict): void;
  summary(): Counted;
  rules(): RuleReport[];
  readonly findings: FindingFolder['findings'];
}

interface RuleCount {
  pass: number;
  fail: number;
  blocked: number;
  not_evaluable: number;
  not_applicable: number;
  readonly gaps: Map<Reason, { count: number; first: string }>;
}

const beginCount = (): RuleCount => ({ pass: 0, fail: 0, blocked: 0, not_evaluable: 0, not_applicable: 0, gaps: new Map() });

const addGaps = (count: RuleCount, reasons: readonly Reason[], name: string): void => {
  for (const reason of reasons) {
    const gap = count.gaps.get(reason);
    if (gap) gap.count++;
    else count.gaps.set(reason, { count: 1, first: name });
  }
};

const addVerdict = (count: RuleCount, verdict: Verdict | undefined, outcome: Outcome, name: string): void => {
  switch (verdict?.is) {
    case 'pass':
      count.pass++;
      break;
    case 'fail':
      if (outcome === 'denied') count.blocked++;
      else count.fail++;
      break;
    case 'not-evaluable':
      count.not_evaluable++;
      addGaps(count, verdict.reasons, name);
      break;
    default:
      count.not_applicable++;
  }
};

/** The worst of its parts: fail over not-evaluable over pass; nothing in scope is no pass. */
const verdictOf = (count: RuleCount): RuleReport['verdict'] => {
  if (count.fail > 0) return 'fail';
  if (count.not_evaluable > 0) return 'not-evaluable';
  return count.pass + count.blocked > 0 ? 'pass' : 'not-applicable';
};

const gapsOf = (count: RuleCount): Gap[] =>
  [...count.gaps]
    .map(([reason, gap]) => ({ reason, ...gap }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));

const reportOf = (rule: Rule, count: RuleCount): RuleReport => {
  const { gaps: _, ...counts } = count;
  return { id: rule.id, verdict: verdictOf(count), counts, gaps: gapsOf(count) };
};

type InvocationCounts = {
  -readonly [K in Exclude<keyof Counted, 'levels' | 'timeline' | 'first_seen' | 'last_seen'>]: number;
} & {
  readonly levels: Record<Level, number>;
  first: number | undefined;
  last: number | undefined;
};

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
  first: undefined,
  last: undefined,
});

const addOutcome = (counts: InvocationCounts, outcome: Outcome): void => {
  counts.invocations++;
  if (outcome === 'executed' || outcome === 'tool_error') counts.executions++;
  else counts[outcome]++;
};

const addTime = (counts: InvocationCounts, time: number | undefined): void => {
  if (time === undefined) return;
  counts.first = Math.min(counts.first ?? time, time);
  counts.last = Math.max(counts.last ?? time, time);
};

/** Bound, unbound and level are told of what executed, or may have. */
const addBinding = (counts: InvocationCounts, { binding, level }: Assessment): void => {
  counts.levels[level]++;
  if (binding === 'unbound-by-group') counts.unbound_by_group_only++;
  if (binding === 'unbound-by-group' || binding === 'unbound') counts.unbound++;
  else counts[binding]++;
};

/** Makes an empty tally over these rules. */
export const createTally = (rules: readonly Rule[], isReported: (rule: Rule) => boolean, exceptionFor: ExceptionFor): Tally => {
  const counts = beginInvocations();
  const timeline = createTimeline();
  const perRule = rules.map(beginCount);
  const counted = rules.map((rule) => isReported(rule) && !isAggregateRule(rule));
  const folder = createFindingFolder(exceptionFor);

  const addRule = (index: number, assessment: Assessment): void => {
    const rule = rules[index] as Rule;
    if (!counted[index]) return;
    const verdict = assessment.verdicts[index];
    addVerdict(perRule[index] as RuleCount, verdict, assessment.outcome, assessment.subject.invocation.name);
    if (verdict?.is !== 'fail') return;
    if (assessment.outcome === 'denied') counts.blocked++;
    else if (mayHaveExecuted(assessment.outcome)) folder.add(rule, verdict, assessment);
    else counts.attempted++;
  };

  return {
    findings: folder.findings,
    add: (assessment, reported) => {
      const { fields } = assessment.subject.invocation;
      addOutcome(counts, assessment.outcome);
      const time = fields.eventTime ?? fields.logTime;
      addTime(counts, time);
      if (mayHaveExecuted(assessment.outcome)) {
        addBinding(counts, assessment);
        timeline.add(time, assessment.level, assessment.binding);
      }
      if (reported) for (let index = 0; index < rules.length; index++) addRule(index, assessment);
    },
    addAggregate: ({ rule, verdict, first }) => {
      if (!isReported(rule)) return;
      addVerdict(perRule[rules.indexOf(rule)] as RuleCount, verdict, 'executed', first.subject.invocation.name);
      if (verdict.is === 'fail') folder.add(rule, verdict, { ...first, outcome: 'executed' });
    },
    summary: () => {
      const { first, last, ...rest } = counts;
      return { ...rest, timeline: timeline.timeline(), first_seen: writeRfc3339(first), last_seen: writeRfc3339(last) };
    },
    rules: () => rules.flatMap((rule, index) => (isReported(rule) ? [reportOf(rule, perRule[index] as RuleCount)] : [])),
  };
};
