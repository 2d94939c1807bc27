import { remembering } from '../lib/remembering.ts';
import type { RecordClass, StoredRecord } from '../model/stored.ts';
import { amendmentReader } from './amendments.ts';
import { amendmentAt, type Block, type BlockDetails, BlockRecord, isMember, LazyRecord } from './block-record.ts';
import { createClassesReader, createClassReader } from './classes.ts';
import { integersOf, numbersOf } from './columns.ts';
import type { Connection } from './open.ts';
import { PLACES } from './places.ts';

interface BlockRow {
  id: number;
  source: string;
  records: number;
  bytes: number;
  classes: Buffer;
  times: Buffer;
  outcomes: Buffer;
  proof_times: Buffer | null;
  marks: Buffer | null;
}

const detailReader = (connection: Connection): ((id: number) => BlockDetails) => {
  const select = connection.prepare('SELECT lines, own_ends, digests, own FROM block_records WHERE block_id = ?').raw();
  return (id) => {
    const [lines, ownEnds, digests, own] = select.get(id) as [Buffer, Buffer, Buffer, Buffer];
    return { lines: integersOf(lines), ownEnds: integersOf(ownEnds), digests, own };
  };
};

/** Blocks of a database, and the records in them. */
export interface BlockReader {
  /** All blocks from one id up to another, in order; both included. */
  blocks(from?: number, to?: number): Iterable<Block>;
  /** The record at a place, whether dropped or not; `known` is its class where that was read before. */
  at(block: Block, place: number, known?: RecordClass): StoredRecord;
  /** The class of the record at a place, as later findings have it. */
  classAt(block: Block, place: number): number;
  /** A record by its id. */
  record(id: number): StoredRecord;
  /** The same, where it had effect, or may have had, and was not dropped. */
  memberRecord(id: number): StoredRecord | undefined;
  /** A record that is not ambiguous, of which class and time are known; the time of one without is `-Infinity`. */
  lazyRecord(id: number, recordClass: RecordClass, time: number): StoredRecord;
  /** Classes that lie apart, read at once. */
  classes(ids: readonly number[]): ReadonlyMap<number, RecordClass>;
  recordClass(id: number): RecordClass;
}

const BLOCKS = `
SELECT b.id, s.path AS source, b.records, (SELECT length(own) FROM block_records WHERE block_id = b.id) AS bytes, b.classes, b.times, b.outcomes, b.proof_times, b.marks FROM blocks b JOIN sources s ON s.id = b.source_id`;

const REMEMBERED_BLOCKS = 8;

/** Makes the reader of blocks. */
export const createBlockReader = (connection: Connection): BlockReader => {
  const one = connection.prepare(`${BLOCKS} WHERE b.id = ?`);
  const next = connection.prepare(`${BLOCKS} WHERE b.id BETWEEN ? AND ? ORDER BY b.id LIMIT 1`);
  const details = detailReader(connection);
  const amendments = amendmentReader(connection);
  const recordClass = createClassReader(connection);

  const toBlock = (row: BlockRow): Block => {
    let read: BlockDetails | undefined;
    return {
      id: row.id,
      source: row.source,
      records: row.records,
      bytes: row.bytes,
      classes: integersOf(row.classes),
      times: numbersOf(row.times),
      outcomes: row.outcomes,
      proofTimes: row.proof_times === null ? undefined : numbersOf(row.proof_times),
      marks: row.marks === null ? undefined : integersOf(row.marks),
      amendments: amendments(row.id),
      details: () => (read ??= details(row.id)),
    };
  };
  const byId = remembering((id: number) => toBlock(one.get(id) as BlockRow), REMEMBERED_BLOCKS);
  const classAt = (block: Block, place: number): number => amendmentAt(block, place)?.classId ?? (block.classes[place] as number);
  const at: BlockReader['at'] = (block, place, known) =>
    new BlockRecord(block, place, amendmentAt(block, place), known ?? recordClass(classAt(block, place)));

  const record = (id: number): StoredRecord => at(byId(Math.floor(id / PLACES)), id % PLACES);

  return {
    // One by one, so that other statements may run, and write, in between.
    *blocks(from = 0, to = Number.MAX_SAFE_INTEGER) {
      for (let id = from; ; ) {
        const row = next.get(id, to) as BlockRow | undefined;
        if (!row) return;
        yield toBlock(row);
        id = row.id + 1;
      }
    },
    at,
    classAt,
    record,
    memberRecord: (id) => {
      const [block, place] = [byId(Math.floor(id / PLACES)), id % PLACES];
      return isMember(block, place) ? at(block, place) : undefined;
    },
    lazyRecord: (id, ofClass, time) => new LazyRecord(id, ofClass, time === Number.NEGATIVE_INFINITY ? undefined : time, record),
    classes: createClassesReader(connection),
    recordClass,
  };
};
