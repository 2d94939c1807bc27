import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/open.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';
import { calls, RECORDS, writeLogs } from './logs.ts';
import { type Ended, run } from './running.ts';

const MINUTES = 60_000;
const QUIET = ['--no-progress', '-q'];

let place: Workspace;
let one: string;

const ingest = (database: string, ...paths: string[]): Promise<Ended> =>
  run(['ingest', ...paths, '--db', database, ...QUIET], place.folder);

const report = (database: string): Promise<Ended> =>
  run(['report', '--db', database, '-f', 'json', '--as-of', '2026-04-01T00:00:00Z', ...QUIET], place.folder);

const whatIsIn = async (database: string): Promise<string> => {
  const connection = new Database(join(place.folder, database), { readonly: true });
  expect(connection.pragma('integrity_check', { simple: true })).toBe('ok');
  connection.close();
  return (await report(database)).stdout;
};

beforeAll(async () => {
  place = createWorkspace();
  writeLogs(place, RECORDS);
  expect((await ingest('one.db', 'logs')).code).toBe(0);
  one = await whatIsIn('one.db');
}, 3 * MINUTES);

afterAll(() => place.remove());

describe('runs over one database at the same time leave what one after the other leaves', () => {
  it.each([
    ['the same files', ['logs'], ['logs']],
    ['other files', ['logs/a.ndjson', 'logs/b.ndjson'], ['logs/c.ndjson.gz', 'logs/mcp.db']],
    ['files that overlap', ['logs/b.ndjson', 'logs/mcp.db'], ['logs/a.ndjson', 'logs/c.ndjson.gz', 'logs/mcp.db']],
  ])(
    'with %s',
    async (name, first, second) => {
      const database = `${name.replaceAll(' ', '-')}.db`;
      const ended = await Promise.all([ingest(database, ...first), ingest(database, ...second)]);
      expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual(Array(2).fill({ code: 0, stderr: '' }));
      expect((await whatIsIn(database)) === one).toBe(true);
    },
    3 * MINUTES,
  );

  it(
    'while reports are made, each of sources that are in whole',
    async () => {
      const whole = new Map<string, number>(JSON.parse(one).sources.map((each: Source) => [each.path, each.invocations]));
      let over = false;
      const filling = ingest('read.db', 'logs').finally(() => {
        over = true;
      });
      while (!over) {
        await delay(200);
        const { code, stdout, stderr } = await report('read.db');
        if (/does not exist/.test(stderr)) continue;
        expect([3, 4], stderr).toContain(code);
        const { sources, summary } = JSON.parse(stdout);
        const rows = sources as Source[];
        for (const { path, invocations } of rows) expect(invocations).toBe(whole.get(path));
        expect(summary.invocations).toBe(rows.reduce((sum, each) => sum + each.invocations - each.duplicates, 0));
      }
      expect(await filling).toMatchObject({ code: 0, stderr: '' });
      expect((await whatIsIn('read.db')) === one).toBe(true);
    },
    3 * MINUTES,
  );
});

interface Source {
  readonly path: string;
  readonly invocations: number;
  readonly duplicates: number;
}

describe('runs that settle lines on threads, over one database at the same time,', () => {
  /** Each run reads more than 4 MB: enough for threads. */
  const FILES = ['a', 'b', 'c', 'd'];
  const onThreads = (database: string, ...names: string[]): Promise<Ended> =>
    ingest(database, ...names.map((name) => `large/${name}.ndjson`), '--jobs', '2');

  /** Everything that is told of what a database holds: the report, and the verdicts on each call. */
  const allOf = async (database: string): Promise<string[]> => {
    const { stdout } = await run(['report', '--db', database, '-f', 'verdicts', ...QUIET], place.folder);
    expect(stdout.split('\n').length).toBeGreaterThan(8_000);
    return [await whatIsIn(database), stdout];
  };

  it(
    'leave what one after the other leaves',
    async () => {
      for (const name of FILES) place.write(`large/${name}.ndjson`, calls(name, 0, 2_600) + calls('shared', 0, 100));
      for (const names of [FILES.slice(0, 3), FILES.slice(1)]) expect((await onThreads('turns.db', ...names)).code).toBe(0);
      const ended = await Promise.all([onThreads('both.db', ...FILES.slice(0, 3)), onThreads('both.db', ...FILES.slice(1))]);
      expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual(Array(2).fill({ code: 0, stderr: '' }));
      const [turns, both] = [await allOf('turns.db'), await allOf('both.db')];
      expect(both.map((text, index) => text === turns[index])).toEqual([true, true]);
    },
    5 * MINUTES,
  );
});

describe('a database that another run writes to', () => {
  let locked: string;
  let other: Database.Database;

  beforeEach(() => {
    locked = join(place.folder, 'locked.db');
    openDatabase(locked).close();
    other = new Database(locked);
    other.exec('BEGIN IMMEDIATE');
    return () => other.close();
  });

  it('is waited for, as long as something is finished there', async () => {
    let waits = 0;
    const database = openDatabase(locked, { milliseconds: 400, onWait: () => waits++ });
    const began = database.begin();
    for (let time = 0; time < 4; time++) {
      await delay(200);
      other.exec(`INSERT OR REPLACE INTO meta VALUES ('test', ${time})`);
      other.exec('COMMIT');
      if (time < 3) other.exec('BEGIN IMMEDIATE');
    }
    await began;
    database.close();
    expect(waits).toBe(1);
  });

  it('is given up, with a sentence, where nothing is', async () => {
    const database = openDatabase(locked, { milliseconds: 200 });
    await expect(database.begin()).rejects.toThrow(/locked\.db is being written to by another run, which has finished nothing/);
    database.close();
  });

  it('does not change while it is looked at', async () => {
    other.exec('COMMIT');
    const database = openDatabase(locked);
    const thaw = await database.freeze(() => undefined);
    other.pragma('busy_timeout = 0');
    expect(() => other.exec('BEGIN IMMEDIATE')).toThrow(/locked/);
    thaw();
    other.exec('BEGIN IMMEDIATE');
    database.close();
  });
});
