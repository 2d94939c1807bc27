import type { FactName, FactValues, Member } from '../facts/values.ts';
import type { RuleScope, RuleText } from '../model/rule-text.ts';
import type { GroupKind } from '../model/stored.ts';
import type { Verdict } from '../model/verdict.ts';

type AggregateScope = 'source' | 'issuer' | 'server';
type GroupScope = Exclude<RuleScope, AggregateScope | 'invocation'>;

type BooleanFact = { [N in FactName]: FactValues[N] extends boolean ? N : never }[FactName];

/** The facts a rule declared: those it needs are there, those it uses may be missing. */
export type Given<Needs extends FactName, Uses extends FactName> = Pick<FactValues, Needs> & {
  readonly [N in Uses]: FactValues[N] | undefined;
};

interface Declared<Needs extends FactName, Uses extends FactName> {
  /** Known to be false: not applicable. Not known: not evaluable. What they rest on need not be verified. */
  readonly when?: readonly BooleanFact[];
  /** Not known: not evaluable, for the reason why it is not known. */
  readonly needs: readonly Needs[];
  /** Handed over as `undefined` where not known. A rule that cannot do without one after all says `missing`. */
  readonly uses?: readonly Uses[];
}

interface InvocationRuleOf<Needs extends FactName, Uses extends FactName> extends RuleText, Declared<Needs, Uses> {
  readonly over: 'invocation';
  evaluate(given: Given<Needs, Uses>): Verdict | Missing;
}

interface GroupRuleOf<Needs extends FactName, Uses extends FactName> extends RuleText, Declared<Needs, Uses> {
  readonly over: GroupScope;
  /** What the members of a group share. */
  readonly groupBy: GroupKind;
  /** What one execution alone would fail for, the others may answer: a pass of the group is then more than that of each member. */
  readonly mendedByOthers?: true;
  /** Judges the executions of one group, in order of time; facts are those of the earliest. The answer goes to each member. */
  evaluate(given: Given<Needs, Uses>, members: Iterable<Member>): Verdict | Missing;
}

interface AggregateRuleOf<Needs extends FactName, Uses extends FactName, Counted extends string = string> extends RuleText {
  readonly over: AggregateScope;
  /** Facts of each record that may be missing: an aggregate judges what a source, an issuer or a server says at all. */
  readonly uses: readonly (Needs | Uses)[];
  /** What is counted, before anything was seen. */
  begin(): Record<Counted, number>;
  /** Sees the records of one source, issuer or server, refused ones too, `times` of them that say the same at once. */
  add(
    counts: Record<Counted, number>,
    given: { readonly [N in Needs | Uses]: FactValues[N] | undefined },
    record: Member,
    times: number,
  ): void;
  /** Adds up what was counted apart; absent where counts are sums. */
  merge?(counts: Record<Counted, number>, others: Record<Counted, number>): void;
  /** Answers once all were seen. Gives findings, never verdicts of invocations (contract §1). */
  verdict(counts: Record<Counted, number>): Verdict;
}

/** What a rule keeps of the records of a source, an issuer or a server. */
export type Counts = Record<string, number>;

/** A rule found that it cannot do without facts it only declared to use. */
export interface Missing {
  readonly is: 'missing';
  readonly facts: readonly FactName[];
}

export const missing = (...facts: readonly FactName[]): Missing => ({ is: 'missing', facts });

/** A rule over one invocation, with what it declared erased. */
export type InvocationRule = InvocationRuleOf<FactName, FactName>;

/** A rule over the executions that share something. */
export type GroupRule = GroupRuleOf<FactName, FactName>;

/** A rule over all records of a source, an issuer or a server. */
export type AggregateRule = AggregateRuleOf<FactName, FactName>;

export type Rule = InvocationRule | GroupRule | AggregateRule;

export const isGroupRule = (rule: Rule): rule is GroupRule => 'groupBy' in rule;

export const isAggregateRule = (rule: Rule): rule is AggregateRule => 'begin' in rule;

/**
 * Types a rule over one invocation: `evaluate` is handed the declared facts and nothing else. The erasure is sound, since the
 * engine builds the argument from the very lists declared here.
 */
export const invocationRule = <const Needs extends FactName, const Uses extends FactName = never>(
  rule: InvocationRuleOf<Needs, Uses>,
): InvocationRule => rule as unknown as InvocationRule;

/** Types a rule over a group, in the same way. */
export const groupRule = <const Needs extends FactName, const Uses extends FactName = never>(
  rule: GroupRuleOf<Needs, Uses>,
): GroupRule => rule as unknown as GroupRule;

/** Types a rule over a source, an issuer or a server. */
export const aggregateRule = <const Uses extends FactName, const Counted extends string>(
  rule: AggregateRuleOf<never, Uses, Counted>,
): AggregateRule => rule as unknown as AggregateRule;
