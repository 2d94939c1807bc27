import type { ApprovalDraft } from '../model/draft.ts';

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

/** An approval on file that may be meant for the call. */
export type ApprovalRecord = Omit<ApprovalDraft, 'kind'>;

/** A revocation or a leak of the very token, of its session, subject or client. Times are epoch milliseconds. */
export interface RevocationRecord {
  readonly revokedAt: number;
  readonly knownAt: number;
  /** What was revoked, in words for the report: `the token`, `session 3f2a...`, `subject alice`, `client build-bot`. */
  readonly what: string;
}

/** A party as the policy's `identities` fold its names: two are the same party when `same` says so. */
export interface IdentityComparison {
  same(a: string, b: string): boolean;
  /** The party of a name, by which its names are one; a name that is not listed stands for itself. */
  partyOf(name: string): string;
}

/** A demand of the policy on a server other than the one called. */
export interface OtherServer {
  readonly id: string;
  readonly resource: readonly string[];
}
