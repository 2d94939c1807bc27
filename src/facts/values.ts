import type { InvocationFields, StatedToken, TokenScheme } from '../model/invocation.ts';
import type { BindingMode, Profile, TokenDemand } from '../model/policy.ts';
import type { Actor, AuthorizationDetail, Confirmation, ProofFacts, TokenForm, TokenHeader } from '../model/token.ts';
import type { ApprovalSet } from './approval-set.ts';
import type { IdentityComparison, OtherServer, RequestTime, SampledClaims } from './records.ts';
import type { RevocationSet } from './revocation-set.ts';
import type { SignatureJudgement } from './signature.ts';

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
  // Delegation and identity
  /** The chain of `act`, the current actor first; `null`: the token has none. */
  actors: readonly Actor[] | null;
  mayAct: Actor | null;
  delegationRequired: boolean;
  maxDelegationDepth: number;
  /** Who may act for whom by the policy; `null`: anyone. */
  allowedActors: readonly { readonly actor: string; readonly subjects?: readonly string[] }[] | null;
  /** Who presented the token as the log authenticated it: `agent_id`, else `client_id`. */
  presenter: string;
  loggedClient: string;
  loggedPrincipal: string;
  identities: IdentityComparison;

  // Session, step-up, approval, purpose
  /** Digest of `sid`. */
  tokenSession: string | null;
  loggedSession: string;
  /** The session of the log, where some call shows that it is of the same namespace as `sid`. */
  comparableSession: string;
  authenticatedAt: number | null;
  authenticationClass: string | null;
  maxAuthenticationAge: number;
  demandedClasses: readonly string[];
  maxAgeDemanded: boolean;
  classDemanded: boolean;
  approvalDemanded: boolean;
  /** Milliseconds; `null`: no limit. */
  maxApprovalAge: number | null;
  /** The approval that the call names, else all on file for its principal and server that were given before it and had not ended. */
  approvals: ApprovalSet;
  /** The call names an approval. */
  approvalNamed: boolean;
  argumentsHash: string;
  purposes: readonly string[] | null;
  demandedPurposes: readonly string[];
  purposeDemanded: boolean;
  loggedPurpose: string;
  /** Digests of the members of `tctx`. */
  transactionContext: Readonly<Record<string, string>> | null;
  /** Digests of the arguments of the call, under the same key. */
  argumentDigests: Readonly<Record<string, string>>;
  tokenArgumentsHash: string | null;

  // Scope
  authorizationDetails: readonly AuthorizationDetail[] | null;
  invokedResource: string;
  usedScopes: readonly string[];
  /** The policy lists the tools of the server. */
  toolsListed: boolean;
  toolListed: boolean;
  broadScopes: readonly string[];

  // Revocation, exposure, workload
  revocationGrace: number;
  /** Records that name the very token; unknown where no revocation is on file at all. */
  tokenRevocations: RevocationSet;
  /** Records that name its session, subject or client. */
  partyRevocations: RevocationSet;
  /** When the token was first seen in a leak, epoch milliseconds; `null`: it is in none of those on file. */
  leakedAt: number | null;
  /** Whether a leak is told by the hash in the proof alone. */
  leakedByProof: boolean;
  urlQuery: { readonly token: boolean };
  /** What the arguments hold that is a token: known by its hash, or one of a configured issuer alive at the request. */
  tokensInArguments: readonly string[];
  tokenRun: string | null;
  tokenEnvironment: string | null;
  loggedRun: string;
  loggedStage: string;
  tokenPod: string | null;
  loggedPod: string;
  /** The policy declares the token single-use. */
  singleUse: boolean;

  // Aggregates: what a source, an issuer or a server shows
  /** The record holds a token verbatim: when it expires, epoch milliseconds; `null`: never, or not known. */
  verbatimToken: { readonly expiresAt: number | null };
  asOf: number;
  /** Whether the record says anything by which the token can be known: itself, a hash, an id or a claim. */
  tokenIdentified: boolean;
  /** The logging component says that it verified the token. */
  assertedVerified: boolean;
  /** The record has the time of the request, with a zone. */
  requestTimed: boolean;
  tokenTruncated: boolean;
  /** Proofs of the server, and by how much its clock is off, milliseconds; 0 where that is within the skew. */
  serverClock: { readonly proofs: number; readonly offset: number };

  /** The server called, as the policy names it. */
  calledServer: string;
  /** Resource identifiers by server, for rules over a token that went to several. */
  resourcesByServer: ReadonlyMap<string, readonly string[]>;
}

export type FactName = keyof FactValues;

/** One execution within a group, or one record of an aggregate, as rules see it. */
export interface Member {
  readonly name: string;
  readonly server: string;
  readonly fields: InvocationFields;
  /** Whether the log states a field, without looking at its value. */
  readonly states?: (name: keyof InvocationFields) => boolean;
  /** See `StoredRecord.ambiguous`. */
  readonly ambiguous: boolean;
  /** SHA-256 of the raw proof, and of what it signs, where one came. */
  readonly proofSha256?: string | undefined;
  readonly proofContent?: string | undefined;
  /** A proof came and was logged. */
  readonly proofLogged?: boolean | undefined;
  /** SHA-256 of the raw token as presented, and the row that stands for its signed content. */
  readonly tokenSha256?: string | undefined;
  readonly tokenIdentity?: number | undefined;
  /** SHA-256 of what the token signs, where a sample is there. */
  readonly tokenContent?: string | undefined;
  /** Client and subject of the token, else as the log authenticated them; absent where not known. */
  readonly client?: string | undefined;
  readonly subject?: string | undefined;
  readonly scopes?: readonly string[] | undefined;
  /** What the policy requires for the tool; absent where it does not say. */
  readonly requiredScopes?: readonly string[] | undefined;
}
