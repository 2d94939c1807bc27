import { open, stat } from 'node:fs/promises';
import type { Diagnostic } from '../model/diagnostic.ts';

const HEAD_BYTES = 1024;
const SQLITE = 'SQLite format 3\0';
/** `bind`, at offset 68 of a database header. */
const APPLICATION_ID = 0x62696e64;
/** What SQLite keeps beside a database until it is written into it. */
const PENDING = ['-wal', '-journal'];

/** The first kilobyte of a file. */
export const readHead = async (path: string): Promise<Buffer> => {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

/** Whether bytes begin a SQLite database. */
export const isDatabase = (head: Buffer): boolean => head.toString('latin1', 0, 16) === SQLITE;

/** Whether bytes begin a database that bindcheck itself has written. */
export const isOwnDatabase = (head: Buffer): boolean =>
  head.length >= 72 && isDatabase(head) && head.readUInt32BE(68) === APPLICATION_ID;

/** Whether a regular file, not compressed, is a SQLite database of another program. A pipe is not touched. */
export const isForeignDatabase = async (path: string): Promise<boolean> => {
  try {
    if (!(await stat(path)).isFile()) return false;
    const head = await readHead(path);
    return isDatabase(head) && !isOwnDatabase(head);
  } catch {
    // What cannot be read is told when it is read as a source.
    return false;
  }
};

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

/** Notes on the files beside a database that hold what is not written into it yet. */
export const notesOnPending = async (path: string): Promise<readonly Omit<Diagnostic, 'location'>[]> => {
  const sizes = await Promise.all(PENDING.map((ending) => sizeOf(path + ending)));
  return PENDING.filter((_, index) => (sizes[index] ?? 0) > 0).map((ending) => ({
    code: 'pending-changes-not-read',
    level: 'note',
    message: `read as the file itself stands: what is pending in ${path}${ending} is no part of it yet`,
    hint: "stop what writes to it, or audit a copy made with sqlite3 FILE 'VACUUM INTO ...'",
  }));
};
