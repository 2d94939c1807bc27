import { expect, it } from 'vitest';
import { cutLineRuns } from '../../src/readers/line-runs.ts';

async function* chunksOf(...texts: readonly string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(new Uint8Array(Buffer.from(text)).buffer);
}

it('a run may be handed over with the memory that it lies in, also where a chunk ends with its last line', async () => {
  const runs: string[] = [];
  for await (const run of cutLineRuns(chunksOf('a\nb\n', 'c\nd', 'e\n', 'f'))) {
    runs.push(run.toString());
    if (run !== 'oversize' && run.byteLength === run.buffer.byteLength)
      structuredClone(null, { transfer: [run.buffer as ArrayBuffer] });
  }
  expect(runs).toEqual(['a\nb\n', 'c\n', 'de\n', 'f']);
});
