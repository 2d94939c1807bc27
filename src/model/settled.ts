import type { ApprovalDraft, HintDraft, LeakDraft, RevocationDraft } from './draft.ts';
import type { InvocationFields, Outcome, StatedToken } from './invocation.ts';
import type { OwnFields } from './record-fields.ts';
import type { Claims, ProofFacts, TokenSample } from './token.ts';

/** An invocation whose credentials have been turned into facts and dropped. */
export interface SettledInvocation {
  readonly kind: 'invocation';
  readonly fields: InvocationFields;
  /** Digest of what tells this event from another one and left no trace in the fields, base64url (contract §6). */
  readonly remains?: string;
  /** SHA-256 of the canonical record without `log_time`, hex: names an event that has no id of its own. */
  readonly name?: string;
  /** What the raw token gave, where the record held one. */
  readonly token?: TokenSample;
  readonly proof?: ProofFacts;
}

/** What a record says on its own, its credentials turned into facts. */
export interface SettledOwn {
  /** Event time, epoch milliseconds; NaN where there is none. */
  readonly time: number;
  readonly outcome: Outcome;
  /** Absent: that of the call which the record is like. */
  readonly toolName: string | undefined;
  readonly fields: Omit<OwnFields, 'eventTime' | 'outcome'> & { readonly recordId: string };
  readonly proof: ProofFacts | undefined;
}

export interface SettledToken {
  readonly kind: 'token';
  readonly sample?: TokenSample;
  readonly tokenSha256?: string;
  readonly stated?: StatedToken;
}

export interface SettledIntrospection {
  readonly kind: 'introspection';
  readonly tokenSha256?: string;
  readonly queriedAt: number;
  readonly answeredBy?: string;
  readonly active: boolean;
  readonly claims: Claims;
}

/** Where a raw JWS is meant. */
interface NamedContent {
  /** SHA-256 of what it signs: other encodings, such as (r, n − s), are the same token. */
  readonly tokenContent?: string;
}

/** The members that hold a raw token replaced by its hash; session ids by their digests. */
export type SettledApproval = ApprovalDraft;
export type SettledRevocation = Omit<RevocationDraft, 'token'> & NamedContent;
export type SettledLeak = Omit<LeakDraft, 'token'> & NamedContent;

/** A draft after the token code: no type from here on has a field for a raw credential. */
export type Settled =
  | SettledInvocation
  | SettledToken
  | SettledIntrospection
  | SettledApproval
  | SettledRevocation
  | SettledLeak
  | HintDraft;
