import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, existsSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { UsageError } from '../model/errors.ts';
import { APPLICATION_ID, SCHEMA, SCHEMA_NUMBER } from './schema.ts';

export type Connection = Database.Database;

/** An open database, and how to leave it. */
export interface OpenDatabase {
  readonly connection: Connection;
  readonly path: string;
  /** Random key of this database, for digests of values that could be guessed (contract §3.1, `arguments`). */
  readonly digestKey: Uint8Array;
  /** Closes it, and removes it where it was temporary. */
  close(): void;
}

const PRAGMAS = ['journal_mode = WAL', 'synchronous = NORMAL', 'cache_size = -16384', 'trusted_schema = OFF'];

const TEMPORARY_PRAGMAS = ['journal_mode = MEMORY', 'synchronous = OFF', 'cache_size = -16384', 'trusted_schema = OFF'];

const refuse = (path: string, found: string): never => {
  throw new UsageError(
    `${path} is ${found}`,
    'Name another file with --db, or remove this one and ingest the logs again: a database is made anew from the logs at any time.',
  );
};

/** Looks before SQLite does, so that a file of somebody else is neither opened nor written to. */
const checkHeader = (path: string): void => {
  const header = Buffer.alloc(72);
  const file = openSync(path, 'r');
  const length = readSync(file, header, 0, 72, 0);
  closeSync(file);
  if (length === 0) return;
  if (length < 72 || header.toString('latin1', 0, 15) !== 'SQLite format 3')
    refuse(path, 'no database of bindcheck (not an SQLite file)');
  if (header.readUInt32BE(68) !== APPLICATION_ID) refuse(path, 'a database of another program');
};

const create = (connection: Connection): void => {
  connection.transaction(() => {
    connection.exec(SCHEMA);
    connection.prepare('INSERT INTO meta (name, value) VALUES (?, ?)').run('digest_key', randomBytes(32));
    connection.pragma(`application_id = ${APPLICATION_ID}`);
    connection.pragma(`user_version = ${SCHEMA_NUMBER}`);
  })();
};

const checkSchema = (connection: Connection, path: string): void => {
  const found = connection.pragma('user_version', { simple: true });
  if (found !== SCHEMA_NUMBER)
    refuse(path, `a database of another version of bindcheck (schema ${found}, this one reads ${SCHEMA_NUMBER})`);
};

const digestKeyOf = (connection: Connection): Uint8Array => {
  const row = connection.prepare('SELECT value FROM meta WHERE name = ?').get('digest_key') as { value: Uint8Array };
  return row.value;
};

const open = (path: string, pragmas: readonly string[]): Connection => {
  const connection = new Database(path);
  try {
    chmodSync(path, 0o600);
    for (const pragma of pragmas) connection.pragma(pragma);
    if (connection.pragma('user_version', { simple: true }) === 0) create(connection);
    checkSchema(connection, path);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
};

/** Opens or makes the database that `--db` names. Refuses files of other programs and of other versions with a `UsageError`. */
export const openDatabase = (path: string): OpenDatabase => {
  if (existsSync(path)) checkHeader(path);
  const connection = open(path, PRAGMAS);
  return { connection, path, digestKey: digestKeyOf(connection), close: () => connection.close() };
};

/** Opens a database that is open already once more, to read it on another thread. */
export const openForReading = (path: string): Connection => {
  const connection = new Database(path, { readonly: true });
  for (const pragma of ['cache_size = -16384', 'trusted_schema = OFF']) connection.pragma(pragma);
  return connection;
};

/** How the private folders of a run begin, where nobody says otherwise. */
export const PRIVATE_PREFIX = 'bindcheck-';

/** Opens a database of its own in a private folder below `folder`, removed on close. */
export const openTemporaryDatabase = (folder: string, prefix = PRIVATE_PREFIX): OpenDatabase => {
  const place = mkdtempSync(join(folder, prefix));
  const path = join(place, 'audit.db');
  const connection = open(path, TEMPORARY_PRAGMAS);
  const close = (): void => {
    connection.close();
    rmSync(place, { recursive: true, force: true });
  };
  return { connection, path, digestKey: digestKeyOf(connection), close };
};
