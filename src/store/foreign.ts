import { rmSync } from 'node:fs';
import { type FileHandle, mkdtemp, open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import type { OpenTables, TableChoice, TableRead } from '../model/tables.ts';
import { type Connection, PRIVATE_PREFIX } from './open.ts';

/** The schema is as hostile as the rows: nothing in it is run, and every page is looked at before it is believed. */
const PRAGMAS = ['trusted_schema = OFF', 'cell_size_check = ON', 'query_only = ON', 'mmap_size = 0', 'cache_size = -16384'];

/** More would make an expression that SQLite refuses; no table of a log comes near. */
const MOST_COLUMNS = 500;
/** A row takes no fewer bytes in the file. */
const LEAST_ROW_BYTES = 4;

const VERSIONS_AT = 18;
const WITH_ROLLBACK = Buffer.from([1, 1]);
const WITH_WAL = Buffer.from([2, 2]);

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Without this the copy of a database in WAL mode could not be opened without being written to. */
const forgetWal = async (file: FileHandle): Promise<void> => {
  const versions = Buffer.alloc(2);
  await file.read(versions, 0, 2, VERSIONS_AT);
  if (versions.equals(WITH_WAL)) await file.write(WITH_ROLLBACK, 0, 2, VERSIONS_AT);
};

/** Copies the bytes; answers with how many there are. */
const copyTo = async (path: string, bytes: AsyncIterable<Uint8Array>): Promise<number> => {
  const file = await open(path, 'wx+', 0o600);
  try {
    for await (const chunk of bytes) await file.appendFile(chunk);
    await forgetWal(file);
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
};

/** By its own statement, since the type that the schema notes beside it may lie. */
const isTableOf = (name: string, sql: string): boolean => {
  const [, rest = ''] = /^CREATE TABLE\s+([\s\S]*)$/i.exec(sql) ?? [];
  const spelled = [quoted(name), `'${name}'`, `[${name}]`, `\`${name}\``, name].find((each) => rest.startsWith(each));
  return spelled !== undefined && /^\s*\(/.test(rest.slice(spelled.length));
};

const isTable = (connection: Connection, name: string): boolean => {
  const find = `SELECT sql FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name = ?`;
  const found = connection.prepare(find).get(name) as { readonly sql: unknown } | undefined;
  return typeof found?.sql === 'string' && isTableOf(name, found.sql);
};

/** Stored columns only: what is computed as it is read is left out. */
const columnsOf = (connection: Connection, table: string): readonly string[] =>
  connection.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as string[];

/** Integers above 2^53 become text and blobs an object of their own, so that neither is taken for what it is not. */
const plain = (value: unknown): unknown => {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : `${value}`;
  return Buffer.isBuffer(value) ? { base64: value.toString('base64') } : value;
};

const rowOf = (columns: readonly string[], values: readonly unknown[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(columns.map((column, index) => [column, plain(values[index])]));

/** An open copy and the bounds on what is read out of it. */
interface Copy {
  readonly connection: Connection;
  readonly bytes: number;
  readonly rowBytes: number;
}

function* readRows({ connection, bytes, rowBytes }: Copy, table: string): Generator<TableRead> {
  const columns = columnsOf(connection, table);
  if (columns.length > MOST_COLUMNS) {
    yield { is: 'damage', table, reason: `it has more than ${MOST_COLUMNS} columns` };
    return;
  }
  const size = columns.map((column) => `ifnull(octet_length(${quoted(column)}), 0)`).join(' + ');
  const from = `FROM main.${quoted(table)} NOT INDEXED WHERE ${size}`;
  const select = connection
    .prepare(`SELECT ${columns.map(quoted).join(', ')} ${from} <= ?`)
    .raw()
    .safeIntegers();
  let rows = 0;
  for (const values of select.iterate(rowBytes) as Iterable<unknown[]>) {
    if (++rows > bytes / LEAST_ROW_BYTES) {
      yield { is: 'damage', table, reason: 'it gives more rows than the file has room for' };
      return;
    }
    yield { is: 'row', table, row: rowOf(columns, values) };
  }
  const over = connection.prepare(`SELECT 1 ${from} > ? LIMIT ?`).iterate(rowBytes, Math.floor(bytes / LEAST_ROW_BYTES));
  for (const _ of over) yield { is: 'oversize', table };
}

/** Ends in damage, and not in an error, where SQLite cannot go on. */
function* untilDamage(reads: Iterable<TableRead>, table?: string): Generator<TableRead> {
  try {
    yield* reads;
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    yield { is: 'damage', reason: error.message, ...(table === undefined ? {} : { table }) };
  }
}

function* readTables(copy: Copy, names: readonly string[]): Generator<TableRead> {
  for (const pragma of PRAGMAS) copy.connection.pragma(pragma);
  for (const table of names.filter((name) => isTable(copy.connection, name))) {
    yield { is: 'table', table };
    yield* untilDamage(readRows(copy, table), table);
  }
}

/** Takes a file that is open out of sight, so that it is gone with the process, however that ends. Windows refuses that. */
const removeOpen = (place: string): void => {
  try {
    rmSync(place, { recursive: true, force: true });
  } catch {
    // It is removed once it is closed.
  }
};

function* openCopy(path: string, bytes: number, { names, rowBytes }: TableChoice, onOpen: () => void): Generator<TableRead> {
  const connection = new Database(resolve(path), { readonly: true, fileMustExist: true });
  try {
    onOpen();
    yield* readTables({ connection, bytes, rowBytes }, names);
  } finally {
    connection.close();
  }
}

/**
 * Reads the tables of databases that other programs wrote, each from a private copy below `folder`: what is read is then what was
 * hashed, nothing is locked, and nothing is written beside the source. A copy is out of sight as soon as it is open. Real tables only, no views and no virtual ones; memory does
 * not grow with the database. What SQLite cannot read is told as damage; errors of the file system are thrown.
 */
export const createTableReader = (folder: string, prefix: string = PRIVATE_PREFIX): OpenTables =>
  async function* (bytes, choice) {
    const place = await mkdtemp(join(folder, prefix));
    try {
      const path = join(place, 'source.db');
      const size = await copyTo(path, bytes);
      yield* untilDamage(openCopy(path, size, choice, () => removeOpen(place)));
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  };
