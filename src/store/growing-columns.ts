/** Columns of a block while it grows, in memory that no garbage collector looks through, and that is used again for the next block. */

/** A column of texts, one after the other. */
export interface GrowingTexts {
  /** Answers with where the text ends, in bytes. */
  add(text: string): number;
  /** The bytes of all, in memory of their own, so that they may be handed over; the next begins anew. */
  take(): Uint8Array;
}

/** Bytes to begin with. */
const FIRST_BYTES = 64 * 1024;
/** Bytes that are kept for the next block. */
const MOST_KEPT = 4 * 1024 * 1024;
/** Bytes of the longest character, by code unit, in UTF-8. */
const LONGEST = 3;

export const growTexts = (encoding: 'utf8' | 'latin1'): GrowingTexts => {
  let bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  let end = 0;
  const makeRoom = (more: number): void => {
    if (bytes.length - end >= more) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(bytes.length * 2, end + more));
    bytes.copy(larger, 0, 0, end);
    bytes = larger;
  };
  return {
    add: (text) => {
      makeRoom(text.length * LONGEST);
      end += bytes.write(text, end, encoding);
      return end;
    },
    take: () => {
      const taken = new Uint8Array(bytes.subarray(0, end));
      if (bytes.length > MOST_KEPT) bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
      end = 0;
      return taken;
    },
  };
};

type Numbers = Float64Array | Int32Array | Uint8Array;

/** A column of numbers. */
export interface GrowingNumbers<A extends Numbers> {
  readonly size: number;
  add(number: number): void;
  /** All of them, in memory of their own; the next begins anew. */
  take(): A;
}

const FIRST_NUMBERS = 1_024;

/** `make` makes a list of so many numbers of the kind. */
export const growNumbers = <A extends Numbers>(make: (length: number) => A): GrowingNumbers<A> => {
  let numbers = make(FIRST_NUMBERS);
  let size = 0;
  return {
    get size() {
      return size;
    },
    add: (number) => {
      if (size === numbers.length) {
        const larger = make(size * 2);
        larger.set(numbers);
        numbers = larger;
      }
      numbers[size++] = number;
    },
    take: () => {
      const taken = numbers.slice(0, size) as A;
      size = 0;
      return taken;
    },
  };
};
