import type { StoredRecord } from '../model/stored.ts';

/** Executions that share something, at least two of them. */
export interface StoredGroup {
  /** See `groupKey`. */
  readonly key: string;
  /** The earliest, without reading the others. */
  first(): StoredRecord;
  /** Reads them, each time anew, in order of time. */
  members(): Iterable<StoredRecord>;
}
