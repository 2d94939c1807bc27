import { describe, expect, it } from 'vitest';
import { cutLineRuns } from '../../src/readers/line-runs.ts';

async function* chunksOf(texts: readonly string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(new TextEncoder().encode(text).buffer);
}

/** Reads runs as a thread does that takes their bytes over: whoever gave them away has none left. */
const takenOver = async (texts: readonly string[], limit?: number): Promise<string[]> => {
  const runs: string[] = [];
  for await (const run of cutLineRuns(chunksOf(texts), limit)) {
    runs.push(run === 'oversize' ? run : run.toString());
    if (run !== 'oversize') structuredClone(run.buffer, { transfer: [run.buffer as ArrayBuffer] });
  }
  return runs;
};

describe('runs of lines whose bytes are taken over', () => {
  it('are all there where a chunk ends with a line', async () => {
    expect(await takenOver(['a\nb\n', 'c\n', 'd'])).toEqual(['a\nb\n', 'c\n', 'd']);
  });

  it('are all there where a line goes over chunks', async () => {
    expect(await takenOver(['a', 'b', 'c\nd\n', 'e\n'])).toEqual(['abc\nd\n', 'e\n']);
  });

  it('leave out a line above the limit', async () => {
    expect(await takenOver(['a\n', 'bbbb', 'bbbb\n', 'c\n'], 4)).toEqual(['a\n', 'oversize', 'c\n']);
  });
});
