import type { BindingMode, Profile, TokenDemand } from '../model/policy.ts';

type Duration = string | number;

export interface RawKeySet {
  readonly path: string;
  readonly from?: string;
  readonly until?: string;
  readonly complete?: boolean;
}

export interface RawIssuer {
  readonly issuer: string;
  readonly jwks?: string | readonly RawKeySet[];
  readonly algorithms?: readonly string[];
  readonly profile?: Profile;
}

export interface RawTool {
  readonly scopes?: readonly string[];
  readonly exact_scopes?: boolean;
  readonly delegation?: 'required';
  readonly max_auth_age?: Duration;
  readonly acr?: readonly string[];
  readonly approval?: 'required' | { readonly required?: boolean; readonly max_age?: Duration };
  readonly purpose?: readonly string[];
  readonly token?: TokenDemand;
}

export interface RawServer {
  readonly id: string;
  readonly resource?: readonly string[];
  readonly urls?: readonly string[];
  readonly token?: TokenDemand;
  readonly proof_algorithms?: readonly string[];
  readonly issuers?: readonly string[];
  readonly binding?: BindingMode;
  readonly tools?: Readonly<Record<string, RawTool>>;
}

export interface RawException {
  readonly rule: string;
  readonly match: Readonly<Record<string, string>>;
  readonly reason: string;
  readonly owner?: string;
  readonly expires: string;
  readonly accept_risk?: boolean;
}

/** A policy as written, once `policy.schema.json` has found it in order (contract §3.3). */
export interface RawPolicy {
  readonly clock_skew?: Duration;
  readonly proof_window?: Duration;
  readonly max_token_lifetime?: Duration;
  readonly revocation_grace?: Duration;
  readonly issuers?: readonly RawIssuer[];
  readonly servers?: readonly RawServer[];
  readonly scopes?: { readonly implies?: Readonly<Record<string, readonly string[]>>; readonly broad?: readonly string[] };
  readonly delegation?: {
    readonly max_depth?: number;
    readonly actors?: readonly { readonly actor: string; readonly subjects?: readonly string[] }[];
  };
  readonly tokens?: { readonly single_use?: readonly { readonly issuer?: string; readonly type?: string }[] };
  readonly replay?: { readonly context?: readonly string[] };
  readonly introspection?: 'trusted' | 'untrusted';
  readonly identities?: readonly { readonly id: string; readonly also: readonly string[] }[];
  readonly frameworks?: readonly string[];
  readonly exceptions?: readonly RawException[];
}
