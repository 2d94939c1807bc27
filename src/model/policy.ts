/** Which claims of an issuer mean what (contract §3.3). */
export const PROFILES = ['rfc9068', 'jwt', 'entra', 'okta', 'auth0', 'cognito', 'k8s', 'github-actions'] as const;
export type Profile = (typeof PROFILES)[number];

export type BindingMode = 'dpop' | 'mtls' | 'any' | 'none';
export type TokenDemand = 'required' | 'optional' | 'none';

/** A key set file of an issuer, its path resolved. Dates are epoch milliseconds. */
export interface KeySetSource {
  readonly path: string;
  readonly from?: number;
  readonly until?: number;
  readonly complete?: boolean;
}

export interface IssuerPolicy {
  readonly issuer: string;
  readonly jwks: readonly KeySetSource[];
  /** Absent: any asymmetric one. */
  readonly algorithms?: readonly string[];
  readonly profile?: Profile;
}

export interface ApprovalDemand {
  readonly required: boolean;
  /** Milliseconds. */
  readonly maxAge?: number;
}

export interface ToolPolicy {
  /** Exact name, or a glob with `*` and `?`. */
  readonly pattern: string;
  readonly scopes?: readonly string[];
  readonly exactScopes: boolean;
  readonly delegationRequired: boolean;
  /** Milliseconds. */
  readonly maxAuthAge?: number;
  readonly acr?: readonly string[];
  readonly approval?: ApprovalDemand;
  readonly purpose?: readonly string[];
  readonly token?: TokenDemand;
}

export interface ServerPolicy {
  readonly id: string;
  readonly resource: readonly string[];
  readonly urls: readonly string[];
  readonly token: TokenDemand;
  readonly proofAlgorithms?: readonly string[];
  /** Absent: all configured ones. */
  readonly issuers?: readonly string[];
  readonly binding: BindingMode;
  /** Most specific first. Empty: the policy lists no tools. */
  readonly tools: readonly ToolPolicy[];
}

export interface ExceptionPolicy {
  readonly rule: string;
  readonly match: Readonly<Record<string, string>>;
  readonly reason: string;
  readonly owner?: string;
  /** Epoch milliseconds, the end of the day named. */
  readonly expires: number;
  readonly acceptRisk: boolean;
  /** Line in the policy, for messages. */
  readonly line?: number;
}

/** What the servers audited should have demanded. Durations are milliseconds. */
export interface Policy {
  /** Absent where the audit runs without one. */
  readonly path?: string;
  readonly sha256?: string;
  readonly clockSkew: number;
  readonly proofWindow: number;
  readonly maxTokenLifetime?: number;
  readonly revocationGrace: number;
  readonly issuers: readonly IssuerPolicy[];
  readonly servers: readonly ServerPolicy[];
  readonly scopeImplications: Readonly<Record<string, readonly string[]>>;
  readonly broadScopes: readonly string[];
  readonly maxDelegationDepth?: number;
  readonly actors?: readonly { readonly actor: string; readonly subjects?: readonly string[] }[];
  readonly singleUse: readonly { readonly issuer?: string; readonly type?: string }[];
  readonly replayContext: readonly string[];
  readonly introspectionTrusted: boolean;
  readonly identities: readonly { readonly id: string; readonly also: readonly string[] }[];
  readonly frameworks?: readonly string[];
  readonly exceptions: readonly ExceptionPolicy[];
}

/** What holds without a policy: nothing is demanded, so what needs a demand is not evaluable. */
export const NO_POLICY: Policy = {
  clockSkew: 60_000,
  proofWindow: 300_000,
  revocationGrace: 0,
  issuers: [],
  servers: [],
  scopeImplications: {},
  broadScopes: [],
  singleUse: [],
  replayContext: ['client_cert_sha256', 'workload_id', 'device_id', 'run_id', 'stage', 'agent_id'],
  introspectionTrusted: false,
  identities: [],
  exceptions: [],
};
