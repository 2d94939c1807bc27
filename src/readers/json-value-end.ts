const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];
const COMMA = 0x2c;
const SPACE = 0x20;

/** Where text ends that begins with a quote at `at`, behind its last quote; -1 where it does not end before `end`. */
const textEnd = (bytes: Uint8Array, at: number, end: number): number => {
  for (let place = at + 1; place < end; place++) {
    if (bytes[place] === QUOTE) return place + 1;
    if (bytes[place] === BACKSLASH) place++;
  }
  return -1;
};

const nestedEnd = (bytes: Uint8Array, at: number, end: number): number => {
  let depth = 0;
  for (let place = at; place < end; place++) {
    const byte = bytes[place];
    if (byte === QUOTE) {
      place = textEnd(bytes, place, end) - 1;
      if (place < 0) return -1;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
    else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --depth === 0) return place + 1;
  }
  return -1;
};

const scalarEnd = (bytes: Uint8Array, at: number, end: number): number => {
  for (let place = at; place < end; place++) {
    const byte = bytes[place] as number;
    if (byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET || byte <= SPACE) return place;
  }
  return -1;
};

/** Where the JSON value that begins at `at` ends, if it is one: it is not checked. -1 where it does not end before `end`. */
export const valueEnd = (bytes: Uint8Array, at: number, end: number): number => {
  const first = bytes[at];
  if (first === QUOTE) return textEnd(bytes, at, end);
  return first === OPEN_BRACE || first === OPEN_BRACKET ? nestedEnd(bytes, at, end) : scalarEnd(bytes, at, end);
};

/** Past white space. */
export const skipSpace = (bytes: Uint8Array, at: number, end: number): number => {
  let place = at;
  while (place < end && (bytes[place] as number) <= SPACE) place++;
  return place;
};
