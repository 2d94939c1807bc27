/** The families of rules: the part of their ids before the slash. */
export const RULE_FAMILIES = [
  'token',
  'signature',
  'issuer',
  'audience',
  'scope',
  'binding',
  'replay',
  'delegation',
  'identity',
  'session',
  'approval',
  'purpose',
  'revocation',
  'exposure',
  'workload',
  'hygiene',
  'logging',
] as const;
export type RuleFamily = (typeof RULE_FAMILIES)[number];

/**
 * What a log shows of the token behind a call, most first: the token or the proof itself, its claims as the logging component read them,
 * an id or hash of it, only who called, or not even that.
 */
export const EVIDENCE_LEVELS = ['crypto', 'claims', 'identifier', 'principal', 'none'] as const;
export type EvidenceLevel = (typeof EVIDENCE_LEVELS)[number];

/** Which rules the calls of one source can be judged by, as the product logs them out of the box. */
export interface Coverage {
  readonly level: EvidenceLevel;
  /** Families of which some rule decides with a policy and this source alone, if only to fail. */
  readonly alone: readonly RuleFamily[];
  /** More of them, once what the log points to is handed in: samples of the tokens, issuance logs, approvals, revocations, leaks. */
  readonly withEvidence: readonly RuleFamily[];
  /** How the product is to be configured so that it logs more, and what can be decided then. */
  readonly toDecideMore?: {
    readonly families: readonly RuleFamily[];
    /** One sentence that says where the configuration goes. */
    readonly where: string;
    /** As it stands in the configuration of the product. */
    readonly configuration: string;
  };
}

/** How far one family of rules can decide over calls of one source. */
export type Decidable = 'alone' | 'with-evidence' | 'with-configuration' | 'no';

/** Reads the table of a source for one family. */
export const decidable = ({ alone, withEvidence, toDecideMore }: Coverage, family: RuleFamily): Decidable => {
  if (alone.includes(family)) return 'alone';
  if (withEvidence.includes(family)) return 'with-evidence';
  return toDecideMore?.families.includes(family) ? 'with-configuration' : 'no';
};
