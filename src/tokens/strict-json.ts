/** What JSON.parse does not tell of the text it read. */
export interface JsonScan {
  /** An object, at any depth, names a member twice after unescaping (RFC 7515 §4, RFC 7519 §4). */
  readonly duplicate: boolean;
  /** A number overflows, such as `1e999`. */
  readonly nonFinite: boolean;
  /** The deepest nesting of objects and arrays; 0 for a scalar. */
  readonly depth: number;
}

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Index behind the closing quote of the string that opens at `start`, or the end of the text. */
const endOfString = (text: string, start: number): number => {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
};

const unescaped = (quoted: string): string => {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted;
  }
};

/** Index behind the number at `start`, and whether it is finite. What is no number is one character. */
const readNumber = (text: string, start: number): { end: number; finite: boolean } => {
  NUMBER.lastIndex = start;
  const lexeme = NUMBER.exec(text)?.[0];
  return lexeme === undefined
    ? { end: start + 1, finite: true }
    : { end: start + lexeme.length, finite: Number.isFinite(Number(lexeme)) };
};

/**
 * Scans JSON text beside JSON.parse, without recursion and in linear time. Text that is no JSON gives some answer and never throws:
 * whether it is JSON is for JSON.parse to say.
 */
export const scanJson = (text: string): JsonScan => {
  const open: (Set<string> | undefined)[] = [];
  let [duplicate, nonFinite, depth, nameNext] = [false, false, 0, false];

  const readString = (start: number): number => {
    const end = endOfString(text, start);
    const names = open.at(-1);
    if (nameNext && names) {
      const name = unescaped(text.slice(start, end));
      duplicate ||= names.has(name);
      names.add(name);
    }
    nameNext = false;
    return end;
  };

  const readMark = (mark: string | undefined): void => {
    if (mark === '{' || mark === '[') open.push(mark === '{' ? new Set() : undefined);
    else if (mark === '}' || mark === ']') open.pop();
    if (mark === '{' || mark === ',') nameNext = open.at(-1) !== undefined;
    depth = Math.max(depth, open.length);
  };

  for (let at = 0; at < text.length; ) {
    const character = text[at] as string;
    if (character === '"') at = readString(at);
    else if (character === '-' || (character >= '0' && character <= '9')) {
      const number = readNumber(text, at);
      nonFinite ||= !number.finite;
      at = number.end;
    } else {
      readMark(character);
      at += 1;
    }
  }
  return { duplicate, nonFinite, depth };
};
