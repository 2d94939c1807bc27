import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/open.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';
import { calls } from './logs.ts';
import { run, seeded, start } from './running.ts';

const PROGRAM = new URL('../../bin/bindcheck.js', import.meta.url).pathname;
const AS_OF = ['--as-of', '2026-04-01T00:00:00Z', '--no-progress'];

let place: Workspace;
let tmp: string;

beforeAll(async () => {
  place = createWorkspace();
  tmp = join(place.folder, 'tmp');
  mkdirSync(tmp);
  place.write('log.ndjson', calls('a', 0, 1_200));
  expect((await run(['ingest', 'log.ndjson', '--db', 'good.db', '-q'], place.folder)).code).toBe(0);
});

afterAll(() => place.remove());

/** Runs the program behind what a shell sets up, such as a limit or where its output goes. */
const behind = (setup: string, args: readonly string[], redirect = '') => {
  const words = [process.execPath, PROGRAM, ...args].map((word) => `'${word}'`).join(' ');
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `${setup} exec ${words} ${redirect}`], {
    cwd: place.folder,
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: tmp },
  });
  return { code: status, stdout, stderr };
};

const FAULT = /internal error|\n\s+at |This is a fault/;

/** Every obstacle ends alike: with 2, a sentence that says where, no stack, and nothing left in the folders for temporary files. */
const expectTold = ({ code, stderr }: { code: number | null; stderr: string }, sentence: RegExp): void => {
  expect(stderr).toMatch(sentence);
  expect(stderr).not.toMatch(FAULT);
  expect(code).toBe(2);
  expect(readdirSync(tmp)).toEqual([]);
  expect(readdirSync(place.folder).filter((name) => /^\.?bindcheck-/.test(name))).toEqual([]);
};

describe.skipIf(!existsSync('/dev/full'))('a full disk', () => {
  it('under the database leaves it as it was, and the next run completes it', async () => {
    expectTold(
      behind('ulimit -f 100;', ['ingest', 'log.ndjson', '--db', 'full.db']),
      /full\.db cannot be (?:read or written|written to)/,
    );
    expect(await run(['ingest', 'log.ndjson', '--db', 'full.db', '-q'], place.folder)).toMatchObject({ code: 0, stderr: '' });
  });

  it('under the temporary database', () => {
    expectTold(behind('ulimit -f 100;', ['audit', 'log.ndjson']), /the temporary database in .* cannot be (?:read|written)/);
  });

  it('under a report leaves what was there', async () => {
    await run(['report', '--db', 'good.db', '-f', 'json=saved.json', ...AS_OF], place.folder);
    writeFileSync(join(place.folder, 'page.html'), 'before');
    expectTold(behind('ulimit -f 8;', ['report', 'saved.json', '-f', 'html=page.html']), /page\.html cannot be written: /);
    expect(readFileSync(join(place.folder, 'page.html'), 'utf8')).toBe('before');
  });

  it('under standard output', () => {
    expectTold(behind('', ['rules'], '> /dev/full'), /standard output cannot be written: .*no space/);
    expectTold(behind('', ['report', '--db', 'good.db', ...AS_OF], '> /dev/full'), /standard output cannot be written/);
  });

  it('under standard error keeps no report from being written', () => {
    expect(behind('', ['report', '--db', 'good.db', '-f', 'json=quiet.json', ...AS_OF], '2> /dev/full').code).toBe(4);
    expect(existsSync(join(place.folder, 'quiet.json'))).toBe(true);
  });
});

describe('a place that cannot be written to', () => {
  it('is named where the folder of the database is not there', () => {
    expectTold(
      behind('', ['ingest', 'log.ndjson', '--db', 'nowhere/a.db']),
      /nowhere\/a\.db cannot be made: its folder does not exist/,
    );
  });

  it('is named where temporary files have no folder', () => {
    const { code, stderr } = behind('TMPDIR=nowhere;', ['audit', 'log.ndjson']);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/the temporary database in nowhere .*its folder does not exist/)]);
  });

  it.skipIf(process.getuid?.() === 0)('is named where it is read-only', async () => {
    mkdirSync(join(place.folder, 'closed'));
    writeFileSync(join(place.folder, 'closed/a.db'), readFileSync(join(place.folder, 'good.db')));
    chmodSync(join(place.folder, 'closed/a.db'), 0o400);
    chmodSync(join(place.folder, 'closed'), 0o500);
    expectTold(behind('', ['report', '--db', 'closed/a.db', ...AS_OF]), /closed\/a\.db cannot be written to/);
    expectTold(behind('', ['ingest', 'log.ndjson', '--db', 'closed/b.db']), /closed\/b\.db cannot be written to/);
    expectTold(behind('', ['audit', 'log.ndjson', '-f', 'json=closed/r.json']), /closed\/r\.json cannot be written/);
    chmodSync(join(place.folder, 'closed'), 0o700);
  });
});

describe('a reader that has seen enough', () => {
  it('changes neither the exit code nor the other reports', () => {
    const whole = behind('', ['report', '--db', 'good.db', '-f', 'json', '-f', 'csv=whole.csv', ...AS_OF]);
    const cut = behind(
      'set -o pipefail;',
      ['report', '--db', 'good.db', '-f', 'json', '-f', 'csv=cut.csv', ...AS_OF],
      '| head -c 10',
    );
    expect(cut.stdout).toHaveLength(10);
    expect(cut.code).toBe(whole.code);
    expect(readFileSync(join(place.folder, 'cut.csv'), 'utf8')).toBe(readFileSync(join(place.folder, 'whole.csv'), 'utf8'));
  });

  it('ends an inspection of tokens that would go on forever', () => {
    const { stdout } = behind('yes abc.def.ghi |', ['token'], '| head -n 1');
    expect(JSON.parse(stdout)).toMatchObject({ line: 1, well_formed: false });
  });
});

describe('a database that is none, or no longer', () => {
  const damaged = async (change: (path: string) => void): Promise<{ code: number | null; stderr: string }> => {
    const path = join(place.folder, 'bad.db');
    writeFileSync(path, readFileSync(join(place.folder, 'good.db')));
    change(path);
    return run(['report', '--db', 'bad.db', ...AS_OF], place.folder, { TMPDIR: tmp });
  };
  const byHand = (sql: string) => (path: string) => {
    const database = new Database(path);
    database.exec(sql);
    database.close();
  };

  it.each([
    ['cut short', (path: string) => truncateSync(path, 40_000), /bad\.db is damaged/],
    ['cut within its header', (path: string) => truncateSync(path, 50), /not an SQLite file/],
    ['text', (path: string) => writeFileSync(path, 'no database'.repeat(20)), /not an SQLite file/],
    ['of another program', byHand('PRAGMA application_id = 7'), /a database of another program/],
    ['of a newer version', byHand('PRAGMA user_version = 99'), /schema 99, this one reads/],
    ['with a trigger', byHand('CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM tokens; END'), /tables are not those of/],
    ['without a table', byHand('DROP TABLE evidence'), /tables are not those of/],
    ['without its key', byHand('DELETE FROM meta'), /the key for its digests is not there/],
    ['with rubbish in a text', byHand('UPDATE calls SET body = substr(body, 2)'), /bad\.db is damaged/],
  ])('%s', async (_, change, sentence) => expectTold(await damaged(change), sentence));

  it('is the file of that very name, whatever the name means elsewhere, and none where it ends with white space', async () => {
    for (const name of ['\n begins.db', ':memory:']) {
      expect((await run(['ingest', 'log.ndjson', '--db', name, '-q'], place.folder)).code).toBe(0);
      expect(readFileSync(join(place.folder, name)).length).toBeGreaterThan(4_096);
    }
    expect(existsSync(join(place.folder, 'begins.db'))).toBe(false);
    expectTold(behind('', ['ingest', 'log.ndjson', '--db', 'ends.db ']), /ends\.db .*it ends with white space/);
    expect(existsSync(join(place.folder, 'ends.db'))).toBe(false);
  });

  it('with zero bytes is made anew', async () => {
    writeFileSync(join(place.folder, 'empty.db'), '');
    expect((await run(['ingest', 'log.ndjson', '--db', 'empty.db', '-q'], place.folder)).code).toBe(0);
  });

  it('whose first run was killed as it was made is used by the next', () => {
    const path = join(place.folder, 'begun.db');
    const { connection } = openDatabase(path);
    // A copy of the file alone: what a killed run leaves, before anything of the log beside it was written back.
    writeFileSync(join(place.folder, 'left.db'), readFileSync(path));
    connection.close();
    openDatabase(join(place.folder, 'left.db')).close();
  });

  const SEED = Number(process.env['BINDCHECK_SEED'] ?? 20_260_318);
  const FLIPS = Number(process.env['BINDCHECK_FLIPS'] ?? 3);

  it(`with pages overwritten is told as damaged (${FLIPS} times, seed ${SEED})`, async () => {
    const random = seeded(SEED);
    for (let time = 0; time < FLIPS; time++) {
      const ended = await damaged((path) => {
        const bytes = readFileSync(path);
        for (let page = 1; page < bytes.length / 4096; page++)
          if (random() < 0.5) for (let at = 0; at < 64; at++) bytes[page * 4096 + at] = Math.floor(random() * 256);
        writeFileSync(path, bytes);
      });
      expectTold(ended, /bad\.db is damaged/);
    }
  }, 600_000);
});

describe('an interrupt', () => {
  const sourcesIn = (name: string): unknown[] => {
    const path = join(place.folder, name);
    if (!existsSync(path) || readFileSync(path).length === 0) return [];
    const database = new Database(path, { readonly: true });
    const found = database.prepare('SELECT path FROM sources').pluck().all();
    database.close();
    return found;
  };

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s ends the run with %i, and keeps what was read whole', async (signal, code) => {
    const name = `${signal}.db`;
    // Sources are read in the order of their names.
    place.write('+whole.ndjson', calls('w', 0, 10));
    const running = start(['ingest', '+whole.ndjson', '-', '--db', name], place.folder, { TMPDIR: tmp });
    // It is never ended, so that the run waits for more.
    running.process.stdin?.write(calls('p', 0, 10));
    while (sourcesIn(name).length === 0 && running.process.exitCode === null) await delay(20);
    running.process.kill(signal);
    expect(await running.ended).toMatchObject({ code, signal: null });
    expect(sourcesIn(name)).toEqual(['+whole.ndjson']);
    expect(readdirSync(tmp)).toEqual([]);
  });
});
