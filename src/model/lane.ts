import type { RecordBlock } from './record-block.ts';

/** A line that was not taken, by its place among the lines handed over, from 0. */
export interface RestLine {
  readonly line: number;
  readonly text: string;
}

/** What became of a run of whole lines. */
export interface SettledLines {
  /** How many lines there were. */
  readonly lines: number;
  /** Records that are settled. */
  readonly taken: number;
  /** These invocations, packed, by as many as had part in it; lines count from 0. */
  readonly blocks: readonly RecordBlock[];
  /** Lines of records whose event time has no zone, and of those without any time. */
  readonly zoneless: readonly number[];
  readonly untimed: readonly number[];
  /** Lines that are anything but a whole native invocation: they go the long way. */
  readonly rest: readonly RestLine[];
}

/** Settles native invocations on the short way from bytes to block, here or on other threads. */
export interface Lane {
  /** Runs of lines that may be underway at once. */
  readonly width: number;
  /** `bytes` are whole lines, of which the last may lack its end; they belong to the lane from then on. */
  settle(bytes: Uint8Array): SettledLines | Promise<SettledLines>;
}
