import type { ClassSubject } from '../facts/subject.ts';
import type { Member } from '../facts/values.ts';
import type { Outcome } from '../model/invocation.ts';
import type { StoredRecord } from '../model/stored.ts';
import type { Verdict } from '../model/verdict.ts';
import type { GroupRule, Rule } from '../rules/define.ts';
import type { Binding } from './binding.ts';
import type { Level } from './ladder.ts';
import type { Noted } from './noted.ts';
import type { Order } from './order.ts';

export type RuleErrorListener = (rule: Rule, record: { readonly name: string }, error: unknown) => void;

/** Verdicts of groups of two or more that are more than a pass, by rule and group. */
export interface GroupVerdicts {
  /** Whether any was kept for a rule. */
  hasAny(rule: GroupRule): boolean;
  of(rule: GroupRule, key: string): Verdict | undefined;
}

/** Rules in their order, and where each stands: worked out once for all invocations. */
export interface Plan {
  readonly rules: readonly Rule[];
  readonly positions: ReadonlyMap<string, number>;
}

export const planOf = (rules: readonly Rule[]): Plan => ({
  rules,
  positions: new Map(rules.map(({ id }, position) => [id, position])),
});

/** A verdict, and the number of all that say the same: fails do, whatever each says of its own. */
export interface Said {
  readonly code: number;
  /** `undefined` where a rule has nothing to say. */
  readonly verdict: Verdict | undefined;
}

/** What is to be counted of all invocations of which the rules say the same. */
export interface Answer {
  /** Aligned with the rules. What fails say of their own is that of one of the invocations. */
  readonly verdicts: readonly (Verdict | undefined)[];
  readonly binding: Binding;
  readonly level: Level;
  /** Places of the rules that fail. */
  readonly failing: readonly number[];
  /** How many were given it, by outcome: first those that are reported, then the others. */
  readonly given: Float64Array;
  /** The first of those reported. */
  first: Order | undefined;
}

/** What was made for a class; the same object for all records of it while it is remembered. */
export interface Kind {
  /** What the rules over sources, issuers and servers keep of it. */
  noted?: Noted;
}

/** An answer about one invocation. Holds until the next one is judged. */
export interface Assessment {
  readonly record: StoredRecord;
  readonly subject: ClassSubject;
  /** The invocation as a group of one. */
  readonly member: Member;
  readonly outcome: Outcome;
  /** What each rule says, in their order. */
  readonly said: readonly Said[];
  readonly answer: Answer;
  readonly kind: Kind;
}
