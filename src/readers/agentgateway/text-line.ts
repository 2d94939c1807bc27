import { closingQuote } from '../../lib/key-value.ts';

/** A line of the access log: its time, and its keys with their values as text. */
export interface TextLine {
  readonly time: string;
  readonly values: ReadonlyMap<string, string>;
}

const LINE = /^(\S{20,40})\s{1,16}(?:trace|debug|info|warn|error)\s{1,16}request(\s{1,16}[A-Za-z_][\w.#-]{0,100}=.*)$/s;
const KEY = /\s([A-Za-z_][\w.#-]{0,100})=/g;
const SPACE = /\s/g;

/** Values that an expression of the operator gave are quoted, built-in ones are not. */
const unquote = (value: string): string => {
  if (!value.startsWith('"')) return value;
  try {
    return String(JSON.parse(value));
  } catch {
    return value.slice(1, -1);
  }
};

/** Where the value that begins there ends: behind its closing quote, else before white space. */
const endOfValue = (text: string, from: number): number => {
  const quote = text[from] === '"' ? closingQuote(text, from + 1) : text.length;
  if (quote < text.length) return quote + 1;
  SPACE.lastIndex = from;
  return SPACE.exec(text)?.index ?? text.length;
};

/** Reads a line; `undefined` for a line of anything else. Of keys that occur twice the first counts. */
export const readTextLine = (line: string): TextLine | undefined => {
  const [, time, rest] = LINE.exec(line) ?? [];
  if (time === undefined || rest === undefined) return undefined;
  const values = new Map<string, string>();
  KEY.lastIndex = 0;
  for (let found = KEY.exec(rest); found; found = KEY.exec(rest)) {
    const [, key = ''] = found;
    const from = KEY.lastIndex;
    KEY.lastIndex = endOfValue(rest, from);
    if (!values.has(key)) values.set(key, unquote(rest.slice(from, KEY.lastIndex)));
  }
  return { time, values };
};

/** Whether a line has the form of one. */
export const isTextLine = (line: string): boolean => LINE.test(line);
