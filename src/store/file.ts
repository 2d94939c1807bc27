import { chmodSync, closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { UsageError } from '../model/errors.ts';
import { codeOf } from './obstacle.ts';
import { APPLICATION_ID } from './schema.ts';

/** Refuses what cannot serve as a database. */
export const refuse = (path: string, found: string): never => {
  throw new UsageError(
    `${path} is ${found}`,
    'Name another file with --db, or remove this one and ingest the logs again: a database is made anew from the logs at any time.',
  );
};

/** Looks before SQLite does, so that a file of somebody else is neither opened nor written to. */
const checkHeader = (path: string, file: number): void => {
  if (!fstatSync(file).isFile()) refuse(path, 'no file that could hold a database');
  const header = Buffer.alloc(72);
  const length = readSync(file, header, 0, 72, 0);
  if (length === 0) return;
  if (length < 72 || header.toString('latin1', 0, 15) !== 'SQLite format 3')
    refuse(path, 'no database of bindcheck (not an SQLite file)');
  if (header.readUInt32BE(68) !== APPLICATION_ID) refuse(path, 'a database of another program');
};

/** A file of somebody else may be used all the same, where its owner lets us. */
const closeToOthers = (path: string): void => {
  try {
    chmodSync(path, 0o600);
  } catch (error) {
    if (!['EPERM', 'EROFS'].includes(codeOf(error))) throw error;
  }
};

/** Makes the file where it is not there: readable by its owner only from the first moment on. */
export const prepareFile = (path: string): void => {
  if (path !== path.trimEnd()) refuse(path, 'no name for a database: it ends with white space');
  const file = openSync(path, existsSync(path) ? 'r' : 'a+', 0o600);
  try {
    checkHeader(path, file);
  } finally {
    closeSync(file);
  }
  closeToOthers(path);
};
