import type { Actor } from './token.ts';

/** `executed` and `tool_error` count as executed; `denied` is refused for its credentials; `failed` did not run for another reason (contract §3.1). */
export const OUTCOMES = ['executed', 'tool_error', 'denied', 'failed', 'pending', 'unknown'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Had effect, or may have had (contract §1): such an invocation is a member of its groups. */
export const mayHaveExecuted = (outcome: Outcome): boolean =>
  outcome === 'executed' || outcome === 'tool_error' || outcome === 'unknown';

/** Who saw the request. */
export const VANTAGES = ['server', 'gateway', 'client'] as const;
export type Vantage = (typeof VANTAGES)[number];

/** How the token was presented, in lower case; `none` states that no token came. */
export const TOKEN_SCHEMES = ['bearer', 'dpop', 'mtls', 'basic', 'apikey', 'other', 'none'] as const;
export type TokenScheme = (typeof TOKEN_SCHEMES)[number];

/**
 * What a log states about a token without showing it. Never proof of a pass (contract §3.1).
 * Times are epoch milliseconds, thumbprints base64url.
 */
export interface StatedToken {
  issuer?: string;
  jti?: string;
  /**
   * Whose ids `jti` is one of, where the log names no issuer: a name that the format gives them. Joins records of such ids with each
   * other; never compared with an issuer.
   */
  idSpace?: string;
  subject?: string;
  clientId?: string;
  audience?: string[];
  scopes?: string[];
  issuedAt?: number;
  notBefore?: number;
  expiresAt?: number;
  jkt?: string;
  x5tS256?: string;
  /** The chain of `act`, outermost first. */
  actors?: readonly Actor[];
  verified?: boolean;
}

/** What is kept of a string in the arguments that may be a token: its hash, and of a JWS the issuer and expiry it claims. */
export interface ArgumentToken {
  readonly sha256: string;
  readonly issuer?: string;
  /** Epoch milliseconds. */
  readonly expiresAt?: number;
}

/**
 * What one record states about one request to run one tool, without any credential (contract §3.1).
 * Absent means that the log does not say. Times are epoch milliseconds (fractions allowed), hashes base64url.
 */
export interface InvocationFields {
  /** Id of the event as logged; absent where the log gives none. */
  recordId?: string;
  eventTime?: number;
  /** `event_time` was there but had no zone. */
  eventTimeWithoutZone?: true;
  logTime?: number;
  vantage?: Vantage;
  serverName?: string;
  toolName?: string;
  resource?: string;
  outcome?: Outcome;
  httpMethod?: string;
  /** Without user information, query and fragment. */
  httpUrl?: string;
  /** True where the logged URL had a query, false where it had none. */
  urlQueryLogged?: boolean;
  /** The query carried a parameter that holds a token. */
  tokenInUrl?: boolean;
  httpStatus?: number;
  tokenScheme?: TokenScheme;
  tokenCount?: number;
  /** SHA-256 of the presented token. */
  tokenSha256?: string;
  /** The log holds the token verbatim. */
  tokenVerbatim?: true;
  /** The log holds the token cut short or masked. */
  tokenTruncated?: true;
  statedToken?: StatedToken;
  proofCount?: number;
  /** Digests of the nonces that the server would have accepted. */
  nonces?: string[];
  /** SHA-256 of the DER of the client certificate. */
  clientCertSha256?: string;
  clientCertPresent?: boolean;
  agentId?: string;
  clientId?: string;
  principalId?: string;
  agentName?: string;
  clientName?: string;
  principalName?: string;
  /** Digest. */
  sessionId?: string;
  /** JSON text, so that `"1"` is not `1`. */
  rpcId?: string;
  protocolVersion?: string;
  traceId?: string;
  spanId?: string;
  parentSpanId?: string;
  requestId?: string;
  sourceIp?: string;
  userAgent?: string;
  workloadId?: string;
  deviceId?: string;
  podUid?: string;
  runId?: string;
  stage?: string;
  /** SHA-256 of the RFC 8785 form. */
  argumentsSha256?: string;
  /** Digest of each top-level argument under the random key of the database. */
  argumentDigests?: Record<string, string>;
  /** Strings in the arguments that have the form of a token. */
  tokensInArguments?: ArgumentToken[];
  approvalId?: string;
  purpose?: string;
  scopesUsed?: string[];
  transactionId?: string;
}
