import { RECORD_BYTES } from '../limits.ts';

/** A row as it stands, without its line end; `undefined` in place of its text where it is longer than the limit. */
export interface Row {
  readonly text: string | undefined;
  readonly line: number;
  /** The source ends inside its quotes. */
  readonly unclosed: boolean;
}

/** Finds where the rows of a CSV begin and end, chunk by chunk. */
export interface RowSplitter {
  push(chunk: Buffer): readonly Row[];
  end(): readonly Row[];
}

const LF = 0x0a;
const QUOTE = 0x22;

/** A splitter that knows that a quoted field may hold line feeds (RFC 4180 §2.6), and that a quote amid a field is only a character. */
export const createRowSplitter = (delimiter: string, limit = RECORD_BYTES): RowSplitter => {
  const separator = delimiter.charCodeAt(0);
  let parts: Buffer[] = [];
  let held = 0;
  let line = 1;
  let startLine = 1;
  let inQuotes = false;
  /** A quote here opens a quoted field, or is the second of an escaped pair. */
  let mayOpen = true;

  const hold = (part: Buffer): void => {
    held += part.length;
    if (held > limit) parts = [];
    else parts.push(part);
  };

  const take = (): Row => {
    const text = held > limit ? undefined : Buffer.concat(parts).toString('utf8').replace(/\r$/, '');
    const row = { text, line: startLine, unclosed: inQuotes };
    parts = [];
    held = 0;
    inQuotes = false;
    mayOpen = true;
    return row;
  };

  /** Whether the row ends at this byte. */
  const endsAt = (byte: number): boolean => {
    if (byte === QUOTE && (inQuotes || mayOpen)) {
      inQuotes = !inQuotes;
      mayOpen = true;
    } else mayOpen = byte === separator;
    return byte === LF && !inQuotes;
  };

  return {
    push(chunk) {
      const rows: Row[] = [];
      let from = 0;
      for (let at = 0; at < chunk.length; at++) {
        const byte = chunk[at] as number;
        const ends = endsAt(byte);
        if (byte === LF) line++;
        if (!ends) continue;
        hold(chunk.subarray(from, at));
        rows.push(take());
        startLine = line;
        from = at + 1;
      }
      hold(chunk.subarray(from));
      return rows;
    },
    end: () => (held > 0 ? [take()] : []),
  };
};
