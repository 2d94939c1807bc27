import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import type { Diagnostic } from '../model/diagnostic.ts';
import { INFLATED_BYTES, INFLATION } from './limits.ts';

/** What stops a source from being read whole. */
export type Damage = Pick<Diagnostic, 'code' | 'level' | 'message' | 'hint'>;

type Compression = 'gzip' | 'zstd';

/** Tells a compression by its magic bytes. */
export const compressionOf = (head: Buffer): Compression | undefined => {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (head.length >= 4 && head.readUInt32LE(0) === 0xfd2fb528) return 'zstd';
  return undefined;
};

/** The decompressor of this Node, or `undefined` where it has none. */
export const createDecompressor = (compression: Compression): Transform | undefined => {
  if (compression === 'gzip') return zlib.createGunzip();
  const { createZstdDecompress } = zlib as { createZstdDecompress?: () => Transform };
  return createZstdDecompress?.();
};

export const UNSUPPORTED_ZSTD: Damage = {
  code: 'unsupported-compression',
  level: 'error',
  message: 'compressed with zstd, which this version of Node cannot read',
  hint: 'run bindcheck with Node 22.15 or later, or decompress the file first (zstd -d FILE)',
};

const FOREIGN: readonly (readonly [magic: string, name: string, command: string])[] = [
  ['504b0304', 'zip', 'unzip'],
  ['425a68', 'bzip2', 'bunzip2'],
  ['fd377a585a', 'xz', 'unxz'],
  ['377abcaf271c', '7-Zip', '7z x'],
];

/** What to say of a compression that is known by its magic bytes and not read here; `undefined` for anything else. */
export const foreignCompression = (head: Buffer): Damage | undefined => {
  const hex = head.toString('hex', 0, 6);
  const [, name, command] = FOREIGN.find(([magic]) => hex.startsWith(magic)) ?? [];
  if (name === undefined) return undefined;
  return {
    code: 'unsupported-compression',
    level: 'error',
    message: `compressed with ${name}, which is not read`,
    hint: `decompress it first (${command} FILE), or write it as gzip or zstd`,
  };
};

const bomb: Damage = {
  code: 'limit-exceeded',
  level: 'error',
  message: `grows to more than ${INFLATION} times its size when decompressed; reading stopped there`,
  hint: 'if the file is honest, decompress it first and audit the result',
};

const broken: Damage = {
  code: 'source-damaged',
  level: 'error',
  message: 'the compressed stream is damaged or ends early; what could be decompressed before that place was read',
  hint: 'fetch or write the file again, and check it with gzip -t or zstd -t',
};

const trailing: Damage = {
  code: 'source-damaged',
  level: 'error',
  message: 'bytes that are not compressed data follow the compressed stream; they were not read',
  hint: 'check how the file was put together, with gzip -t or zstd -t',
};

interface Flow {
  readonly held: Buffer[];
  size: number;
  failed: boolean;
  ended: boolean;
  wake: () => void;
}

const HELD_BYTES = 4 * 1024 * 1024;

const watch = (engine: Transform): Flow => {
  const flow: Flow = { held: [], size: 0, failed: false, ended: false, wake: () => {} };
  engine.on('data', (chunk: Buffer) => {
    flow.held.push(chunk);
    flow.size += chunk.length;
    if (flow.size > HELD_BYTES) engine.pause();
    flow.wake();
  });
  engine.on('error', () => {
    flow.failed = true;
    flow.wake();
  });
  engine.on('end', () => {
    flow.ended = true;
    flow.wake();
  });
  return flow;
};

/** Yields what comes out until `done`. A plain `for await` over the engine would lose what it holds when it fails. */
async function* drain(engine: Transform, flow: Flow, done: () => boolean): AsyncGenerator<Buffer> {
  for (;;) {
    const held = flow.held.splice(0);
    flow.size = 0;
    yield* held;
    engine.resume();
    if (flow.held.length > 0) continue;
    if (flow.failed || flow.ended || done()) return;
    await new Promise<void>((resolve) => {
      flow.wake = resolve;
    });
  }
}

async function* feed(
  raw: AsyncIterable<Buffer>,
  engine: Transform,
  flow: Flow,
  count: { taken: number; late: boolean; stopped: boolean },
) {
  for await (const chunk of raw) {
    count.taken += chunk.length;
    if (flow.ended) count.late = true;
    if (flow.failed || flow.ended || count.stopped) continue;
    let written = false;
    engine.write(chunk, () => {
      written = true;
      flow.wake();
    });
    yield* drain(engine, flow, () => written);
  }
  if (flow.failed || flow.ended || count.stopped) return;
  engine.end();
  yield* drain(engine, flow, () => false);
}

/**
 * Decompresses a stream, concatenated members included, with bounded memory. Whatever can be read before a damaged place is
 * yielded, then `report` is told. The raw stream is always read to its end, so that its digest is that of the file.
 */
export async function* decompress(
  raw: AsyncIterable<Buffer>,
  engine: Transform,
  report: (damage: Damage) => void,
): AsyncGenerator<Buffer> {
  const flow = watch(engine);
  const count = { taken: 0, late: false, stopped: false };
  let given = 0;
  for await (const piece of feed(raw, engine, flow, count)) {
    given += piece.length;
    if (!count.stopped && given > INFLATED_BYTES && given > INFLATION * count.taken) {
      count.stopped = true;
      flow.failed = true;
      engine.destroy();
      report(bomb);
    }
    if (!count.stopped) yield piece;
  }
  if (flow.failed && !count.stopped) report(broken);
  if (count.late && !flow.failed) report(trailing);
}
