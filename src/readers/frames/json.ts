import type { Frame } from './framed.ts';
import { createJsonScanner } from './json-scanner.ts';
import type { Streams } from './streams.ts';

/** JSON documents: one, several in a row, or the elements of an array. */
export const jsonFrame = (streams: Streams): Frame =>
  async function* (chunks) {
    const scanner = createJsonScanner(streams);
    for await (const chunk of chunks) yield scanner.push(chunk);
    yield scanner.end();
  };
