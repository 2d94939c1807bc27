import type { InvocationFields, StatedToken, TokenScheme } from '../model/invocation.ts';
import type { BindingMode, Profile, TokenDemand } from '../model/policy.ts';
import type { Reason } from '../model/reasons.ts';
import type { Confirmation, ProofFacts, TokenForm, TokenHeader } from '../model/token.ts';
import type { SignatureJudgement } from './signature.ts';

/** What is known of one thing. `verified`: a signature of the issuer, or a trusted introspection answer, vouches for it. */
export type Fact<T> = { readonly known: true; readonly value: T; readonly verified: boolean } | Unknown;

/** Why it is not known: what the log would have to say. */
export interface Unknown {
  readonly known: false;
  readonly reasons: readonly Reason[];
}

/** When the server received the request: an instant, or with only a log time everything up to it. Epoch milliseconds. */
export interface RequestTime {
  readonly earliest: number;
  readonly latest: number;
}

/** What a sample or an introspection answer says, as far as a log may state it too. */
export interface SampledClaims {
  readonly issuer?: string;
  readonly jti?: string;
  readonly subject?: string;
  readonly audience?: readonly string[];
  readonly scopes?: readonly string[];
  /** Epoch milliseconds. */
  readonly expiresAt?: number;
}

/** A demand of the policy on a server other than the one called. */
export interface OtherServer {
  readonly id: string;
  readonly resource: readonly string[];
}

/**
 * The facts that rules may ask for, by name. `null` in a claim means that the token is known not to have it.
 * A fact that could not be found is not a value: it is `Unknown`, with the reason, and the engine answers for the rule.
 */
export interface FactValues {
  // What was presented
  /** False only where the log states that no token came. */
  tokenPresented: boolean;
  tokenForm: TokenForm;
  tokenHeader: TokenHeader;
  tokenHash: string;
  tokenScheme: TokenScheme;
  tokenCount: number;
  tokenInUrl: boolean;
  /** A trusted introspection answer speaks for a token that is opaque to us: form and signature are the issuer's business. */
  formJudged: boolean;
  signature: SignatureJudgement;

  // Claims of the token
  claimNames: readonly string[];
  issuer: string | null;
  subject: string | null;
  audience: readonly string[] | null;
  clientId: string | null;
  tokenId: string | null;
  scopes: readonly string[] | null;
  issuedAt: number | null;
  notBefore: number | null;
  expiresAt: number | null;
  warnAfter: number | null;
  confirmation: Confirmation | null;

  // Several sources of facts about one token
  statedToken: StatedToken;
  introspectedActive: boolean;
  /** An introspection answer decides here: the token is opaque, or an answer is on file. */
  introspectionAsked: boolean;
  /** Facts from a sample or an introspection answer, to be held against what the log states. */
  sampledClaims: SampledClaims;

  // The request
  requestTime: RequestTime;
  requestMethod: string;
  requestUrl: string;
  toolName: string;
  outcomeKnown: boolean;

  // Proof of possession
  /** A DPoP proof came and was logged. */
  proofPresented: boolean;
  /** A proof came, or one should have: false where the log states that none did, or the token is not bound to a key. */
  proofExpected: boolean;
  proof: ProofFacts;
  proofCount: number;
  demandedNonces: readonly string[];
  boundToKey: boolean;
  boundToCertificate: boolean;
  /** Hash of the client certificate; `null` where the log states that none was presented. */
  clientCertificate: { readonly sha256?: string } | null;

  // What the policy demands
  clockSkew: number;
  proofWindow: number;
  maxTokenLifetime: number;
  tokenDemand: TokenDemand | null;
  trustedIssuers: readonly string[];
  issuerProfile: Profile | null;
  /** `null`: any asymmetric one. */
  allowedAlgorithms: readonly string[] | null;
  /** The keys or the algorithms of the issuer are asymmetric. */
  issuerIsAsymmetric: boolean;
  resourceIdentifiers: readonly string[];
  otherServers: readonly OtherServer[];
  requiredScopes: readonly string[];
  /** A scope and those that it implies, by the policy. */
  scopeImplications: Readonly<Record<string, readonly string[]>>;
  exactScopes: boolean;
  bindingMode: BindingMode;
  /** `null`: every asymmetric one. */
  proofAlgorithms: readonly string[] | null;
  serverUrls: readonly string[];
  replayContext: readonly string[];
  /** How far the clock of the server runs ahead of those of its clients, by the median of at least ten proofs; 0 where that is within the skew. */
  clockOffset: number;
  /** Resource identifiers by server, for rules over a token that went to several. */
  resourcesByServer: ReadonlyMap<string, readonly string[]>;
}

export type FactName = keyof FactValues;

/** One execution within a group, as rules over groups see it. */
export interface Member {
  readonly name: string;
  readonly server: string;
  readonly fields: InvocationFields;
  /** See `StoredInvocation.ambiguous`. */
  readonly ambiguous: boolean;
  /** SHA-256 of the raw proof, where one came. */
  readonly proofSha256?: string;
}

export const known = <T>(value: T, verified = true): Fact<T> => ({ known: true, value, verified });

export const unknown = (...reasons: readonly Reason[]): Unknown => ({ known: false, reasons });
