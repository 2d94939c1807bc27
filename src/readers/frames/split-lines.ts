import { RECORD_BYTES } from '../limits.ts';

/** A line without its end, or `undefined` in place of its text where it is longer than the limit. */
export interface Line {
  readonly text: string | undefined;
  readonly number: number;
}

const NEWLINE = 0x0a;

const textOf = (parts: readonly Buffer[]): string => {
  const text = (parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)).toString('utf8');
  return text.endsWith('\r') ? text.slice(0, -1) : text;
};

/** Splits bytes into lines. Of a line above the limit no more than the limit is ever held. */
export async function* splitLines(chunks: AsyncIterable<Buffer>, limit = RECORD_BYTES): AsyncGenerator<readonly Line[]> {
  let parts: Buffer[] = [];
  let held = 0;
  let number = 1;
  const hold = (part: Buffer): void => {
    held += part.length;
    if (held > limit) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  const take = (): Line => {
    const line = { text: held > limit ? undefined : textOf(parts), number: number++ };
    parts = [];
    held = 0;
    return line;
  };
  for await (const chunk of chunks) {
    const lines: Line[] = [];
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
      hold(chunk.subarray(from, at));
      lines.push(take());
      from = at + 1;
    }
    hold(chunk.subarray(from));
    yield lines;
  }
  if (held > 0) yield [take()];
}
