import { CLAIM_FACT_NAMES } from '../facts/registry.ts';
import type { Fact, FactName, FactValues, Member } from '../facts/values.ts';
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
  for (const name of rule.when ?? []) {
    const fact = factOf(name);
    if (!fact.known) return notEvaluable(...fact.reasons);
    if (fact.value === false) return notApplicable;
  }
  return undefined;
};

interface Gathered {
  readonly given: Record<string, unknown>;
  readonly verified: boolean;
  readonly lacking: boolean;
}

const gather = (rule: JudgedRule, factOf: FactLookup): Gathered => {
  const given: Record<string, unknown> = {};
  let verified = true;
  let lacking = false;
  for (const name of rule.needs) {
    const fact = factOf(name);
    if (!fact.known) lacking = true;
    else {
      hand(given, name, fact);
      verified &&= fact.verified || !CLAIM_FACT_NAMES.has(name);
    }
  }
  for (const name of rule.uses ?? []) {
    const fact = factOf(name);
    if (fact.known) hand(given, name, fact);
    else given[name] = undefined;
    if (fact.known && !fact.verified && CLAIM_FACT_NAMES.has(name)) verified = false;
  }
  return { given, verified, lacking };
};

const evaluate = (rule: JudgedRule, given: Record<string, unknown>, members: Iterable<Member>): Verdict | Missing =>
  isGroupRule(rule)
    ? rule.evaluate(given as Parameters<GroupRule['evaluate']>[0], members)
    : rule.evaluate(given as Parameters<InvocationRule['evaluate']>[0]);

/** Hands a fact over; what is read later only where the rule reads it. */
const hand = (given: Record<string, unknown>, name: string, fact: Known): void => {
  if (fact.later) Object.defineProperty(given, name, { enumerable: true, get: () => fact.value });
  else given[name] = fact.value;
};

type Known = Extract<Fact<unknown>, { readonly known: true }>;

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
 * The verdict of one rule on one subject, or on the members of one group (contract §1). A pass that looked at claims which no
 * signature vouches for is not evaluable; a fail stands on what was observed.
 */
export const judgeRule = (
  rule: JudgedRule,
  factOf: FactLookup,
  members: Iterable<Member> = [],
  onError?: JudgeErrorListener,
): Verdict => {
  const gated = gate(rule, factOf);
  if (gated) return gated;
  const gathered = gather(rule, factOf);
  if (gathered.lacking) return notEvaluable(...reasonsFor(rule.needs, factOf));
  const verdict = ask(rule, gathered, members, onError);
  if (verdict.is === 'missing') return notEvaluable(...reasonsFor(verdict.facts, factOf));
  if (verdict.is === 'pass' && !verdict.onRecord && !gathered.verified) return unverified;
  return verdict;
};
