import type { Fact } from '../facts/fact.ts';
import { CLAIM_FACT_NAMES } from '../facts/registry.ts';
import type { FactName, FactValues, Member } from '../facts/values.ts';
import type { Reason } from '../model/reasons.ts';
import { notApplicable, notEvaluable, type Verdict } from '../model/verdict.ts';
import {
  type AggregateRule,
  type GroupRule,
  type InvocationRule,
  isGroupRule,
  type Missing,
  type Rule,
} from '../rules/define.ts';

/** Answers for a fact of the one subject that is being judged. */
export type FactLookup = <N extends FactName>(name: N) => Fact<FactValues[N]>;

/** A rule that is judged on a subject: alone, or as the earliest of its group. */
export type JudgedRule = Exclude<Rule, AggregateRule>;

/** Hears of a rule that threw. */
export type JudgeErrorListener = (rule: JudgedRule, error: unknown) => void;

const ruleError = notEvaluable('rule-error');
const unverified = notEvaluable('unverified-claims');

const reasonsFor = (names: readonly FactName[], factOf: FactLookup): readonly Reason[] => {
  const reasons = new Set<Reason>();
  for (const name of names) {
    const fact = factOf(name);
    if (!fact.known) for (const reason of fact.reasons) reasons.add(reason);
  }
  return [...reasons];
};

/** Not applicable where a condition is known not to hold; not evaluable where it is not known. */
const gate = (rule: JudgedRule, factOf: FactLookup): Verdict | undefined => {
  if (!rule.when) return undefined;
  for (const name of rule.when) {
    const fact = factOf(name);
    if (!fact.known) return notEvaluable(...fact.reasons);
    if (fact.value === false) return notApplicable;
  }
  return undefined;
};

type Known = Extract<Fact<unknown>, { readonly known: true }>;

/** Facts under the names that a rule declared. What is read later is read where the rule reads it. */
class Given {
  [name: string]: unknown;
  #later: Known[] | undefined;

  take(name: FactName, fact: Fact<unknown>): void {
    if (!fact.known) this[name] = undefined;
    else if (fact.later) this.#takeLater(name, fact);
    else this[name] = fact.value;
  }

  #takeLater(name: FactName, fact: Known): void {
    this.#later ??= [];
    Object.defineProperty(this, name, Given.#readerAt(this.#later.length));
    this.#later.push(fact);
  }

  /** The same for all that read a fact from this place, so that all that a rule is given has the same form. */
  static readonly #readers: PropertyDescriptor[] = [];

  static #readerAt(place: number): PropertyDescriptor {
    Given.#readers[place] ??= {
      enumerable: true,
      get(this: Given) {
        return this.#later?.[place]?.value;
      },
    };
    return Given.#readers[place];
  }
}

/** What a rule is given, and whether all claims in it are vouched for. */
export interface Gathered {
  readonly given: Given;
  readonly verified: boolean;
}

const isWorthless = (name: FactName, fact: Fact<unknown>): boolean => fact.known && !fact.verified && CLAIM_FACT_NAMES.has(name);

const NONE: readonly FactName[] = [];

/** Gathers what a rule declared; where it lacks what it needs, the answer that follows. */
const gather = (rule: JudgedRule, factOf: FactLookup): Gathered | Verdict => {
  const given = new Given();
  let verified = true;
  for (const name of rule.needs) {
    const fact = factOf(name);
    if (!fact.known) return notEvaluable(...reasonsFor(rule.needs, factOf));
    given.take(name, fact);
    if (isWorthless(name, fact)) verified = false;
  }
  for (const name of rule.uses ?? NONE) {
    const fact = factOf(name);
    given.take(name, fact);
    if (isWorthless(name, fact)) verified = false;
  }
  return { given, verified };
};

/** What a rule is to be asked with, or its answer where it need not be asked. */
export const prepare = (rule: JudgedRule, factOf: FactLookup): Gathered | Verdict => gate(rule, factOf) ?? gather(rule, factOf);

const evaluate = (rule: JudgedRule, given: Given, members: Iterable<Member>): Verdict | Missing =>
  isGroupRule(rule)
    ? rule.evaluate(given as unknown as Parameters<GroupRule['evaluate']>[0], members)
    : rule.evaluate(given as unknown as Parameters<InvocationRule['evaluate']>[0]);

/** Asks a rule, and never throws: a rule that does is not evaluable (`rule-error`), and `onError` hears of it. */
const ask = (
  rule: JudgedRule,
  gathered: Gathered,
  members: Iterable<Member>,
  onError?: JudgeErrorListener,
): Verdict | Missing => {
  try {
    return evaluate(rule, gathered.given, members);
  } catch (error) {
    onError?.(rule, error);
    return ruleError;
  }
};

/**
 * The verdict of a rule on what was gathered for it. A pass that looked at claims which no signature vouches for is not evaluable;
 * a fail stands on what was observed.
 */
export const judgeGathered = (
  rule: JudgedRule,
  gathered: Gathered,
  factOf: FactLookup,
  members: Iterable<Member>,
  onError?: JudgeErrorListener,
): Verdict => {
  const verdict = ask(rule, gathered, members, onError);
  if (verdict.is === 'missing') return notEvaluable(...reasonsFor(verdict.facts, factOf));
  if (verdict.is === 'pass' && !verdict.onRecord && !gathered.verified) return unverified;
  return verdict;
};

/** The verdict of one rule on one subject, or on the members of one group (contract §1). */
export const judgeRule = (
  rule: JudgedRule,
  factOf: FactLookup,
  members: Iterable<Member> = [],
  onError?: JudgeErrorListener,
): Verdict => {
  const prepared = prepare(rule, factOf);
  return 'is' in prepared ? prepared : judgeGathered(rule, prepared, factOf, members, onError);
};
