import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { prepareFile, refuse } from './file.ts';
import { hasKnownSchema } from './known-schema.ts';
import { APPLICATION_ID, SCHEMA, SCHEMA_NUMBER } from './schema.ts';
import { BRIEFLY, freeze, insist, inTurn, PATIENCE, type Patience, takeTurn } from './turn.ts';

export type Connection = Database.Database;

/** An open database, how to take one's turn in it among other runs, and how to leave it. */
export interface OpenDatabase {
  readonly connection: Connection;
  readonly path: string;
  /** Random key of this database, for digests of values that could be guessed (contract §3.1, `arguments`). */
  readonly digestKey: Uint8Array;
  /** Begins a transaction that writes, once other runs have ended theirs; a `UsageError` where that takes too long. */
  begin(): Promise<void>;
  /** Does some work in such a transaction. */
  write<T>(work: () => T): Promise<T>;
  /** Keeps others from writing from `prepare` on, until the returned function is called. */
  freeze(prepare: () => void): Promise<() => void>;
  /** What SQLite finds wrong with the file, if anything. Looks at every page. */
  damage(): string | undefined;
  /** Closes it, and removes it where it was temporary. */
  close(): void;
}

/** Pages are looked at before they are believed. */
const WARY = ['trusted_schema = OFF', 'cell_size_check = ON'];

const KEY_BYTES = 32;

const CACHE = 'cache_size = -16384';

/** Whoever judges goes through the blocks once, and finds what they refer to close together. */
const SMALL_CACHE = 'cache_size = -2048';

/** In this mode others can read while one writes. It is entered after the database was made, so that the file itself tells what it is. */
const LASTING = ['journal_mode = WAL', 'synchronous = NORMAL'];

/** Nothing outlives the run, but what was begun for a source must be taken back at times; in memory that would grow with the logs. */
const TEMPORARY = ['journal_mode = TRUNCATE', 'synchronous = OFF'];

const numberOf = (connection: Connection): unknown => connection.pragma('user_version', { simple: true });

/** In one step that leaves its mark in the file itself: whoever is cut short leaves a database, or an empty file. */
const create = (connection: Connection): void => {
  connection
    .transaction(() => {
      if (numberOf(connection) !== 0) return;
      connection.exec(SCHEMA);
      connection.prepare('INSERT INTO meta (name, value) VALUES (?, ?)').run('digest_key', randomBytes(KEY_BYTES));
      connection.pragma(`application_id = ${APPLICATION_ID}`);
      connection.pragma(`user_version = ${SCHEMA_NUMBER}`);
    })
    .immediate();
};

const checkSchema = (connection: Connection, path: string): void => {
  const found = numberOf(connection);
  if (found !== SCHEMA_NUMBER)
    refuse(path, `a database of another version of bindcheck (schema ${found}, this one reads ${SCHEMA_NUMBER})`);
  if (!hasKnownSchema(connection))
    refuse(path, 'damaged, or was changed by another program: its tables are not those of bindcheck');
};

const digestKeyOf = (connection: Connection, path: string): Uint8Array => {
  const row = connection.prepare('SELECT value FROM meta WHERE name = ?').get('digest_key') as { value: unknown } | undefined;
  return row?.value instanceof Uint8Array && row.value.length === KEY_BYTES
    ? row.value
    : refuse(path, 'damaged: the key for its digests is not there');
};

const open = (path: string, first: readonly string[], last: readonly string[]): Connection => {
  prepareFile(path);
  // The driver trims names and has some of its own: only a whole path is one file to it and to us.
  const connection = new Database(resolve(path), { timeout: BRIEFLY });
  try {
    for (const pragma of [...WARY, ...first]) connection.pragma(pragma);
    if (numberOf(connection) === 0) create(connection);
    checkSchema(connection, path);
    // SQLite waits for nobody where the mode changes, which it does once in the life of a database.
    for (const pragma of last) insist(() => connection.pragma(pragma));
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
};

const integrityOf = (connection: Connection): string | undefined => {
  try {
    const found = connection.pragma('integrity_check(1)', { simple: true });
    return found === 'ok' ? undefined : String(found);
  } catch (error) {
    return (error as Error).message;
  }
};

const opened = (connection: Connection, path: string, patience: Patience, remove: () => void): OpenDatabase => ({
  connection,
  path,
  digestKey: digestKeyOf(connection, path),
  begin: () => takeTurn(connection, path, patience),
  write: (work) => inTurn(connection, path, patience, work),
  freeze: async (prepare) => {
    await freeze(connection, path, patience, prepare);
    return () => {
      if (connection.inTransaction) connection.exec('COMMIT');
    };
  },
  damage: () => integrityOf(connection),
  close: () => {
    try {
      connection.close();
    } finally {
      remove();
    }
  },
});

/** Opens or makes the database that `--db` names. Refuses files of other programs and of other versions with a `UsageError`. */
export const openDatabase = (path: string, patience: Patience = PATIENCE): OpenDatabase => {
  const connection = open(path, [CACHE], LASTING);
  return opened(connection, path, patience, () => undefined);
};

/** Opens a database that is open already once more, to read it on another thread. */
export const openForReading = (path: string): Connection => {
  const connection = new Database(resolve(path), { readonly: true });
  for (const pragma of [...WARY, SMALL_CACHE]) connection.pragma(pragma);
  return connection;
};

/** How the private folders of a run begin, where nobody says otherwise. */
export const PRIVATE_PREFIX = 'bindcheck-';

/** Opens a database of its own in a private folder below `folder`, removed on close. */
export const openTemporaryDatabase = (folder: string, prefix = PRIVATE_PREFIX): OpenDatabase => {
  const place = mkdtempSync(join(folder, prefix));
  const remove = (): void => rmSync(place, { recursive: true, force: true });
  try {
    const path = join(place, 'audit.db');
    return opened(open(path, [CACHE, ...TEMPORARY], []), path, PATIENCE, remove);
  } catch (error) {
    remove();
    throw error;
  }
};
