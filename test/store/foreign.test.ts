import { createReadStream, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TableRead } from '../../src/model/tables.ts';
import { createTableReader } from '../../src/store/foreign.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';

const ROW_BYTES = 1024 * 1024;

let place: Workspace;
beforeEach(() => {
  place = createWorkspace();
});
afterEach(() => place.remove());

/** Makes a database by what is done to it, and answers with its path. */
const make = (fill: (database: Database.Database) => void): string => {
  const path = join(place.folder, 'foreign.db');
  const database = new Database(path);
  fill(database);
  database.close();
  return path;
};

const readPath = async (path: string, ...names: string[]): Promise<TableRead[]> => {
  const reads: TableRead[] = [];
  const bytes = createReadStream(path, { highWaterMark: 10_000 });
  for await (const read of createTableReader(place.folder)(bytes, { names, rowBytes: ROW_BYTES })) reads.push(read);
  return reads;
};

const rowsOf = (reads: readonly TableRead[]): unknown[] => reads.flatMap((read) => (read.is === 'row' ? [read.row] : []));
const kindsOf = (reads: readonly TableRead[]): string[] => reads.map(({ is }) => is);

describe('rows', () => {
  it('come in the order of the tables asked for, from these alone, with values that JSON can hold', async () => {
    const path = make((database) => {
      database.exec(`
        CREATE TABLE a (id INTEGER PRIMARY KEY, big INTEGER, real REAL, text TEXT, bytes BLOB, none TEXT);
        CREATE TABLE "b" (id TEXT PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE c (id INTEGER);
        INSERT INTO a VALUES (1, 9007199254740993, 0.5, 'x', x'00ff', NULL), (2, -3, 2.0, '', NULL, NULL);
        INSERT INTO b VALUES ('b-1');
        INSERT INTO c VALUES (1);
      `);
    });
    const reads = await readPath(path, 'b', 'a', 'missing');
    expect(kindsOf(reads)).toEqual(['table', 'row', 'table', 'row', 'row']);
    expect(rowsOf(reads)).toEqual([
      { id: 'b-1' },
      { id: 1, big: '9007199254740993', real: 0.5, text: 'x', bytes: { base64: 'AP8=' }, none: null },
      { id: 2, big: -3, real: 2, text: '', bytes: null, none: null },
    ]);
  });

  it('are read through names that would break out of quotes', async () => {
    const path = make((database) => {
      database.exec(`CREATE TABLE "a""b" ("x"";y" TEXT, "__proto__" TEXT); INSERT INTO "a""b" VALUES ('1', '2')`);
    });
    const [, row] = await readPath(path, 'a"b');
    expect(row?.is === 'row' && JSON.stringify(row.row)).toBe(String.raw`{"x\";y":"1","__proto__":"2"}`);
  });

  it('above the limit are told and left out, the rest is read', async () => {
    const path = make((database) => {
      database.exec('CREATE TABLE a (id INTEGER, bytes BLOB)');
      const insert = database.prepare('INSERT INTO a VALUES (?, zeroblob(?))');
      for (const [id, size] of [
        [1, 1],
        [2, 8 * ROW_BYTES],
        [3, 1],
      ])
        insert.run(id, size);
    });
    const reads = await readPath(path, 'a');
    expect(kindsOf(reads)).toEqual(['table', 'row', 'row', 'oversize']);
  });
});

describe('a hostile schema', () => {
  it('cannot pass a view or a virtual table for a table', async () => {
    const path = make((database) => {
      database.exec(`
        CREATE TABLE other (id INTEGER);
        INSERT INTO other VALUES (1);
        CREATE VIEW a AS SELECT id FROM other;
        CREATE VIRTUAL TABLE b USING fts5(id);
        INSERT INTO b VALUES ('1');
      `);
    });
    expect(await readPath(path, 'a', 'b')).toEqual([]);
  });

  it('cannot pass a view for a table by lying about its type', async () => {
    const path = make((database) => {
      database.exec('CREATE TABLE other (id INTEGER); CREATE VIEW a AS SELECT 1 AS id');
      database.unsafeMode();
      database.pragma('writable_schema = ON');
      database.exec("UPDATE sqlite_schema SET type = 'table', rootpage = 2 WHERE name = 'a'");
    });
    expect(rowsOf(await readPath(path, 'a'))).toEqual([]);
  });

  it('has nothing computed as it is read', async () => {
    const path = make((database) => {
      database.exec('CREATE TABLE a (id INTEGER, made TEXT AS (hex(id)) VIRTUAL); INSERT INTO a VALUES (1)');
    });
    expect(rowsOf(await readPath(path, 'a'))).toEqual([{ id: 1 }]);
  });
});

describe('damage', () => {
  const twoTables = (): string =>
    make((database) => {
      database.pragma('page_size = 4096');
      database.exec('CREATE TABLE a (id INTEGER, text TEXT); CREATE TABLE b (id INTEGER); INSERT INTO b VALUES (7)');
      const insert = database.prepare('INSERT INTO a VALUES (?, ?)');
      database.transaction(() => {
        for (let id = 0; id < 1_000; id++) insert.run(id, 'x'.repeat(100));
      })();
    });

  it('of one page ends its table, and not the others', async () => {
    const path = twoTables();
    const bytes = readFileSync(path);
    bytes.fill(0xff, 20 * 4096, 21 * 4096);
    writeFileSync(path, bytes);
    const reads = await readPath(path, 'a', 'b');
    const rows = rowsOf(reads).length;
    expect(reads.filter(({ is }) => is === 'damage')).toMatchObject([{ table: 'a', reason: expect.stringMatching(/malformed/) }]);
    expect(rows).toBeGreaterThan(100);
    expect(rows).toBeLessThan(1_001);
    expect(reads.at(-1)).toMatchObject({ table: 'b', row: { id: 7 } });
  });

  it.each([
    ['a file that ends after its header', 100],
    ['a file that ends within a page', 3 * 4096 + 17],
  ])('%s is told', async (_, length) => {
    const path = twoTables();
    writeFileSync(path, readFileSync(path).subarray(0, length));
    expect(kindsOf(await readPath(path, 'a', 'b'))).toContain('damage');
  });

  it('of pages that give the same rows a million times comes to an end', async () => {
    const path = make((database) => {
      database.pragma('page_size = 512');
      database.exec(`CREATE TABLE a (id INTEGER);
        INSERT INTO a WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i FROM n`);
    });
    const bytes = readFileSync(path);
    const page = (number: number): Buffer => bytes.subarray((number - 1) * 512, number * 512);
    const cellsOf = (interior: Buffer): number[] =>
      Array.from({ length: interior.readUInt16BE(3) }, (_, cell) => interior.readUInt16BE(12 + 2 * cell));
    const childrenOf = (interior: Buffer): number[] => cellsOf(interior).map((cell) => interior.readUInt32BE(cell));
    const [first = 0, second = 0, third = 0] = childrenOf(page(2));
    const leaf = childrenOf(page(third))[0] ?? 0;
    for (const [from, to] of [
      [first, second],
      [second, third],
      [third, leaf],
    ] as const)
      for (const cell of cellsOf(page(from))) page(from).writeUInt32BE(to, cell);
    writeFileSync(path, bytes);
    const reads = await readPath(path, 'a');
    expect(reads.at(-1)).toEqual({ is: 'damage', table: 'a', reason: 'it gives more rows than the file has room for' });
    expect(rowsOf(reads).length).toBeLessThanOrEqual(bytes.length / 4);
  });
});

describe('the source and what lies beside it', () => {
  it('stay as they were, and no copy is left, even where reading stops early', async () => {
    const path = join(place.folder, 'foreign.db');
    const writer = new Database(path);
    writer.pragma('journal_mode = WAL');
    writer.exec('CREATE TABLE a (id INTEGER); INSERT INTO a VALUES (1), (2)');
    writer.pragma('wal_checkpoint(TRUNCATE)');
    writer.exec('INSERT INTO a VALUES (3)');
    const before = readFileSync(path);
    const names = readdirSync(place.folder);
    expect(rowsOf(await readPath(path, 'a'))).toEqual([{ id: 1 }, { id: 2 }]);
    const bytes = createReadStream(path);
    for await (const _ of createTableReader(place.folder)(bytes, { names: ['a'], rowBytes: ROW_BYTES })) break;
    expect(readdirSync(place.folder)).toEqual(names);
    expect(readFileSync(path)).toEqual(before);
    writer.close();
  });
});

it('the copy is out of sight while it is read, so that a run that is killed leaves none', {
  skip: process.platform === 'win32',
}, async () => {
  const path = make((database) => {
    database.exec('CREATE TABLE a (x); INSERT INTO a VALUES (1), (2)');
  });
  const seen: string[][] = [];
  const bytes = createReadStream(path);
  const reads = createTableReader(place.folder)(bytes, { names: ['a'], rowBytes: ROW_BYTES });
  for await (const read of reads) if (read.is === 'row') seen.push(readdirSync(place.folder));
  expect(seen).toEqual([['foreign.db'], ['foreign.db']]);
});
