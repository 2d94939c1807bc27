/** A line of the access log: its time, and its keys with their values as text. */
export interface TextLine {
  readonly time: string;
  readonly values: ReadonlyMap<string, string>;
}

const LINE = /^(\S{20,40})\s{1,16}(?:trace|debug|info|warn|error)\s{1,16}request(\s{1,16}[A-Za-z_][\w.#-]{0,100}=.*)$/s;
const PAIR = /\s([A-Za-z_][\w.#-]{0,100})=("(?:[^"\\]|\\.)*"|\S*)/gs;

/** Values that an expression of the operator gave are quoted, built-in ones are not. */
const unquote = (value: string): string => {
  if (!value.startsWith('"')) return value;
  try {
    return String(JSON.parse(value));
  } catch {
    return value.slice(1, -1);
  }
};

/** Reads a line; `undefined` for a line of anything else. Of keys that occur twice the first counts. */
export const readTextLine = (line: string): TextLine | undefined => {
  const [, time, rest] = LINE.exec(line) ?? [];
  if (time === undefined || rest === undefined) return undefined;
  const values = new Map<string, string>();
  for (const [, key, value] of rest.matchAll(PAIR))
    if (key !== undefined && value !== undefined && !values.has(key)) values.set(key, unquote(value));
  return { time, values };
};

/** Whether a line has the form of one. */
export const isTextLine = (line: string): boolean => LINE.test(line);
