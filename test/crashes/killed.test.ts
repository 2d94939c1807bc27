import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, type Workspace } from '../workspace.ts';
import { checkDatabase, readSources, type Sources } from './left-whole.ts';
import { KILLS, RECORDS, writeLogs } from './logs.ts';
import { run, seeded, start } from './running.ts';

/** Printed with whatever fails; BINDCHECK_SEED repeats it. */
const SEED = Number(process.env['BINDCHECK_SEED'] ?? 20_260_318);
const MINUTES = 60_000;

const AS_OF = ['--as-of', '2026-04-01T00:00:00Z', '--no-progress', '-q'];
const TMP = 'tmp';

let place: Workspace;
let undisturbed: string;
let sources: Sources;
/** Milliseconds, and bytes, that an undisturbed run takes. */
let duration: number;
let written: number;

/** In a folder of its own for temporary files, so that what is left behind shows. */
const inPlace = (...args: string[]) => [args, place.folder, { TMPDIR: join(place.folder, TMP) }] as const;

const reportOf = async (database: string): Promise<string> => {
  const { code, stdout, stderr } = await run(...inPlace('report', '--db', database, '-f', 'json', ...AS_OF));
  expect([1, 4], stderr).toContain(code);
  return stdout;
};

/** Files beside what is known to be there. */
const leftIn = (folder: string, ...known: string[]): string[] =>
  readdirSync(join(place.folder, folder)).filter((name) => !known.some((each) => name.startsWith(each)));

beforeAll(async () => {
  place = createWorkspace();
  mkdirSync(join(place.folder, TMP));
  writeLogs(place, RECORDS);
  const began = performance.now();
  const { code, stderr } = await run(...inPlace('ingest', 'logs', '--db', 'whole.db', '--jobs', '2', '-q'));
  duration = performance.now() - began;
  expect(code, stderr).toBe(0);
  written = 2 * sizeOf('whole.db');
  undisturbed = await reportOf('whole.db');
  sources = readSources(join(place.folder, 'whole.db'));
}, 5 * MINUTES);

afterAll(() => place.remove());

const sizeOf = (name: string): number => statSync(join(place.folder, name), { throwIfNoEntry: false })?.size ?? 0;

/** Waits for a share of what a run takes: of its time, or of what it writes, which a busy machine does not shift. */
const share = async (of: number, database: string, byTime: boolean, over: () => boolean): Promise<void> => {
  const began = performance.now();
  const isReached = (): boolean =>
    byTime ? performance.now() - began > of * duration : sizeOf(`${database}-wal`) + sizeOf(database) > of * written;
  while (!over() && !isReached() && performance.now() - began < 3 * duration) await delay(3);
};

/** Kills a run at a random moment. Answers with whether it had ended by itself. */
const killAtRandom = async (random: () => number, database: string, ...args: string[]): Promise<boolean> => {
  const running = start(...inPlace(...args));
  let over = false;
  running.ended.then(() => {
    over = true;
  });
  await share(random(), database, random() < 0.5, () => over);
  running.process.kill('SIGKILL');
  return (await running.ended).signal === null;
};

interface Seen {
  kills: number;
  ended: number;
  databases: number;
  sources: number;
}

/** Kills one run, or several one after the other over one database, and looks at what they left. */
const killSome = async (random: () => number, seen: Seen): Promise<void> => {
  for (let times = random() < 0.5 ? 4 : 1; times > 0; times--) {
    const jobs = random() < 0.7 ? '2' : '1';
    const ended = await killAtRandom(random, 'k.db', 'ingest', 'logs', '--db', 'k.db', '--jobs', jobs, '-q');
    seen[ended ? 'ended' : 'kills']++;
    seen.databases += Number(existsSync(join(place.folder, 'k.db')));
    seen.sources += checkDatabase(join(place.folder, 'k.db'), sources);
  }
};

/** Once the next run has ended, nothing is left of those that were killed: no copy of a source, no report aside. */
const expectTidy = (...known: string[]): void => {
  expect(leftIn('.', 'logs', TMP, 'whole.db', ...known)).toEqual([]);
  expect(leftIn(TMP)).toEqual([]);
};

const removeDatabase = (): void => {
  for (const name of leftIn('.', 'logs', TMP, 'whole.db')) rmSync(join(place.folder, name), { recursive: true });
};

describe('a run that is killed', () => {
  it(
    `while it ingests leaves nothing half, and the next one completes it (${KILLS} times, seed ${SEED})`,
    async () => {
      const random = seeded(SEED);
      const seen: Seen = { kills: 0, ended: 0, databases: 0, sources: 0 };
      while (seen.kills < KILLS) {
        await killSome(random, seen);
        const { code, stderr } = await run(...inPlace('ingest', 'logs', '--db', 'k.db', '--jobs', '2', '-q'));
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        expect((await reportOf('k.db')) === undisturbed, `seed ${SEED}, after ${JSON.stringify(seen)}`).toBe(true);
        expectTidy('k.db');
        removeDatabase();
        if (KILLS > 50) process.stdout.write(`killed while it ingests: ${JSON.stringify(seen)}\n`);
      }
    },
    (KILLS + 5) * MINUTES,
  );

  it(
    'while it audits leaves no report, or a whole one, and a database that gives the same',
    async () => {
      const random = seeded(SEED + 1);
      const audit = ['audit', 'logs', '--db', 'audited.db', '-f', 'json=audited.json', ...AS_OF];
      for (let kill = 0; kill < Math.max(2, KILLS / 10); kill++) {
        await killAtRandom(random, 'audited.db', ...audit, '--jobs', '2');
        checkDatabase(join(place.folder, 'audited.db'), sources);
        const report = join(place.folder, 'audited.json');
        if (existsSync(report)) expect(JSON.parse(readFileSync(report, 'utf8')).findings.length).toBeGreaterThan(0);
        expect((await run(...inPlace(...audit))).code).toBe(4);
        expect((await reportOf('audited.db')) === undisturbed).toBe(true);
        expectTidy('audited');
        removeDatabase();
      }
    },
    (KILLS + 5) * MINUTES,
  );
});
