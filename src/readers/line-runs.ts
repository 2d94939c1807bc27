import { letGo } from '../lib/let-go.ts';
import { RECORD_BYTES } from './limits.ts';

/** Whole lines as they lie in a source, or the news that one was longer than the limit and read past. */
export type LineRun = Buffer | 'oversize';

const NEWLINE = 0x0a;

/**
 * Cuts a stream into runs of whole lines, about as long as its chunks, which are its own from then on. Of a line above the limit no
 * more than the limit is held.
 */
export async function* cutLineRuns(chunks: AsyncIterable<Buffer>, limit = RECORD_BYTES): AsyncGenerator<LineRun> {
  let parts: Buffer[] = [];
  let held = 0;
  const hold = (part: Buffer): void => {
    held += part.length;
    if (held > limit) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  const take = (): Buffer => {
    const run = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
    parts = [];
    held = 0;
    return run;
  };
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end === 0) {
      hold(chunk);
      continue;
    }
    const first = chunk.indexOf(NEWLINE) + 1;
    if (held + first > limit + 1) {
      take();
      yield 'oversize';
      hold(chunk.subarray(first, end));
    } else hold(chunk.subarray(0, end));
    // Copied before the run is handed out: its bytes may be those of the chunk, and are let go by whoever is done with them.
    const rest = Buffer.from(chunk.subarray(end));
    if (held > 0) {
      const run = take();
      if (run.buffer !== chunk.buffer) letGo(chunk);
      yield run;
    }
    hold(rest);
  }
  if (held > limit) yield 'oversize';
  else if (held > 0) yield take();
}
