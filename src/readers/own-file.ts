import { open } from 'node:fs/promises';

const HEAD_BYTES = 1024;
const SQLITE = 'SQLite format 3\0';
/** `bind`, at offset 68 of a database header. */
const APPLICATION_ID = 0x62696e64;
const OWN_JSON = /^\s*\{\s*"schema"\s*:\s*"bindcheck\.(?:report|baseline)\//;
const COMPANION = /-(?:wal|shm|journal)$/;

const readHead = async (path: string): Promise<Buffer> => {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

const isOwnDatabase = (head: Buffer): boolean =>
  head.length >= 72 && head.toString('latin1', 0, 16) === SQLITE && head.readUInt32BE(68) === APPLICATION_ID;

/** What bindcheck itself has written there, in words: a database, what lies beside one, a report or a baseline; else `undefined`. */
export const describeOwnFile = async (path: string): Promise<string | undefined> => {
  try {
    const head = await readHead(path);
    if (isOwnDatabase(head)) return 'a database of bindcheck';
    if (OWN_JSON.test(head.toString('utf8'))) return 'a report or baseline of bindcheck';
    const beside = COMPANION.test(path) && isOwnDatabase(await readHead(path.replace(COMPANION, '')));
    return beside ? 'part of a database of bindcheck' : undefined;
  } catch {
    // What cannot be read is told when it is read as a source.
    return undefined;
  }
};
