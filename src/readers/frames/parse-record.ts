import { excessOf } from '../bounded-json.ts';
import type { Broken, Framed } from './framed.ts';

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
  const excess = excessOf(text);
  if (excess !== undefined) return broken(line, text, excess);
  try {
    return { is: 'item', item: { kind: 'json', value: JSON.parse(text.startsWith(MARK) ? text.slice(1) : text), text, line } };
  } catch (error) {
    return broken(line, text, explain(error, text));
  }
};
