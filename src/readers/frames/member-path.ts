import type { Stream, Streams } from './streams.ts';

/** Follows the members that lead to a place in a document, no deeper than the streams that are looked for. */
export interface MemberPath {
  reset(): void;
  /** A byte outside strings, at the depth before it takes effect. */
  see(byte: number, depth: number): void;
  /** A byte within a string. */
  seeInString(byte: number, depth: number, escaped: boolean): void;
  /** What an array that opens here may be. */
  streamsAt(depth: number): readonly Stream[];
}

const QUOTE = 0x22;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const OPEN_OBJECT = 0x7b;

/** Member names longer than this lead nowhere. */
const NAME_BYTES = 64;

/** A path at the root of a document. Member names are compared as they are written. */
export const createMemberPath = (streams: Streams): MemberPath => {
  const deepest = streams.depth;
  /** By depth: the member last named, and whether the container is an object. */
  const names: string[] = [];
  const objects: boolean[] = [];
  let name: number[] = [];
  let expectsName = false;
  let inName = false;

  const see = (byte: number, depth: number): void => {
    if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      objects[depth + 1] = byte === OPEN_OBJECT;
      expectsName = byte === OPEN_OBJECT;
    } else if (byte === COMMA) expectsName = objects[depth] === true;
    else if (byte === COLON) expectsName = false;
    else if (byte === QUOTE && expectsName) {
      inName = true;
      name = [];
    }
  };

  const seeInString = (byte: number, depth: number, escaped: boolean): void => {
    if (!inName) return;
    if (byte === QUOTE && !escaped) {
      names[depth] = Buffer.from(name).toString('utf8');
      inName = false;
      expectsName = false;
    } else if (name.length <= NAME_BYTES) name.push(byte);
  };

  return {
    reset: () => {
      expectsName = false;
      inName = false;
    },
    see: (byte, depth) => {
      if (depth <= deepest) see(byte, depth);
    },
    seeInString,
    streamsAt: (depth) => {
      const inObjects = depth <= deepest && objects.slice(1, depth + 1).every(Boolean);
      return (inObjects && streams.byPath.get(names.slice(1, depth + 1).join('.'))) || [];
    },
  };
};
