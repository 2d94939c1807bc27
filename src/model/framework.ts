/** What a finding shows, independent of the rule that found it: the class joins rules to controls. */
export const FINDING_CLASSES = [
  'token-unbound',
  'token-replayed',
  'token-substituted',
  'scope-excess',
  'token-expired',
  'audience-mismatch',
  'issuer-mismatch',
  'delegation-broken',
  'session-stale',
  'approval-stale',
  'purpose-mismatch',
  'token-leaked',
  'token-revoked',
  'token-long-lived',
  'weak-algorithm',
  'evidence-missing',
] as const;
export type FindingClass = (typeof FINDING_CLASSES)[number];

/** One entry of a published list. */
export interface Control {
  /** As the publisher writes it. */
  readonly id: string;
  readonly title: string;
  readonly url?: string;
}

/** What names a control. */
export interface ControlName {
  /** Id of the framework. */
  readonly framework: string;
  readonly id: string;
}

/** A published list of controls or weaknesses. Says nothing about rules. */
export interface Framework {
  /** Equals the file name. */
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly published: string;
  /** Where the ids and titles were read. */
  readonly source: string;
  readonly licence: string;
  /** How well the ids and titles are checked against the publisher. */
  readonly verification: string;
  /** Whether titles are the publisher's, or ours where the publisher gives none. */
  readonly titleKind: 'official' | 'our label';
  readonly note?: string;
  readonly controls: readonly Control[];
}

/**
 * `direct`: the control names this. `partial`: in its scope, not named. `conditional`: only where `when` holds.
 * `weak`: related, and never decides a status.
 */
export const LINK_STRENGTHS = ['direct', 'partial', 'conditional', 'weak'] as const;
export type LinkStrength = (typeof LINK_STRENGTHS)[number];

/** Why findings of a class bear on a control. */
export interface ControlLink {
  /** Id of the framework. */
  readonly framework: string;
  /** Id of the control. */
  readonly id: string;
  readonly title: string;
  readonly strength: LinkStrength;
  readonly rationale: string;
  /** The fact that must be in the log, in words; there if and only if the link is conditional. */
  readonly when?: string;
}
