import type { InvocationFields, Outcome, StatedToken } from './invocation.ts';
import type { OwnFields } from './record-fields.ts';

/** Where a record stands in its source. */
export interface Place {
  /** From 1. */
  readonly line: number;
  /** SHA-256 of the record as it stands, hex. */
  readonly recordSha256: string;
}

/** An invocation as a format maps it. This and the other drafts are the only types that may hold a raw credential. */
export interface InvocationDraft {
  readonly kind: 'invocation';
  /** What the record states. `nonces`, `sessionId` and `argumentDigests` are still to be digested, from the members below. */
  readonly fields: InvocationFields;
  /** SHA-256 of the canonical record without `log_time` (RFC 8785), hex, where the record has no id (contract §6). */
  readonly name?: string;
  /** The presented token, verbatim. */
  readonly token?: string;
  /** The DPoP header, verbatim. */
  readonly dpopProof?: string;
  readonly dpopNonces?: readonly string[];
  readonly sessionId?: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
  /** Members of the record that the format does not map; they tell one record from another. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** Of the record that it is made of, where that is an earlier one than was read last: a request that waited for its answer. */
  readonly place?: Place;
}

/** What a record says on its own, where all else of it is known from another one (`FIELD_HOMES`). */
export interface OwnDraft {
  /** Event time, epoch milliseconds; NaN where there is none. */
  readonly time: number;
  readonly outcome: Outcome;
  /** Part of the call, and yet what varies most in it: calls by one token are like each other but for this. */
  readonly toolName: string | undefined;
  readonly fields: Omit<OwnFields, 'eventTime' | 'outcome'> & { recordId: string };
  readonly arguments: Readonly<Record<string, unknown>> | undefined;
  /** The DPoP header, verbatim. */
  readonly dpopProof: string | undefined;
}

/** A sample of a token: raw, or facts about it (`token/1`, or a bare JWT line). */
export interface TokenDraft {
  readonly kind: 'token';
  readonly token?: string;
  readonly tokenSha256?: string;
  readonly stated?: StatedToken;
}

/** An answer of the introspection endpoint, RFC 7662. */
export interface IntrospectionDraft {
  readonly kind: 'introspection';
  readonly token?: string;
  readonly tokenSha256?: string;
  /** Epoch milliseconds. */
  readonly queriedAt: number;
  readonly answeredBy?: string;
  readonly response: Readonly<Record<string, unknown>>;
}

/** An approval of a call by a person (`approval/1`). Times are epoch milliseconds. */
export interface ApprovalDraft {
  readonly kind: 'approval';
  readonly approvalId?: string;
  readonly approvedAt: number;
  readonly expiresAt?: number;
  readonly approvedBy?: string;
  readonly serverName?: string;
  readonly toolName?: string;
  readonly principalId?: string;
  readonly argumentsSha256?: string;
  /** 0 for a standing approval. */
  readonly maxUses: number;
}

/** The end of a token, a session, a subject or a client (`revocation/1`). Times are epoch milliseconds. */
export interface RevocationDraft {
  readonly kind: 'revocation';
  readonly revokedAt: number;
  readonly knownAt: number;
  readonly token?: string;
  readonly tokenSha256?: string;
  readonly tokenIssuer?: string;
  readonly tokenJti?: string;
  readonly sessionId?: string;
  readonly tokenSubject?: string;
  readonly tokenClientId?: string;
}

/** A token seen where it should not be (`leak/1`). */
export interface LeakDraft {
  readonly kind: 'leak';
  /** Epoch milliseconds; absent where a report does not say when. */
  readonly seenAt?: number;
  readonly token?: string;
  readonly tokenSha256?: string;
  readonly tokenIssuer?: string;
  readonly tokenJti?: string;
  readonly location?: string;
}

/** A key set or key, metadata or a policy that lies among the logs: told about, never trusted (contract §3.2). */
export interface HintDraft {
  readonly kind: 'hint';
  readonly what:
    | 'jwks'
    | 'jwk'
    | 'authorization-server-metadata'
    | 'openid-configuration'
    | 'protected-resource-metadata'
    | 'policy';
  readonly issuer?: string;
  readonly resource?: string;
}

export type EvidenceDraft = IntrospectionDraft | ApprovalDraft | RevocationDraft | LeakDraft;

/** What a format makes of a record. */
export type Draft = InvocationDraft | TokenDraft | EvidenceDraft | HintDraft;
