import type { InvocationFields, Vantage } from './invocation.ts';

/** One record of a request that other vantage points may have seen too. */
export interface Observation {
  readonly id: number;
  readonly vantage: Vantage;
  readonly fields: InvocationFields;
  /** Hash of the token, and of the signed content of the proof, where known. */
  readonly token?: string;
  readonly proof?: string;
}

/** What folding asks of a database: records linked by a request id or by trace and span, and where to note the answer. */
export interface Folding {
  /** Groups of records from at least two vantage points that share a link. */
  candidates(): Iterable<readonly Observation[]>;
  /** Forgets earlier answers: they depend on the policy. */
  clear(): void;
  /** Notes that `others` tell of the same request as `primary`. */
  fold(primary: number, others: readonly number[]): void;
}
