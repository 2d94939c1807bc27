import { deserialize, serialize } from 'node:v8';
import Database from 'better-sqlite3';

/** Values by name in a file that is gone with the run. Several may have one name. */
export interface Scratch<V> {
  put(entries: Iterable<readonly [name: string, value: V]>): void;
  /** The value of a name that one was put there under. */
  get(name: string): V | undefined;
  /** All values, those of a name together and as they came. Nothing can be put there meanwhile. */
  byName(): Iterable<readonly [name: string, value: V]>;
}

interface Row {
  readonly name: string;
  readonly value: Buffer;
}

const SCHEMA = 'CREATE TABLE scratch (name TEXT NOT NULL, value BLOB NOT NULL); CREATE INDEX scratch_name ON scratch (name)';

/** SQLite makes its file where temporary files go, for this user alone, and removes it whichever way the run ends. */
const openPrivate = (): Database.Database => {
  const connection = new Database('');
  for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'cache_size = -2048']) connection.pragma(pragma);
  connection.exec(SCHEMA);
  return connection;
};

/** Makes an empty one. What is put there outlives a structured clone: maps, sets, infinities, absent members. */
export const createScratch = <V>(): Scratch<V> => {
  const connection = openPrivate();
  const insert = connection.prepare<[string, Buffer]>('INSERT INTO scratch (name, value) VALUES (?, ?)');
  const one = connection.prepare<[string], Buffer>('SELECT value FROM scratch WHERE name = ?').pluck();
  const all = connection.prepare<[], Row>('SELECT name, value FROM scratch ORDER BY name, rowid');
  return {
    put: connection.transaction((entries: Iterable<readonly [string, V]>) => {
      for (const [name, value] of entries) insert.run(name, serialize(value));
    }),
    get: (name) => {
      const found = one.get(name);
      return found && (deserialize(found) as V);
    },
    *byName() {
      for (const { name, value } of all.iterate()) yield [name, deserialize(value) as V] as const;
    },
  };
};
