import { FINDING_CLASSES, type FindingClass } from '../model/framework.ts';
import { isAggregateRule, type Rule } from '../rules/define.ts';
import type { AggregateVerdict } from './aggregates.ts';
import type { Answer } from './assessment.ts';

/** How far the rules of some classes reach: counts of invocations. */
interface Reach {
  /** At least one of the rules applies. */
  readonly inScope: number;
  /** Of these, at least one of the rules gave an answer, pass or fail. */
  readonly evaluated: number;
  /** Of these, another of the rules had none. */
  readonly inPart: number;
}

/** Counts, for any set of classes, the invocations that their rules could speak of. */
export interface Coverage {
  /** Counts an answer that was given to so many invocations that are reported. */
  add(answer: Pick<Answer, 'verdicts'>, times: number): void;
  /** What was counted of invocations: plain data that may be taken in elsewhere. */
  readonly states: ReadonlyMap<number, number>;
  merge(states: ReadonlyMap<number, number>): void;
  addAggregate(aggregate: AggregateVerdict): void;
  reachOf(classes: readonly FindingClass[]): Reach;
}

const bitOf = (of: FindingClass): number => 1 << FINDING_CLASSES.indexOf(of);

/** Above the bits of the classes. */
const ANSWERED = 1 << FINDING_CLASSES.length;

const addTo = <K>(counts: Map<K, number>, key: K, count: number): void => void counts.set(key, (counts.get(key) ?? 0) + count);

/** Which classes have answers, and which have gaps, on one invocation; as one number. */
const stateOf = (rules: readonly Rule[], bits: readonly number[], { verdicts }: Pick<Answer, 'verdicts'>): number => {
  let answered = 0;
  let lacking = 0;
  for (let index = 0; index < rules.length; index++) {
    const is = verdicts[index]?.is;
    if (is === 'pass' || is === 'fail') answered |= bits[index] as number;
    else if (is === 'not-evaluable') lacking |= bits[index] as number;
  }
  return answered * ANSWERED + lacking;
};

const reachOfStates = (states: ReadonlyMap<number, number>, mask: number): Reach => {
  const reach = { inScope: 0, evaluated: 0, inPart: 0 };
  for (const [state, count] of states) {
    const answered = Math.floor(state / ANSWERED) & mask;
    const lacking = (state % ANSWERED) & mask;
    if (answered || lacking) reach.inScope += count;
    if (answered) reach.evaluated += count;
    if (answered && lacking) reach.inPart += count;
  }
  return reach;
};

interface AggregateCount {
  readonly rule: Rule;
  inScope: number;
  evaluated: number;
}

/** Rules over a source, an issuer or a server look at all of its records: the one that looked at most tells how many at least. */
const widen = (reach: Reach, counts: Iterable<AggregateCount>): Reach => {
  let { inScope, evaluated } = reach;
  for (const count of counts) {
    inScope = Math.max(inScope, count.inScope);
    evaluated = Math.max(evaluated, count.evaluated);
  }
  return { inScope, evaluated, inPart: reach.inPart };
};

/** Makes an empty count over the rules that are reported. */
export const createCoverage = (rules: readonly Rule[], isReported: (rule: Rule) => boolean): Coverage => {
  const bits = rules.map((rule) => (isReported(rule) && !isAggregateRule(rule) ? bitOf(rule.class) : 0));
  const states = new Map<number, number>();
  const aggregates = new Map<string, AggregateCount>();
  return {
    states,
    add: (answer, times) => addTo(states, stateOf(rules, bits, answer), times),
    merge: (others) => {
      for (const [state, count] of others) addTo(states, state, count);
    },
    addAggregate: ({ rule, verdict, records }) => {
      if (!isReported(rule) || verdict.is === 'not-applicable') return;
      const count = aggregates.get(rule.id) ?? { rule, inScope: 0, evaluated: 0 };
      aggregates.set(rule.id, count);
      count.inScope += records;
      if (verdict.is !== 'not-evaluable') count.evaluated += records;
    },
    reachOf: (classes) => {
      const reach = reachOfStates(
        states,
        classes.reduce((mask, of) => mask | bitOf(of), 0),
      );
      return widen(
        reach,
        [...aggregates.values()].filter(({ rule }) => classes.includes(rule.class)),
      );
    },
  };
};
