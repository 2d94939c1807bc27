import type { FindingClass } from './framework.ts';
import type { Severity } from './severity.ts';

/** What a rule is applied to (contract §1). Only groups that are in `GROUPED_MEMBERS` give verdicts to invocations. */
export type RuleScope =
  | 'invocation'
  | 'token'
  | 'proof'
  | 'identity'
  | 'session'
  | 'approval'
  | 'transaction'
  | 'binding key'
  | 'source'
  | 'issuer'
  | 'server';

/** When a rule counts for `bound` (contract §1). */
export type Matters =
  | 'always'
  | 'never'
  | 'token.cnf.jkt'
  | 'token.cnf.x5t#S256'
  | 'policy servers[].binding'
  | 'policy tools.exact_scopes'
  | 'policy tools.delegation'
  | 'policy tools.max_auth_age'
  | 'policy tools.acr'
  | 'policy tools.approval'
  | 'policy tools.purpose';

/** Everything about a rule but its function: what `explain` shows and reports carry. */
export interface RuleText {
  /** `family/failing-state`, equals the path of its file. */
  readonly id: string;
  readonly title: string;
  readonly class: FindingClass;
  readonly severity: Severity;
  readonly over: RuleScope;
  /** What it fails on, in one sentence. */
  readonly failsWhen: string;
  /** What it cannot be evaluated without; `-` where that cannot happen. */
  readonly notEvaluableWhen: string;
  /** Why it matters. */
  readonly why: string;
  /** How to mend it at the server. */
  readonly fix: string;
  /** Sections of the specifications that it enforces. */
  readonly spec: string;
  readonly breaksBinding: boolean;
  readonly matters: Matters;
  readonly baselineable: boolean;
}
