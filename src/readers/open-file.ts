import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Damage } from './decompress.ts';
import type { FoundSource } from './source.ts';
import { notRegular } from './system-error.ts';

const CHUNK_BYTES = 1024 * 1024;

/** On some systems no file can be waited for. */
const WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

const shrunk = (length: number, read: number): Damage => ({
  code: 'source-damaged',
  level: 'error',
  message: `became shorter while it was read: it was ${length} bytes long, and ends after ${read}`,
  hint: 'audit a file that nothing writes to any more, such as a rotated one',
});

/** What was found as a file may be something else by now: a pipe that nobody writes to would be waited for without end. */
const openAsFound = async ({ path, named }: FoundSource): Promise<FileHandle> => {
  const file = await open(path, named ? constants.O_RDONLY : WITHOUT_WAITING);
  const found = await file.stat();
  if (named || found.isFile() || found.isDirectory()) return file;
  await file.close();
  throw notRegular(path);
};

/**
 * Reads the bytes of a file. What is added meanwhile may be read or not; that something was taken away goes to `report`. Errors of
 * the file system are thrown.
 */
export async function* readFile(source: FoundSource, report: (damage: Damage) => void): AsyncGenerator<Buffer> {
  const file = await openAsFound(source);
  const { size } = await file.stat();
  let read = 0;
  for await (const chunk of file.createReadStream({ highWaterMark: CHUNK_BYTES })) {
    read += chunk.length;
    yield chunk;
  }
  if (read < size) report(shrunk(size, read));
}
