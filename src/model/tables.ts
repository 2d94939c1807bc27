/** What comes out of the tables of a database that another program wrote, in their order. */
export type TableRead =
  /** A table asked for is there; its rows follow. */
  | { readonly is: 'table'; readonly table: string }
  /** The values by column; all of them can be written as JSON. */
  | { readonly is: 'row'; readonly table: string; readonly row: Readonly<Record<string, unknown>> }
  /** A row above the limit on bytes, left out. */
  | { readonly is: 'oversize'; readonly table: string }
  /** What cannot be read further: one table, or the whole database. */
  | { readonly is: 'damage'; readonly table?: string; readonly reason: string };

/** Which tables are read, and the bytes of a row above which it is left out. */
export interface TableChoice {
  readonly names: readonly string[];
  readonly rowBytes: number;
}

/** Reads tables of a database from its bytes, which are taken to their end first. */
export type OpenTables = (bytes: AsyncIterable<Uint8Array>, choice: TableChoice) => AsyncIterable<TableRead>;
