import type { StatedToken } from './invocation.ts';
import type { OwnFields } from './record-fields.ts';
import type { ProofFacts, TokenSample } from './token.ts';

/** Kinds of keys by which records are found to be the same, linked, or of one group. */
export const KEY_KINDS = ['record', 'request', 'trace', 'rpc', 'proof', 'proof id', 'approval', 'transaction'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** What is kept of a proof for each request; the rest is alike for many (`ProofShape`). */
export type OwnProof = Pick<ProofFacts, 'sha256' | 'signingInputSha256' | 'jti' | 'issuedAt' | 'nonce' | 'ath'>;
export type ProofShape = Omit<ProofFacts, keyof OwnProof>;

/** What is kept of a record alone; event time and outcome are columns. */
export interface OwnRecord {
  readonly fields: Omit<OwnFields, 'eventTime' | 'outcome'>;
  /** Of a record without an id: `SettledInvocation.name`, else the digest of its content. */
  readonly name?: string;
  /** See `SettledInvocation.remains`. */
  readonly remains?: string;
  readonly proof?: OwnProof;
}

export interface SenderDefinition {
  readonly body: string;
  /** Digest of whatever may tell two senders apart. */
  readonly key: string;
  readonly sessionId?: string;
  readonly certificate?: string;
}

export interface PresentedDefinition {
  readonly body: string;
  readonly sample?: TokenSample;
  readonly tokenSha256?: string;
  readonly stated?: StatedToken;
}

export interface CallDefinition {
  readonly body: string;
  readonly vantage: string;
  readonly serverKey: string | null;
  readonly toolName: string | null;
}

export interface ProofShapeDefinition {
  readonly body: string;
  readonly jkt?: string;
}

/** What the records of blocks refer to by number, as far as it was not defined by an earlier block of the same packer. */
export interface Definitions {
  readonly calls: readonly CallDefinition[];
  readonly senders: readonly SenderDefinition[];
  readonly presented: readonly PresentedDefinition[];
  readonly proofShapes: readonly ProofShapeDefinition[];
  /** Four numbers each: call, sender, presented, proof shape (-1: no proof). */
  readonly classes: Int32Array;
}

/**
 * Up to a few thousand invocations of one source, in columns. Plain data that may be handed from thread to thread. Times are epoch
 * milliseconds, NaN where there is none.
 */
export interface RecordBlock {
  /** Of the packer that made it: what its numbers mean. */
  readonly packer: number;
  readonly definitions: Definitions;
  readonly records: number;
  readonly lines: Int32Array;
  /** SHA-256 of each record as it stands, 32 bytes each. */
  readonly digests: Uint8Array;
  readonly classes: Int32Array;
  /** Event times. */
  readonly times: Float64Array;
  /** Place in `OUTCOMES`. */
  readonly outcomes: Uint8Array;
  /** What the arguments may hold that is a token (`argumentMark`), where those of any record may. */
  readonly marks?: Int32Array;
  /** Issue times of proofs, where any record has a proof. */
  readonly proofTimes?: Float64Array;
  /** `OwnRecord` of each, as text in UTF-8, one after the other; `ownEnds` says where each ends. */
  readonly own: Uint8Array;
  readonly ownEnds: Int32Array;
  /** Keyed hashes below 2^53, NaN where a record has no such key; absent where no record has. Equal keys are looked at exactly. */
  readonly keys: Readonly<Partial<Record<KeyKind, Float64Array>>>;
}

/** The columns of a block that are there. */
export const columnsOf = (block: Omit<RecordBlock, 'definitions'>): readonly ArrayBufferView[] => {
  const { lines, digests, classes, times, outcomes, marks, proofTimes, own, ownEnds, keys } = block;
  const all = [lines, digests, classes, times, outcomes, marks, proofTimes, own, ownEnds, ...Object.values(keys)];
  return all.filter((column) => column !== undefined);
};
