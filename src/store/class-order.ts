import type { RecordClass, StoredRecord } from '../model/stored.ts';
import { amendmentAt, type Block } from './block-record.ts';
import type { BlockReader } from './blocks.ts';
import type { Connection } from './open.ts';

/** Blocks that are held at one time end with so many records, bytes of them, or classes. */
const MOST_RECORDS = 32_768;
const MOST_BYTES = 24 * 1024 * 1024;
const MOST_CLASSES = 20_000;
/** More than the places of all blocks that are held together. */
const SPAN = 2 ** 20;

/** The presented credential of each class, by the id of the class. */
const credentialsOf = (connection: Connection): Int32Array => {
  const last = connection.prepare('SELECT coalesce(max(id), 0) FROM classes').pluck().get() as number;
  const credentials = new Int32Array(last + 1);
  const rows = connection.prepare('SELECT id, presented_id FROM classes').raw().iterate() as Iterable<[number, number]>;
  for (const [id, credential] of rows) credentials[id] = credential;
  return credentials;
};

/** Blocks of which the records are put in order together. */
interface Window {
  readonly blocks: Block[];
  /** Where the records of each block begin among those of all. */
  readonly starts: number[];
  readonly classes: Set<number>;
  records: number;
  bytes: number;
}

const openWindow = (): Window => ({ blocks: [], starts: [], classes: new Set(), records: 0, bytes: 0 });

const add = (window: Window, block: Block): void => {
  window.blocks.push(block);
  for (const id of block.classes) window.classes.add(id);
  window.starts.push(window.records);
  window.records += block.records;
  window.bytes += block.bytes;
};

const hasRoom = ({ records, bytes, classes }: Window): boolean =>
  records < MOST_RECORDS && bytes < MOST_BYTES && classes.size < MOST_CLASSES;

/** The class of each record of a window, by its place among all; 0 for those that were dropped. */
const classesOf = ({ blocks, records }: Window, reader: BlockReader): Int32Array => {
  const classes = new Int32Array(records);
  let at = 0;
  for (const block of blocks)
    for (let place = 0; place < block.records; place++, at++)
      if (amendmentAt(block, place)?.dropped !== true) classes[at] = reader.classAt(block, place);
  return classes;
};

/** The turn of each class that occurs: those of one credential follow each other. */
const turnsOf = (classes: Int32Array, credentials: Int32Array): ReadonlyMap<number, number> => {
  const keys = Float64Array.from(new Set(classes), (id) => (credentials[id] as number) * 2 ** 32 + id).sort();
  return new Map(Array.from(keys, (key, turn) => [key % 2 ** 32, turn]));
};

/** The records that were not dropped, as one number each: the turn of the class first, then the place among all. */
const orderOf = (classes: Int32Array, turns: ReadonlyMap<number, number>): Float64Array => {
  const order = new Float64Array(classes.length);
  let found = 0;
  for (let at = 0; at < classes.length; at++)
    if (classes[at] !== 0) order[found++] = (turns.get(classes[at] as number) as number) * SPAN + at;
  return order.subarray(0, found).sort();
};

/** To which of the blocks a place among all belongs. */
const blockAt = (starts: readonly number[], place: number): number => {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
};

function* recordsOf(window: Window, reader: BlockReader, credentials: Int32Array): Generator<StoredRecord> {
  const { blocks, starts } = window;
  const classes = classesOf(window, reader);
  const turns = turnsOf(classes, credentials);
  const found = reader.classes([...turns.keys()]);
  for (const key of orderOf(classes, turns)) {
    const place = key % SPAN;
    const index = blockAt(starts, place);
    const recordClass = found.get(classes[place] as number) as RecordClass;
    yield reader.at(blocks[index] as Block, place - (starts[index] as number), recordClass);
  }
}

/**
 * The records of blocks, those of one credential and class after the other within some ten thousand records: what is worked out for
 * them is needed no longer than that, however many a log goes on with at one time.
 */
export function* inClassOrder(connection: Connection, reader: BlockReader, blocks: Iterable<Block>): Generator<StoredRecord> {
  const credentials = credentialsOf(connection);
  let window = openWindow();
  for (const block of blocks) {
    add(window, block);
    if (hasRoom(window)) continue;
    yield* recordsOf(window, reader, credentials);
    window = openWindow();
  }
  yield* recordsOf(window, reader, credentials);
}
