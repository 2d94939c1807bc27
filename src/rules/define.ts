import type { FactName, FactValues, Member } from '../facts/values.ts';
import type { RuleText } from '../model/rule-text.ts';
import type { GroupKind } from '../model/stored.ts';
import type { Verdict } from '../model/verdict.ts';

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
  readonly over: GroupKind;
  /** Judges the executions of one group, in order of time; facts are those of the earliest. The answer goes to each member. */
  evaluate(given: Given<Needs, Uses>, members: Iterable<Member>): Verdict | Missing;
}

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

export type Rule = InvocationRule | GroupRule;

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
