import { NESTING } from '../limits.ts';
import type { Broken, Framed } from './framed.ts';

const OPENING = /[{[]/g;

/** Exact only where it matters: text with few brackets cannot be deep. */
const isDeep = (text: string): boolean => {
  let brackets = 0;
  OPENING.lastIndex = 0;
  while (OPENING.test(text)) if (++brackets > NESTING) return depthOf(text) > NESTING;
  return false;
};

/** Place of the quote that ends a string; a quote after an odd number of backslashes does not. */
const endOfString = (text: string, from: number): number => {
  for (let end = text.indexOf('"', from); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text[before - 1] === '\\') before--;
    if ((end - before) % 2 === 0) return end;
  }
  return text.length;
};

const STEPS: Readonly<Record<string, number>> = { '{': 1, '[': 1, '}': -1, ']': -1 };

const depthOf = (text: string): number => {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === '"') at = endOfString(text, at + 1);
    depth += STEPS[character] ?? 0;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
};

export const broken = (line: number, text: string, message: string, claimed = false): Broken => ({
  is: 'broken',
  line,
  beginning: text.slice(0, 64),
  message,
  claimed,
});

/** The message of V8 quotes the text, which may hold a credential; only the position is taken from it. */
const explain = (error: unknown, text: string): string => {
  const message = error instanceof Error ? error.message : '';
  const position = /at position (\d+)/.exec(message)?.[1];
  const atEnd = message.startsWith('Unexpected end') || (position !== undefined && Number(position) >= text.length);
  if (atEnd || message.startsWith('Unterminated')) return 'broken JSON: the record seems cut short, it ends before it is closed';
  const before = text.slice(0, Number(position ?? 0)).split('\n');
  const place = before.length === 1 ? `column ${(before[0]?.length ?? 0) + 1}` : `line ${before.length} of the record`;
  return `broken JSON at ${place}: expected a complete JSON value`;
};

/** A byte order mark stands before a record where files were put together. */
const MARK = '\ufeff';

/** Reads one record as JSON. */
export const parseRecord = (text: string, line: number): Framed => {
  if (isDeep(text)) return broken(line, text, `nested more than ${NESTING} levels deep`);
  try {
    return { is: 'item', item: { kind: 'json', value: JSON.parse(text.startsWith(MARK) ? text.slice(1) : text), text, line } };
  } catch (error) {
    return broken(line, text, explain(error, text));
  }
};
