/** Where a record stands in what was read. */
export interface Location {
  /** Path of the source as the user would write it. */
  readonly source: string;
  /** Line in the (decompressed) source at which the record begins, from 1. */
  readonly line: number;
}
