import { expect, it } from 'vitest';
import { cutLineRuns } from '../../src/readers/line-runs.ts';

async function* chunksOf(texts: readonly string[]): AsyncGenerator<Buffer> {
  for (const text of texts) {
    const bytes = new Uint8Array(text.length);
    new TextEncoder().encodeInto(text, bytes);
    yield Buffer.from(bytes.buffer);
  }
}

it('a chunk that ends with its line may be handed on to another thread', async () => {
  const lines: string[] = [];
  for await (const run of cutLineRuns(chunksOf(['a\nb\n', 'c\nd', '\n']))) {
    lines.push(run.toString());
    const { buffer } = run as Buffer;
    if ((run as Buffer).byteLength === buffer.byteLength) structuredClone(buffer, { transfer: [buffer as ArrayBuffer] });
  }
  expect(lines.join('')).toBe('a\nb\nc\nd\n');
});
