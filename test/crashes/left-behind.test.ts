import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PRIVATE_PREFIX } from '../../src/cli/private-folder.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';
import { calls, TABLES } from './logs.ts';
import { run, start } from './running.ts';

let place: Workspace;
let tmp: string;

beforeEach(() => {
  place = createWorkspace();
  tmp = join(place.folder, 'tmp');
  mkdirSync(tmp);
});

afterEach(() => place.remove());

const AS_OF = ['--as-of', '2026-04-01T00:00:00Z', '--no-progress', '-q'];

const inPlace = (...args: string[]) => [args, place.folder, { TMPDIR: tmp }] as const;

const PRIVATE = /^\.?bindcheck-[0-9a-f]{8}-\d+-\w{6}$/;

/** Paths of private folders, and of what is in them. */
const privateIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => PRIVATE.test(name))
    .flatMap((name) => [join(folder, name), ...readdirSync(join(folder, name)).map((inner) => join(folder, name, inner))]);

describe('private folders of other runs', () => {
  const HERE = PRIVATE_PREFIX.split('-')[1] as string;
  const NOBODY = 999_999_999;

  const leave = (where: string, maker: number, { minutes = 0, hidden = '' } = {}): string => {
    const name = `${hidden}bindcheck-${where}-${maker}-a1B2c${minutes % 10}`;
    mkdirSync(join(tmp, name), { mode: 0o700 });
    writeFileSync(join(tmp, name, 'source.db'), 'x', { mode: 0o600 });
    const time = Date.now() / 1000 - minutes * 60;
    utimesSync(join(tmp, name), time, time);
    return name;
  };

  it('are removed by the next run, at once, where their makers are gone', async () => {
    leave(HERE, NOBODY);
    leave(HERE, NOBODY, { hidden: '.', minutes: 10_001 });
    leave('00000000', NOBODY, { minutes: 25 * 60 });
    const running = leave(HERE, process.pid, { minutes: 10_000 });
    // Of another machine, or another container: it may be at work, whatever is known here of its id.
    const unseen = leave('00000000', NOBODY, { minutes: 23 * 60 + 1 });
    mkdirSync(join(tmp, 'bindcheck-notes'));
    symlinkSync(join(place.folder), join(tmp, `bindcheck-${HERE}-${NOBODY}-linked`));
    place.write('log.ndjson', calls('a', 0, 2));
    await run(...inPlace('ingest', 'log.ndjson', '--db', 'a.db'));
    const others = ['bindcheck-notes', `bindcheck-${HERE}-${NOBODY}-linked`];
    expect(readdirSync(tmp).sort()).toEqual([running, unseen, ...others].sort());
  });

  it.each([
    ['audit', ['audit', 'logs']],
    ['report', ['report', '--db', 'a.db']],
    ['report, of a saved one', ['report', 'saved.json']],
    ['formats --check', ['formats', '--check', 'logs/log.ndjson']],
    ['init', ['init', 'logs']],
    ['demo', ['demo']],
  ])('are removed by %s', async (_, args) => {
    place.write('logs/log.ndjson', calls('a', 0, 2));
    await run(...inPlace('audit', 'logs', '--db', 'a.db', '-f', 'json=saved.json', ...AS_OF));
    leave(HERE, NOBODY);
    await run(...inPlace(...args));
    expect(readdirSync(tmp)).toEqual([]);
  });

  it('below a path are no sources', async () => {
    place.write('logs/log.ndjson', calls('a', 0, 2));
    place.write(`logs/bindcheck-${HERE}-${process.pid}-a1B2c3/source.db`, calls('b', 0, 2));
    const { stdout } = await run(...inPlace('audit', 'logs', '-f', 'json', ...AS_OF));
    const { sources, diagnostics } = JSON.parse(stdout);
    expect(sources.map(({ path }: { path: string }) => path)).toEqual(['logs/log.ndjson']);
    expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'own-file-skipped' }));
  });
});

/** Kills a run as soon as `isTime`. It must not have ended before. */
const killWhen = async (isTime: () => boolean, ...args: string[]): Promise<void> => {
  const running = start(...inPlace(...args));
  while (!isTime() && running.process.exitCode === null) await delay(1);
  running.process.kill('SIGKILL');
  expect(await running.ended).toMatchObject({ signal: 'SIGKILL' });
};

describe('a run that is killed', () => {
  const bytesOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

  const isCopying = (folder: string) => (): boolean =>
    privateIn(folder).some((path) => path.endsWith('source.db') && bytesOf(path) > 0);

  /** Large enough that its copy takes a while. */
  const writeSource = (): void => {
    mkdirSync(join(place.folder, 'logs'));
    const database = new Database(join(place.folder, 'logs/mcp.db'));
    database.exec(TABLES);
    database.exec('CREATE TABLE attachments (content BLOB)');
    for (let megabyte = 0; megabyte < 60; megabyte++) database.exec('INSERT INTO attachments VALUES (zeroblob(1048576))');
    database.close();
  };

  const expectPrivate = (paths: readonly string[]): void => {
    expect(paths.length).toBeGreaterThan(1);
    for (const path of paths) {
      const isFolder = statSync(path).isDirectory();
      expect([path, (statSync(path).mode & 0o777).toString(8)]).toEqual([path, isFolder ? '700' : '600']);
    }
  };

  it.each([
    ['over a database', ['ingest', 'logs', '--db', 'k.db', '-q'], ''],
    ['of formats --check', ['formats', '--check', 'logs/mcp.db'], 'tmp'],
  ])(
    'while it copies a SQLite source %s leaves a copy for its owner only, and the next run removes it',
    async (_, args, folder) => {
      writeSource();
      const where = join(place.folder, folder);
      await killWhen(isCopying(where), ...args);
      expectPrivate(privateIn(where));
      expect(await run(...inPlace(...args))).toMatchObject({ code: 0, stderr: '' });
      expect([...privateIn(place.folder), ...readdirSync(tmp)]).toEqual([]);
    },
  );

  it('while it copies one for a temporary database leaves both for their owner only, and the next run removes them', async () => {
    writeSource();
    const isCopyingBelow = (): boolean => privateIn(tmp).some((path) => statSync(path).isDirectory() && isCopying(path)());
    await killWhen(isCopyingBelow, 'audit', 'logs', '-q');
    expectPrivate(privateIn(tmp));
    await run(...inPlace('audit', 'logs', '-q'));
    expect(readdirSync(tmp)).toEqual([]);
  });

  it('while it has a report aside leaves no part of it once another one was written there', async () => {
    place.write('logs/log.ndjson', calls('a', 0, 3_000));
    mkdirSync(join(place.folder, 'reports'));
    const reports = join(place.folder, 'reports');
    const audit = ['audit', 'logs', '-f', 'json=reports/a.json', ...AS_OF];
    await killWhen(() => privateIn(reports).length > 1, ...audit);
    expectPrivate(privateIn(reports));
    await run(...inPlace('audit', 'logs', '-f', 'csv=reports/b.csv', ...AS_OF));
    expect([readdirSync(reports), readdirSync(tmp)]).toEqual([['b.csv'], []]);
    expect(readFileSync(join(reports, 'b.csv'), 'utf8').length).toBeGreaterThan(0);
  });
});
