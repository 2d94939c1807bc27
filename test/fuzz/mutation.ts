import { NUMBERS, TEXTS } from './hostile-values.ts';
import type { Random } from './random.ts';
import { LINES } from './samples.ts';

/** Bytes that mean something to some decoder: quotes, brackets, no UTF-8, half of UTF-8, a mark, zeros. */
const BYTES = [
  [0x22],
  [0x5c],
  [0x7b],
  [0x5d],
  [0x2c],
  [0],
  [0xff],
  [0xc3],
  [0xc0, 0x80],
  [0xed, 0xa0, 0x80],
  [0xef, 0xbb, 0xbf],
  [0xff, 0xfe],
];

const splice = (bytes: Buffer, from: number, until: number, between: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, from), between, bytes.subarray(until)]);

const flip = (bytes: Buffer, random: Random): Buffer => {
  const changed = Buffer.from(bytes);
  const at = random.below(changed.length);
  changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8));
  return changed;
};

const cut = (bytes: Buffer, random: Random): Buffer => bytes.subarray(0, random.below(bytes.length));
const drop = (bytes: Buffer, random: Random): Buffer => {
  const from = random.below(bytes.length);
  return splice(bytes, from, from + 1 + random.below(12), Buffer.alloc(0));
};
const repeat = (bytes: Buffer, random: Random): Buffer => {
  const from = random.below(bytes.length);
  return splice(bytes, from, from, bytes.subarray(from, from + 1 + random.below(40)));
};
const insert = (bytes: Buffer, random: Random): Buffer => {
  const at = random.below(bytes.length);
  return splice(bytes, at, at, Uint8Array.from(random.of(BYTES)));
};

const WAYS = [flip, flip, cut, drop, repeat, insert];

/** Bytes with one to four faults. */
export const mutateBytes = (bytes: Buffer, random: Random): Buffer => {
  let mutated = bytes;
  for (let faults = 1 + random.below(4); faults > 0 && mutated.length > 0; faults--) mutated = random.of(WAYS)(mutated, random);
  return mutated;
};

const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { a: value };
  return value;
};

/** Another value in the place of one: of another type, hostile text, the same many times over, deeply nested. */
const replaced = (value: unknown, random: Random): unknown => {
  switch (random.below(8)) {
    case 0:
      return null;
    case 1:
      return [];
    case 2:
      return {};
    case 3:
      return Number(random.of(NUMBERS));
    case 4:
      return Array.from({ length: random.below(20) }, () => value);
    case 5:
      return nested(random.of([3, 60, 90]));
    case 6:
      return typeof value === 'object' ? JSON.stringify(value) : { value };
    default:
      return random.of(TEXTS);
  }
};

type Container = Record<string, unknown>;

/** Follows random members down, and replaces what is found there. */
const replaceWithin = (root: Container, random: Random): void => {
  let holder = root;
  for (let depth = 0; depth < 12; depth++) {
    const names = Object.keys(holder);
    if (names.length === 0) return;
    const name = random.of(names);
    const value = holder[name];
    const deeper = typeof value === 'object' && value !== null && !random.once(4);
    if (deeper) holder = value as Container;
    else {
      if (random.once(6)) delete holder[name];
      else holder[random.once(8) ? random.of(['constructor', 'toString', 'schema', name]) : name] = replaced(value, random);
      return;
    }
  }
};

/** A JSON record with one to three of its values replaced; `undefined` where the text is no JSON object. */
export const mutateValues = (text: string, random: Random): string | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (let faults = 1 + random.below(3); faults > 0; faults--) replaceWithin(value as Container, random);
  return JSON.stringify(value);
};

const onOneLine = (bytes: Buffer): string => bytes.toString('latin1').replace(/[\r\n]/g, ' ');

/** One line made of a real record. */
export const mutatedLine = (random: Random): string => {
  const line = random.of(LINES);
  const values = random.once(3) ? undefined : mutateValues(line, random);
  return values ?? onOneLine(mutateBytes(Buffer.from(line), random));
};
