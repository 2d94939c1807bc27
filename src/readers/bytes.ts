import type { Readable } from 'node:stream';
import type { RunningDigest } from '../lib/running-digest.ts';
import {
  compressionOf,
  createDecompressor,
  type Damage,
  decompress,
  foreignCompression,
  UNSUPPORTED_ZSTD,
} from './decompress.ts';
import { readFile } from './open-file.ts';
import type { FoundSource } from './source.ts';

/** What begins a stream, and the whole stream again. */
export interface Peeked {
  readonly head: Buffer;
  readonly all: AsyncIterable<Buffer>;
}

async function* replay(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  yield* { [Symbol.asyncIterator]: () => rest };
}

/** Reads ahead until the head is `enough` or the stream ends. */
export const peek = async (chunks: AsyncIterable<Buffer>, enough: (head: Buffer) => boolean): Promise<Peeked> => {
  const iterator = chunks[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  while (!enough(head)) {
    const next = await iterator.next();
    if (next.done) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  return { head, all: replay(head, iterator) };
};

async function* hashed(raw: AsyncIterable<unknown>, digest: RunningDigest): AsyncGenerator<Buffer> {
  for await (const piece of raw) {
    const chunk = typeof piece === 'string' ? Buffer.from(piece) : (piece as Buffer);
    digest.update(chunk);
    yield chunk;
  }
}

async function* nothing(raw: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const _ of raw) yield Buffer.alloc(0);
}

const inflated = async (raw: AsyncIterable<Buffer>, report: (damage: Damage) => void): Promise<AsyncIterable<Buffer>> => {
  const { head, all } = await peek(raw, (bytes) => bytes.length >= 6);
  const foreign = foreignCompression(head);
  if (foreign) report(foreign);
  if (foreign) return nothing(all);
  const compression = compressionOf(head);
  if (!compression) return all;
  const engine = createDecompressor(compression);
  if (engine) return decompress(all, engine, report);
  report(UNSUPPORTED_ZSTD);
  return nothing(all);
};

async function* transcoded(chunks: AsyncIterable<Buffer>, charset: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(charset);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

async function* skipping(chunks: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const chunk of chunks) {
    yield left > 0 ? chunk.subarray(left) : chunk;
    left = Math.max(0, left - chunk.length);
  }
}

/** Of text without a mark the zero byte of its first two characters tells, which are ASCII in any log. */
const utf16Of = (head: Buffer): 'utf-16le' | 'utf-16be' | undefined => {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zeros = [...head.subarray(0, 4)].map((byte) => (byte === 0 ? '0' : 'x')).join('');
  return zeros === 'x0x0' ? 'utf-16le' : zeros === '0x0x' ? 'utf-16be' : undefined;
};

/** UTF-16 (as a redirect of PowerShell writes it) becomes UTF-8; the byte order mark is dropped. */
const inUtf8 = async (chunks: AsyncIterable<Buffer>): Promise<AsyncIterable<Buffer>> => {
  const { head, all } = await peek(chunks, (bytes) => bytes.length >= 4);
  const utf16 = utf16Of(head);
  if (utf16) return transcoded(all, utf16);
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return skipping(all, 3);
  return all;
};

/** Where the bytes come from that are those of no file. */
interface Streams {
  readonly stdin?: Readable | undefined;
  readonly openPipe?: ((path: string) => Readable) | undefined;
}

const rawBytes = (
  source: FoundSource,
  { stdin, openPipe }: Streams,
  report: (damage: Damage) => void,
): AsyncIterable<unknown> => {
  if (source.stdin && stdin) return stdin;
  return source.pipe && openPipe ? openPipe(source.path) : readFile(source, report);
};

/**
 * Opens a source. Damage of a compressed stream goes to `report`; an error of the file system is thrown where the bytes are read.
 * Memory does not grow with the source.
 */
export const openSource = async (
  source: FoundSource,
  streams: Streams,
  digest: RunningDigest,
  report: (damage: Damage) => void,
): Promise<AsyncIterable<Buffer>> => {
  return inUtf8(await inflated(hashed(rawBytes(source, streams, report), digest), report));
};
