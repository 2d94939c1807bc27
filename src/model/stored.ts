import type { Outcome, StatedToken } from './invocation.ts';
import type { Location } from './location.ts';
import type { OwnRecord, ProofShape } from './record-block.ts';
import type { CallFields, PresentedFields, SenderFields } from './record-fields.ts';
import type { Claims, TokenSample } from './token.ts';

/** A token as the store knows it: by its hash, by issuer and id, with or without a sample. */
export interface StoredToken {
  readonly id: number;
  /** Row that stands for all encodings and names of the same token: the identity that groups are made by (standards §17.1). */
  readonly identity: number;
  readonly sha256?: string;
  readonly sample?: TokenSample;
  /** Thumbprints of the keys that were at hand when the signature was judged. */
  readonly keysAtHand?: ReadonlySet<string>;
  /** Facts from the log of an issuer (`token/1` without a token). */
  readonly stated?: StatedToken;
}

/** One answer of the introspection endpoint, as stored. */
export interface StoredIntrospection {
  readonly queriedAt: number;
  readonly active: boolean;
  readonly claims: Claims;
}

/** What is alike for all records of a class: call, sender, presented credential and form of the proof, each known by its id. */
export interface RecordClass {
  readonly id: number;
  readonly callId: number;
  readonly call: CallFields;
  readonly senderId: number;
  readonly sender: SenderFields;
  readonly presentedId: number;
  readonly presented: PresentedFields;
  readonly tokenId?: number | undefined;
  readonly proofShapeId?: number | undefined;
  readonly proofShape?: ProofShape | undefined;
}

/** One invocation after de-duplication. What is costly to read is read when it is asked for. */
export interface StoredRecord {
  readonly id: number;
  readonly recordClass: RecordClass;
  /** Event time, epoch milliseconds; `undefined` where the log has none. */
  readonly time: number | undefined;
  readonly outcome: Outcome;
  /** Its name in reports: the logged id, made unique. */
  readonly name: string;
  readonly own: OwnRecord;
  /** See `argumentMark`. */
  readonly argumentMark: number;
  /** Path of its source. */
  readonly source: string;
  readonly location: Location;
  /** Hex SHA-256 of the record as it stands in its source. */
  readonly recordSha256: string;
  /** Identical lines without an id were taken for one request, and nothing tells whether they were (contract §6). */
  readonly ambiguous: boolean;
  /** Names of the records of other vantage points that were folded into this one. */
  readonly alsoSeenAs: readonly string[];
}

/**
 * What executions can be grouped by. A closed list: each is made of indexed columns of the store.
 * Of `token`, `binding key`, `session` and `identity` only executions that differ in what their rules look at are members; `token use`
 * holds each use. `request id`: one JSON-RPC id of one token in one session. `identity`: one client and subject at one server.
 * `proof id`: one key and `jti`. `transaction`: one `txn` that ran one tool with the same arguments at one server.
 */
export const GROUP_KINDS = [
  'token',
  'token use',
  'proof',
  'proof id',
  'binding key',
  'session',
  'request id',
  'identity',
  'approval',
  'transaction',
] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];
