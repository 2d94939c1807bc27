import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdirSync, openSync, readdirSync, readlinkSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWorkspace, type Workspace } from '../workspace.ts';
import { calls } from './logs.ts';
import { type Ended, type Running, start } from './running.ts';

let place: Workspace;
let tmp: string;
let pipe: string;

beforeAll(() => {
  place = createWorkspace();
  tmp = join(place.folder, 'tmp');
  mkdirSync(tmp);
});

afterAll(() => place.remove());

beforeEach(({ task }) => {
  pipe = join(place.folder, `${task.id}.pipe`);
  if (process.platform === 'linux') execFileSync('mkfifo', [pipe]);
});

const begin = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Running =>
  start(args, place.folder, { TMPDIR: tmp, ...env });

const until = async (isTime: () => boolean): Promise<void> => {
  while (!isTime()) await delay(10);
};

/** Opens the pipe to write to it, once the program has it open, or waits to open it. */
const openToWrite = async (): Promise<number> => {
  let file: number | undefined;
  await until(() => {
    try {
      file = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch {
      // Nobody reads there yet.
    }
    return file !== undefined;
  });
  return file as number;
};

const isOpenIn = ({ process: { pid } }: Running): boolean => {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).some((name) => {
    try {
      return readlinkSync(join(folder, name)) === pipe;
    } catch {
      return false;
    }
  });
};

/** None, too, where the database is not there yet. */
const sourcesIn = (name: string): unknown[] => {
  const path = join(place.folder, name);
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0) return [];
  const database = new Database(path, { readonly: true });
  const found = database.prepare('SELECT path, invocations, status FROM sources ORDER BY path').raw().all();
  database.close();
  return found;
};

const expectInterrupted = ({ code, signal, stderr }: Ended, with_: number, by: string): void => {
  expect([code, signal]).toEqual([with_, null]);
  expect(stderr).toMatch(new RegExp(`^error interrupted by ${by}\n +Nothing is there in part`));
  expect(readdirSync(tmp)).toEqual([]);
};

describe.skipIf(process.platform !== 'linux')('a pipe that is named', () => {
  it('is read like a file', async () => {
    const running = begin(['ingest', pipe, '--db', 'read.db', '-q']);
    const file = await openToWrite();
    for (const line of calls('a', 0, 30).split(/(?<=\n)/)) writeSync(file, line);
    closeSync(file);
    expect(await running.ended).toMatchObject({ code: 0, stderr: '' });
    expect(sourcesIn('read.db')).toEqual([[pipe, 31, 'read']]);
  });

  it('and closed with nothing written to it is empty', async () => {
    const running = begin(['ingest', pipe, '--db', 'empty.db', '-q']);
    closeSync(await openToWrite());
    expect(await running.ended).toMatchObject({ code: 3 });
    expect(sourcesIn('empty.db')).toEqual([[pipe, 0, 'empty']]);
  });

  it('is waited for until a signal, while nobody writes to it', async () => {
    const running = begin(['audit', pipe]);
    await until(() => isOpenIn(running));
    running.process.kill('SIGINT');
    expectInterrupted(await running.ended, 130, 'SIGINT');
  });

  it('is waited for until a signal, while who writes to it says nothing; what was read whole is kept', async () => {
    const whole = place.write('+whole.ndjson', calls('w', 0, 10));
    const running = begin(['ingest', whole, pipe, '--db', 'kept.db', '--jobs', '2']);
    const file = await openToWrite();
    writeSync(file, calls('p', 0, 10));
    await delay(50);
    running.process.kill('SIGTERM');
    expectInterrupted(await running.ended, 143, 'SIGTERM');
    closeSync(file);
    expect(sourcesIn('kept.db')).toEqual([[whole, 11, 'read']]);
  });

  it.each([
    ['formats --check', ['formats', '--check']],
    ['token', ['token']],
  ])('and waited for by %s ends with it on a signal', async (_, args) => {
    const running = begin([...args, pipe]);
    await until(() => isOpenIn(running));
    running.process.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 130, signal: null });
  });

  it.each([
    ['a policy', ['audit', 'none.ndjson', '-p']],
    ['a mapping', ['audit', 'none.ndjson', '--map']],
    ['a baseline', ['audit', 'none.ndjson', '--baseline']],
    ['a saved report', ['report']],
  ])('as %s, and never written to, is waited for until a signal', async (_, args) => {
    const running = begin([...args, pipe]);
    const file = await openToWrite();
    await delay(50);
    running.process.kill('SIGINT');
    // Killed by the signal, which a shell tells as 130.
    expect(await running.ended).toMatchObject({ code: null, signal: 'SIGINT' });
    closeSync(file);
  });
});

describe.skipIf(process.platform !== 'linux')('a read that never returns', () => {
  it('keeps the first signal from ending the run, once all is cleaned up, and no second one', async () => {
    place.write('+whole.ndjson', calls('w', 0, 10));
    const blocked = new URL('blocked.mjs', import.meta.url).href;
    const more = { NODE_OPTIONS: `--import ${blocked}`, BINDCHECK_PIPE: pipe };
    const running = begin(['ingest', '+whole.ndjson', '-', '--db', 'blocked.db'], more);
    let said = '';
    running.process.stderr?.on('data', (text) => {
      said += text;
    });
    await until(() => sourcesIn('blocked.db').length === 1);
    running.process.kill('SIGINT');
    await until(() => said.includes('interrupted by SIGINT'));
    await delay(200);
    expect(running.process.exitCode).toBeNull();
    running.process.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: null, signal: 'SIGINT' });
    expect(sourcesIn('blocked.db')).toEqual([['+whole.ndjson', 11, 'read']]);
    expect(readdirSync(tmp)).toEqual([]);
  });
});
