import { letGo } from '../lib/let-go.ts';
import type { KeyKind } from '../model/record-block.ts';
import { numbersOf } from './columns.ts';
import type { Connection } from './open.ts';
import { PLACES } from './places.ts';

/** Where keys are looked at: all of them, of which only those from a block on may be the second of two. */
interface Question {
  readonly kind: KeyKind;
  /** Blocks before this one were compared with each other before. */
  readonly from?: number;
  /** Records that count for nothing, by the id of their block. */
  readonly skipped?: (blockId: number) => ReadonlySet<number>;
}

/** Bits of the filter for each key: of keys that occur once one in thirty-two or so is looked at for nothing. */
const BITS_A_KEY = 32;
const FEWEST_BITS = 2 ** 16;
const MOST_BITS = 2 ** 31;
/** Ids found that are handed on at once; a database where all is twice is gone through several times in place of being held. */
const HELD = 500_000;

interface KeyBlock {
  readonly id: number;
  readonly keys: Float64Array;
}

interface Bits {
  has(bit: number): boolean;
  set(bit: number): void;
  /** They are not asked for any more; of a large database they are many megabytes. */
  release(): void;
}

const createBits = (size: number): Bits => {
  const words = new Uint32Array(size / 32);
  return {
    has: (bit) => ((words[bit >>> 5] as number) & (1 << (bit & 31))) !== 0,
    set: (bit) => {
      words[bit >>> 5] = (words[bit >>> 5] as number) | (1 << (bit & 31));
    },
    release: () => letGo(words),
  };
};

const sizeFor = (keys: number): number => {
  let bits = FEWEST_BITS;
  while (bits < keys * BITS_A_KEY && bits < MOST_BITS) bits *= 2;
  return bits;
};

const keyReader = (connection: Connection, kind: KeyKind) => {
  const blocks = connection.prepare('SELECT block_id, keys FROM block_keys WHERE kind = ? ORDER BY block_id').raw();
  const count = connection.prepare('SELECT coalesce(sum(length(keys)), 0) / 8 FROM block_keys WHERE kind = ?').pluck();
  return {
    count: (): number => count.get(kind) as number,
    *blocks(): Iterable<KeyBlock> {
      for (const [id, keys] of blocks.iterate(kind) as Iterable<[number, Buffer]>) yield { id, keys: numbersOf(keys) };
    },
  };
};

const NOTHING: ReadonlySet<number> = new Set();

/** Goes through the keys of a block that count. */
const eachKey = ({ id, keys }: KeyBlock, skipped: Question['skipped'], take: (key: number, place: number) => void): void => {
  const drop = skipped?.(id) ?? NOTHING;
  for (let place = 0; place < keys.length; place++) {
    const key = keys[place] as number;
    if (!Number.isNaN(key) && !drop.has(place)) take(key, place);
  }
};

/** The rest by a power of two, for a fraction of what the operator costs for numbers of this size. */
const restOf = (key: number, size: number): number => key - Math.floor(key / size) * size;

/** Marks the bits that a key of a block from `from` on was the second to ask for; answers with how often. */
const markTwice = (blocks: Iterable<KeyBlock>, twice: Bits, size: number, { from = 0, skipped }: Question): number => {
  const seen = createBits(size);
  let found = 0;
  for (const block of blocks)
    eachKey(block, skipped, (key) => {
      const bit = restOf(key, size);
      if (!seen.has(bit)) seen.set(bit);
      else if (block.id >= from) {
        twice.set(bit);
        found++;
      }
    });
  seen.release();
  return found;
};

/**
 * Ids of records that share a key of a kind with another record, in ascending order and in portions that leave no group apart. Two
 * passes over eight bytes a record and a bit filter: the cost does not depend on how often a key occurs.
 */
export function* findTwins(connection: Connection, question: Question): Generator<readonly number[]> {
  const reader = keyReader(connection, question.kind);
  const size = sizeFor(reader.count());
  const twice = createBits(size);
  const found = markTwice(reader.blocks(), twice, size, question);
  const portions = Math.max(1, Math.ceil((found * 2) / HELD));
  for (let portion = 0; found > 0 && portion < portions; portion++) {
    const isAsked = (key: number): boolean => twice.has(restOf(key, size)) && Math.floor(key / size) % portions === portion;
    const twins = twinsIn(reader.blocks(), isAsked, question.skipped);
    if (twins.length > 0) yield twins;
  }
  twice.release();
}

/** Those of the keys asked for that really occur twice. */
const twinsIn = (
  blocks: Iterable<KeyBlock>,
  isAsked: (key: number) => boolean,
  skipped: Question['skipped'],
): readonly number[] => {
  const counts = new Map<number, number>();
  const candidates: { readonly key: number; readonly id: number }[] = [];
  for (const block of blocks)
    eachKey(block, skipped, (key, place) => {
      if (!isAsked(key)) return;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      candidates.push({ key, id: block.id * PLACES + place });
    });
  return candidates.filter(({ key }) => (counts.get(key) ?? 0) > 1).map(({ id }) => id);
};
