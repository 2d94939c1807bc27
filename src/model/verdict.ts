import type { Reason } from './reasons.ts';
import type { Severity } from './severity.ts';

/** The answer of one rule about one invocation or group. Not-applicable needs positive evidence that the question does not arise. */
export type Verdict =
  | { readonly is: 'pass' /** Holds whatever the claims of the token are worth. */; readonly onRecord: boolean }
  | { readonly is: 'not-applicable' }
  | { readonly is: 'not-evaluable'; readonly reasons: readonly Reason[] }
  | Fail;

/** A contradiction: what the rule expected and what was observed, in words, without secrets. */
export interface Fail {
  readonly is: 'fail';
  readonly expected: string;
  readonly observed: string;
  /** Where it differs from that of the rule. */
  readonly severity?: Severity;
}

/** Passes if the claims that the rule looked at were verified; the engine sees to that. */
export const pass: Verdict = { is: 'pass', onRecord: false };

/** Passes on what the record and the form of the token show, whether or not its claims are verified. */
export const passOnRecord: Verdict = { is: 'pass', onRecord: true };

export const notApplicable: Verdict = { is: 'not-applicable' };

export const notEvaluable = (...reasons: readonly Reason[]): Verdict => ({ is: 'not-evaluable', reasons });

export const fail = (expected: string, observed: string, severity?: Severity): Fail =>
  severity === undefined ? { is: 'fail', expected, observed } : { is: 'fail', expected, observed, severity };
