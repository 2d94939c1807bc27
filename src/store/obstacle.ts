import { UsageError } from '../model/errors.ts';

/** What a database is kept from, said of it, and how to mend that. */
type Explanation = readonly [found: string, hint: string];

const AGAIN = 'then run the same command again: sources that were read whole are kept, and nothing is there in part';
const FULL: Explanation = [
  'cannot be written to: the disk is full',
  `Free some space there, and where temporary files go (TMPDIR), ${AGAIN}.`,
];
const READ_ONLY: Explanation = [
  'cannot be written to',
  'Make the file and its folder writable, or work on a copy elsewhere: SQLite keeps files beside a database, also to read it.',
];
const BUSY: Explanation = ['is locked by another program', `Wait until that has ended, ${AGAIN}.`];
const ABSENT: Explanation = ['cannot be made: its folder does not exist', 'Make the folder first, or name another place.'];
const DISK: Explanation = [
  'cannot be read or written: the disk gives errors',
  `Look after the disk or the network share, ${AGAIN}.`,
];

/** A database is scratch: the logs are what counts. */
export const DAMAGED: Explanation = [
  'is damaged',
  'Remove it and ingest the logs again: a database is made anew from the logs at any time. Where it happens again, the disk is at fault.',
];

/** By the code of SQLite or of the system, or by what it begins with. */
const BY_CODE: readonly (readonly [prefix: string, explanation: Explanation])[] = [
  ['SQLITE_FULL', FULL],
  ['SQLITE_BUSY', BUSY],
  ['SQLITE_LOCKED', BUSY],
  ['SQLITE_READONLY', READ_ONLY],
  ['SQLITE_CANTOPEN', READ_ONLY],
  ['SQLITE_PERM', READ_ONLY],
  ['SQLITE_CORRUPT', DAMAGED],
  ['SQLITE_NOTADB', DAMAGED],
  ['SQLITE_IOERR', DISK],
  ['ENOSPC', FULL],
  ['EDQUOT', FULL],
  ['EFBIG', FULL],
  ['EROFS', READ_ONLY],
  ['EACCES', READ_ONLY],
  ['EPERM', READ_ONLY],
  ['EISDIR', ['is a folder', 'Name a file with --db.']],
  ['ENOENT', ABSENT],
  ['ENOTDIR', ABSENT],
  ['EIO', DISK],
];

/** The code of an error, of whatever thread; errors of other threads are no instances of their classes here. */
export const codeOf = (error: unknown): string => {
  const code = (error as { readonly code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : '';
};

/** What stands in the way of a database, as a sentence and how to mend it; `undefined` for any other error. */
export const explainStoreError = (error: unknown, what: string): UsageError | undefined => {
  if (error instanceof UsageError) return undefined;
  const code = codeOf(error);
  const explanation = BY_CODE.find(([prefix]) => code.startsWith(prefix))?.[1];
  return explanation && new UsageError(`${what} ${explanation[0]} (${(error as Error).message})`, explanation[1]);
};
