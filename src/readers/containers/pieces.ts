import type { Item } from '../../model/format.ts';
import { RECORD_BYTES } from '../limits.ts';

/** A line that was cut into pieces on its way, put together. */
export interface Joined {
  /** What the containers held; `undefined` where it is larger than is read. */
  readonly text: string | undefined;
  /** The lines that hold the pieces, as they stand. */
  readonly lines: string;
  readonly line: number;
}

/** Puts the pieces of lines together, one line for each stream at a time. */
export interface Pieces {
  /** Adds a piece; gives the line where it is the last. */
  add(stream: string, item: Item, text: string, last: boolean): Joined | undefined;
  /** Whether pieces of that stream wait for more. */
  holds(stream: string): boolean;
  /** What still waits when the source ends. */
  end(): readonly Joined[];
}

interface Held {
  readonly line: number;
  texts: string[];
  lines: string[];
  size: number;
}

const joined = ({ line, texts, lines, size }: Held): Joined => ({
  text: size > RECORD_BYTES ? undefined : texts.join(''),
  lines: lines.join('\n'),
  line,
});

/** No pieces yet. Of a line above the limit no more than the limit is ever held. */
export const createPieces = (): Pieces => {
  const waiting = new Map<string, Held>();

  const hold = (held: Held, item: Item, text: string): void => {
    held.size += item.text.length;
    if (held.size > RECORD_BYTES) [held.texts, held.lines] = [[], []];
    else {
      held.texts.push(text);
      held.lines.push(item.text);
    }
  };

  return {
    holds: (stream) => waiting.has(stream),
    add(stream, item, text, last) {
      const held = waiting.get(stream) ?? { line: item.line, texts: [], lines: [], size: 0 };
      hold(held, item, text);
      if (last) waiting.delete(stream);
      else waiting.set(stream, held);
      return last ? joined(held) : undefined;
    },
    end() {
      const rest = [...waiting.values()].map(joined);
      waiting.clear();
      return rest;
    },
  };
};
