const NEWLINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;

/** What lines are parted by, the first of these that a run begins with: those of one credential are much alike. */
const MARKS = ['"token":"', '"token_sha256":"', '"session_id":"'].map((mark) => Buffer.from(mark));
/** How much further to the front than in the first line a mark may stand. */
const SLACK = 256;

/** Where each line of a run begins and ends, in turn, without what ends it. */
export const boundsOf = (bytes: Buffer): number[] => {
  const bounds: number[] = [];
  for (let from = 0; from < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, from);
    const end = newline === -1 ? bytes.length : newline;
    bounds.push(from, end > from && bytes[end - 1] === RETURN ? end - 1 : end);
    from = end + 1;
  }
  return bounds;
};

/** A number from the last characters of what stands in quotes from `from` on: of a token, those of its signature. */
const lastOf = (line: Buffer, from: number): number => {
  const end = line.indexOf(QUOTE, from);
  if (end - from < 5) return 0;
  let number = 0;
  for (let at = end - 5; at < end; at++) number = number * 31 + (line[at] as number);
  return number;
};

/** Whose turn each line is, by what it is marked with. */
const ownersByMark = (bytes: Buffer, bounds: readonly number[], parts: number): Uint8Array => {
  const owners = new Uint8Array(bounds.length / 2);
  const first = bytes.subarray(0, bounds[1]);
  const mark = MARKS.find((each) => first.includes(each));
  if (!mark) return owners;
  const from = Math.max(0, first.indexOf(mark) - SLACK);
  for (let line = 0; line < owners.length; line++) {
    const whole = bytes.subarray(bounds[line * 2], bounds[line * 2 + 1]);
    const found = whole.indexOf(mark, from);
    owners[line] = (found === -1 ? line : lastOf(whole, found + mark.length)) % parts;
  }
  return owners;
};

const isEven = (owners: Uint8Array, parts: number): boolean => {
  const shares = new Array<number>(parts).fill(0);
  for (const owner of owners) shares[owner] = (shares[owner] as number) + 1;
  return Math.max(...shares) * parts <= owners.length * 1.5;
};

/**
 * Shares out the lines of a run among so many, and says to whom each falls; the answer follows from the bytes alone, so that each
 * may work it out for itself. Lines of one credential go to one, unless that would leave others with nothing to do.
 */
export const shareLines = (bytes: Buffer, bounds: readonly number[], parts: number): Uint8Array => {
  const owners = ownersByMark(bytes, bounds, parts);
  return isEven(owners, parts) ? owners : owners.map((_, line) => Math.floor((line * parts) / owners.length));
};
