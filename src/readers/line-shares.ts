const NEWLINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;

/** What lines are parted by, the first of these that a run begins with: those of one credential are much alike. */
const MARKS = ['"token":"', '"token_sha256":"', '"session_id":"'].map((mark) => Buffer.from(mark));
/** How much further to the front than in the first line a mark may stand. */
const SLACK = 256;

/** The lines of a run. Those with nothing in them are counted and no more: a log may be made of nothing else. */
export interface Lines {
  readonly count: number;
  /** Of each line that is not empty its number, where it begins, and where it ends, without what ends it; in turn. */
  readonly spans: readonly number[];
}

/** Finds the lines of a run. */
export const linesOf = (bytes: Buffer): Lines => {
  const spans: number[] = [];
  let count = 0;
  for (let from = 0; from < bytes.length; count++) {
    if (bytes[from] === NEWLINE) from++;
    else {
      const newline = bytes.indexOf(NEWLINE, from);
      const end = newline === -1 ? bytes.length : newline;
      const last = bytes[end - 1] === RETURN ? end - 1 : end;
      if (last > from) spans.push(count, from, last);
      from = end + 1;
    }
  }
  return { count, spans };
};

/** A number from the last characters of what stands in quotes from `from` on: of a token, those of its signature. */
const lastOf = (bytes: Buffer, from: number, limit: number): number => {
  const end = bytes.indexOf(QUOTE, from);
  if (end - from < 5 || end >= limit) return 0;
  let number = 0;
  for (let at = end - 5; at < end; at++) number = number * 31 + (bytes[at] as number);
  return number;
};

/** Finds the first of what occurs from a place on; places are asked for in turn, so that no byte is looked at twice. */
const finderOf = (bytes: Buffer, mark: Buffer): ((from: number) => number) => {
  let found = -1;
  return (from) => {
    if (found < from) {
      const next = bytes.indexOf(mark, from);
      found = next === -1 ? Infinity : next;
    }
    return found;
  };
};

/** Whose turn each line is, by what it is marked with. */
const ownersByMark = (bytes: Buffer, { spans }: Lines, parts: number): Uint8Array => {
  const owners = new Uint8Array(spans.length / 3);
  const first = bytes.subarray(spans[1], spans[2]);
  const mark = MARKS.find((each) => first.includes(each));
  if (!mark) return owners;
  const skipped = Math.max(0, first.indexOf(mark) - SLACK);
  const find = finderOf(bytes, mark);
  for (let line = 0; line < owners.length; line++) {
    const end = spans[line * 3 + 2] as number;
    const value = find((spans[line * 3 + 1] as number) + skipped) + mark.length;
    owners[line] = (value > end ? line : lastOf(bytes, value, end)) % parts;
  }
  return owners;
};

const isEven = (owners: Uint8Array, parts: number): boolean => {
  const shares = new Array<number>(parts).fill(0);
  for (const owner of owners) shares[owner] = (shares[owner] as number) + 1;
  return Math.max(...shares) * parts <= owners.length * 1.5;
};

/**
 * Shares out the lines of a run that are not empty among so many, and says to whom each falls; the answer follows from the bytes
 * alone, so that each may work it out for itself. Lines of one credential go to one, unless that would leave others with nothing to
 * do.
 */
export const shareLines = (bytes: Buffer, lines: Lines, parts: number): Uint8Array => {
  const owners = ownersByMark(bytes, lines, parts);
  return isEven(owners, parts) ? owners : owners.map((_, line) => Math.floor((line * parts) / owners.length));
};
