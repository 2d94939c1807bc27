/** What parts pairs, and keys from values; without a `pair` separator white space parts them. */
export interface Separators {
  readonly pair?: string;
  readonly equals: string;
}

const ESCAPE = /\\(.)/g;
const ESCAPED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

const withoutEscapes = (text: string): string => text.replace(ESCAPE, (_, character: string) => ESCAPED[character] ?? character);

/** A place in a text at or after another; the end of the text where there is none. */
type Find = (from: number) => number;

/** Remembers what was found last: asked for places in order, it goes through the text once. */
const remembering = (find: Find): Find => {
  let found = -1;
  return (from) => {
    if (found < from) found = find(from);
    return found;
  };
};

const findText = (text: string, sought: string): Find =>
  remembering((from) => {
    const at = text.indexOf(sought, from);
    return at === -1 ? text.length : at;
  });

const findSpace = (text: string): Find => {
  const space = /\s/g;
  return remembering((from) => {
    space.lastIndex = from;
    return space.exec(text)?.index ?? text.length;
  });
};

const findInk = (text: string): Find => {
  const ink = /\S/g;
  return (from) => {
    ink.lastIndex = from;
    return ink.exec(text)?.index ?? text.length;
  };
};

/** Place of the quote that closes a value; a quote behind a backslash does not. The end where there is none. */
export const closingQuote = (text: string, from: number): number => {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return text.length;
};

interface ReadValue {
  readonly value: string;
  /** Where it ends. */
  readonly end: number;
}

const valueAt = (text: string, from: number, endOfPair: Find): ReadValue => {
  const quote = text[from] === '"' ? closingQuote(text, from + 1) : text.length;
  if (quote < text.length) return { value: withoutEscapes(text.slice(from + 1, quote)), end: quote + 1 };
  const end = endOfPair(from);
  return { value: text.slice(from, end).trim(), end };
};

/**
 * Reads `key=value key2="a value"` in one pass, whatever stands between that is no pair left out. Values may be quoted with `"`, in
 * which `\` escapes. Of a key that comes twice the first counts. The result has no prototype.
 */
export const readKeyValues = (text: string, { pair, equals }: Separators): Readonly<Record<string, string>> => {
  const pairs: Record<string, string> = Object.create(null);
  const endOfPair = pair === undefined ? findSpace(text) : findText(text, pair);
  const endOfKey = findText(text, equals);
  const ink = findInk(text);
  const step = pair?.length ?? 1;
  let at = ink(0);
  while (at < text.length) {
    const key = endOfKey(at);
    if (key >= endOfPair(at)) {
      at = ink(endOfPair(at) + step);
      continue;
    }
    const from = key + equals.length;
    const { value, end } = valueAt(text, pair === undefined ? from : ink(from), endOfPair);
    const name = text.slice(at, key).trim();
    if (name !== '' && !(name in pairs)) pairs[name] = value;
    at = ink(pair === undefined ? end : endOfPair(end) + step);
  }
  return pairs;
};
