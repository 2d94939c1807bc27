import type { Connection } from './open.ts';
import { PLACES } from './places.ts';
import { parseStored } from './stored-json.ts';

/** What was found out about a record once others were in. */
export interface Amendment {
  /** It tells again of what another record tells of, or was folded into one. */
  readonly dropped: boolean;
  readonly name?: string;
  readonly ambiguous: boolean;
  readonly classId?: number;
  readonly own?: string;
  readonly alsoSeenAs?: readonly string[];
}

interface AmendmentRow {
  record_id: number;
  duplicate_of: number | null;
  name: string | null;
  ambiguous: number;
}

interface FoldingRow {
  record_id: number;
  folded_into: number;
  class_id: number | null;
  own: string | null;
  also_seen_as: string | null;
}

const IN_BLOCK = 'WHERE record_id BETWEEN ? AND ?';

const ofFolding = (row: FoldingRow): Partial<Amendment> => ({
  ...(row.folded_into !== row.record_id && { dropped: true }),
  ...(row.class_id !== null && { classId: row.class_id }),
  ...(row.own !== null && { own: row.own }),
  ...(row.also_seen_as !== null && { alsoSeenAs: parseStored(row.also_seen_as) }),
});

/** Reads what was found out about the records of a block. Most databases have nothing of the kind, and are asked once. */
export const amendmentReader = (connection: Connection): ((blockId: number) => Map<number, Amendment>) => {
  const hasAny = (table: string): boolean => connection.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined;
  const [amended, folded] = [hasAny('amendments'), hasAny('foldings')];
  const amendments = connection.prepare(`SELECT * FROM amendments ${IN_BLOCK}`);
  const foldings = connection.prepare(`SELECT * FROM foldings ${IN_BLOCK}`);
  return (blockId) => {
    const found = new Map<number, Amendment>();
    const range = [blockId * PLACES, blockId * PLACES + PLACES - 1];
    for (const row of amended ? (amendments.all(...range) as AmendmentRow[]) : [])
      found.set(row.record_id % PLACES, {
        dropped: row.duplicate_of !== null,
        ambiguous: row.ambiguous === 1,
        ...(row.name !== null && { name: row.name }),
      });
    for (const row of folded ? (foldings.all(...range) as FoldingRow[]) : []) {
      const place = row.record_id % PLACES;
      found.set(place, { dropped: false, ambiguous: false, ...found.get(place), ...ofFolding(row) });
    }
    return found;
  };
};
