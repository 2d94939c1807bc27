import { KEY_KINDS, type RecordBlock } from '../model/record-block.ts';

/** A block and the place up to which it was read. */
interface Side {
  readonly block: RecordBlock;
  place: number;
}

/** Takes the sides in turn, by line. */
const turnsOf = (blocks: readonly RecordBlock[]): Uint8Array => {
  const sides = blocks.map((block): Side => ({ block, place: 0 }));
  const turns = new Uint8Array(blocks.reduce((sum, { records }) => sum + records, 0));
  for (let turn = 0; turn < turns.length; turn++) {
    let [next, line] = [0, Number.POSITIVE_INFINITY];
    for (const [index, { block, place }] of sides.entries()) {
      const own = block.lines[place] ?? Number.POSITIVE_INFINITY;
      if (own < line) [next, line] = [index, own];
    }
    turns[turn] = next;
    (sides[next] as Side).place++;
  }
  return turns;
};

type Column = Int32Array | Float64Array | Uint8Array;

/** Fills a column with those of the sides; a side that has none leaves it as it is. */
const fill = <C extends Column>(column: C, turns: Uint8Array, columns: readonly (Column | undefined)[]): C => {
  const places = columns.map(() => 0);
  for (let turn = 0; turn < turns.length; turn++) {
    const side = turns[turn] as number;
    const place = places[side] as number;
    places[side] = place + 1;
    const value = columns[side]?.[place];
    if (value !== undefined) column[turn] = value;
  }
  return column;
};

/** Puts stretches of bytes one after the other; `endOf` says where each ends in its side. */
const joinBytes = (
  turns: Uint8Array,
  parts: readonly Uint8Array[],
  endOf: (side: number, place: number) => number,
): { readonly bytes: Uint8Array; readonly ends: Int32Array } => {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  const ends = new Int32Array(turns.length);
  const [places, froms] = [parts.map(() => 0), parts.map(() => 0)];
  let at = 0;
  for (let turn = 0; turn < turns.length; turn++) {
    const side = turns[turn] as number;
    const place = places[side] as number;
    const [from, end] = [froms[side] as number, endOf(side, place)];
    bytes.set((parts[side] as Uint8Array).subarray(from, end), at);
    at += end - from;
    places[side] = place + 1;
    froms[side] = end;
    ends[turn] = at;
  }
  return { bytes, ends };
};

const DIGEST_BYTES = 32;
const KEYLESS = Number.NaN;

const nothing = (length: number): Float64Array => new Float64Array(length).fill(KEYLESS);

const keysOf = (blocks: readonly RecordBlock[], turns: Uint8Array): RecordBlock['keys'] =>
  Object.fromEntries(
    KEY_KINDS.filter((kind) => blocks.some(({ keys }) => keys[kind])).map((kind) => [
      kind,
      fill(
        nothing(turns.length),
        turns,
        blocks.map(({ keys }) => keys[kind]),
      ),
    ]),
  );

/**
 * Makes one block of several that were made side by side of the lines of one run, by line. Their classes are those of the database
 * already.
 */
export const interleave = (blocks: readonly RecordBlock[]): RecordBlock => {
  const [first, ...others] = blocks as [RecordBlock, ...RecordBlock[]];
  if (others.length === 0) return first;
  const turns = turnsOf(blocks);
  const records = turns.length;
  const of = <C extends Column>(column: C, name: 'lines' | 'classes' | 'times' | 'outcomes' | 'marks' | 'proofTimes'): C =>
    fill(
      column,
      turns,
      blocks.map((block) => block[name]),
    );
  const own = joinBytes(
    turns,
    blocks.map((block) => block.own),
    (side, place) => blocks[side]?.ownEnds[place] ?? 0,
  );
  return {
    packer: first.packer,
    definitions: first.definitions,
    records,
    lines: of(new Int32Array(records), 'lines'),
    digests: joinBytes(
      turns,
      blocks.map(({ digests }) => digests),
      (_, place) => (place + 1) * DIGEST_BYTES,
    ).bytes,
    classes: of(new Int32Array(records), 'classes'),
    times: of(new Float64Array(records), 'times'),
    outcomes: of(new Uint8Array(records), 'outcomes'),
    ...(blocks.some(({ marks }) => marks) && { marks: of(new Int32Array(records), 'marks') }),
    ...(blocks.some(({ proofTimes }) => proofTimes) && { proofTimes: of(nothing(records), 'proofTimes') }),
    own: own.bytes,
    ownEnds: own.ends,
    keys: keysOf(blocks, turns),
  };
};
