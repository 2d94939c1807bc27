import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, type Workspace } from '../workspace.ts';
import { checkDatabase, readSources, type Sources } from './left-whole.ts';
import { KILLS as ALL_KILLS, calls } from './logs.ts';
import { type Running, run, seeded, start } from './running.ts';

/** Printed with whatever fails; BINDCHECK_SEED repeats it. */
const SEED = Number(process.env['BINDCHECK_SEED'] ?? 20_260_318);
const MINUTES = 60_000;

const AS_OF = ['--as-of', '2026-04-01T00:00:00Z', '--no-progress', '-q'];
const TMP = 'tmp';

/** These logs are larger: every day there are fewer kills. */
const KILLS = ALL_KILLS > 50 ? ALL_KILLS : Math.ceil(ALL_KILLS / 2);

/** Threads settle the lines of so many, in more than 4 MB, and judge from 20,000 invocations on. */
const FILES = 6;
const CALLS_EACH = 3_600;

let place: Workspace;
/** What an undisturbed run leaves: reports, sources, and how long it takes to begin and to end, in milliseconds. */
let ingested: { report: string; sources: Sources; duration: number };
let audited: { saved: string; report: string; sources: Sources; judging: number };

/** In a folder of its own for temporary files, so that what is left behind shows. */
const inPlace = (...args: string[]) => [args, place.folder, { TMPDIR: join(place.folder, TMP) }] as const;

const ingest = (database: string) => inPlace('ingest', 'logs', '--db', database, '--jobs', '2', '-q');
const audit = (database: string) =>
  inPlace('audit', 'later.ndjson', '--db', database, '--jobs', '3', '-f', 'json=saved/saved.json', ...AS_OF);

const reportOf = async (database: string): Promise<string> => {
  const { code, stdout, stderr } = await run(...inPlace('report', '--db', database, '-f', 'json', ...AS_OF));
  expect([1, 4], stderr).toContain(code);
  return stdout;
};

/** How often a run has a database open: its first thread once, each thread that judges once more. */
const timesOpen = ({ process: { pid } }: Running, database: string): number => {
  try {
    const folder = `/proc/${pid}/fd`;
    return readdirSync(folder).filter((name) => readlinkSync(join(folder, name)) === join(place.folder, database)).length;
  } catch {
    // It has ended, or closed what was just listed.
    return 0;
  }
};

/** Waits until threads judge. Answers with whether they came to it. */
const untilJudging = async (running: Running, database: string): Promise<boolean> => {
  let over = false;
  running.ended.then(() => {
    over = true;
  });
  while (!over && timesOpen(running, database) < 2) await delay(1);
  return !over;
};

const measureJudging = async (database: string): Promise<number> => {
  const running = start(...audit(database));
  expect(await untilJudging(running, database), 'threads judge').toBe(true);
  const began = performance.now();
  expect(await running.ended).toMatchObject({ code: 4 });
  return performance.now() - began;
};

const saved = (): string => readFileSync(join(place.folder, 'saved/saved.json'), 'utf8');

const remove = (...names: string[]): void => {
  for (const name of names) rmSync(join(place.folder, name), { force: true });
};

const removeDatabase = (name: string): void => remove(name, `${name}-wal`, `${name}-shm`);

/** Nothing of runs that were killed is left, in any folder that they wrote to. */
const expectTidy = (): void => {
  expect(readdirSync(join(place.folder, TMP))).toEqual([]);
  const places = [place.folder, join(place.folder, 'saved')];
  expect(places.flatMap((folder) => readdirSync(folder)).filter((name) => /^\.?bindcheck-/.test(name))).toEqual([]);
};

beforeAll(async () => {
  place = createWorkspace();
  for (const name of [TMP, 'saved']) mkdirSync(join(place.folder, name));
  for (let file = 0; file < FILES; file++) place.write(`logs/${file}.ndjson`, calls(`f${file}`, 0, CALLS_EACH));
  place.write('later.ndjson', calls('f1', CALLS_EACH - 100, CALLS_EACH + 100));
  const began = performance.now();
  expect(await run(...ingest('ready.db'))).toMatchObject({ code: 0, stderr: '' });
  const duration = performance.now() - began;
  ingested = { report: await reportOf('ready.db'), sources: readSources(join(place.folder, 'ready.db')), duration };
  copyFileSync(join(place.folder, 'ready.db'), join(place.folder, 'judged.db'));
  const judging = await measureJudging('judged.db');
  audited = {
    saved: saved(),
    report: await reportOf('judged.db'),
    sources: readSources(join(place.folder, 'judged.db')),
    judging,
  };
}, 10 * MINUTES);

afterAll(() => place.remove());

const tell = (what: string, counts: object): void => {
  if (KILLS > 50) process.stdout.write(`killed while threads ${what}: ${JSON.stringify(counts)}\n`);
};

describe('a run on threads that is killed', () => {
  it(
    `while they settle lines leaves nothing half, and the next one completes it (${KILLS} times, seed ${SEED})`,
    async () => {
      const random = seeded(SEED + 2);
      const seen = { kills: 0, ended: 0, sources: 0 };
      while (seen.kills < KILLS) {
        const running = start(...ingest('k.db'));
        await Promise.race([delay(random() * ingested.duration), running.ended]);
        running.process.kill('SIGKILL');
        seen[(await running.ended).signal === null ? 'ended' : 'kills']++;
        seen.sources += checkDatabase(join(place.folder, 'k.db'), ingested.sources);
        // Several one after the other, at times: each goes on where the one before was killed.
        if (random() < 0.5) continue;
        expect(await run(...ingest('k.db'))).toMatchObject({ code: 0, stderr: '' });
        expect((await reportOf('k.db')) === ingested.report, `seed ${SEED}, after ${JSON.stringify(seen)}`).toBe(true);
        expectTidy();
        removeDatabase('k.db');
        tell('settled', seen);
      }
    },
    (2 * KILLS + 5) * MINUTES,
  );

  it.skipIf(process.platform !== 'linux')(
    `while they judge leaves no report, or a whole one, and the next one gives the same (${KILLS} times, seed ${SEED})`,
    async () => {
      const random = seeded(SEED + 3);
      const seen = { kills: 0, ended: 0, reports: 0 };
      while (seen.kills < KILLS) {
        copyFileSync(join(place.folder, 'ready.db'), join(place.folder, 'j.db'));
        remove('saved/saved.json');
        const running = start(...audit('j.db'));
        await untilJudging(running, 'j.db');
        await Promise.race([delay(random() * audited.judging), running.ended]);
        running.process.kill('SIGKILL');
        seen[(await running.ended).signal === null ? 'ended' : 'kills']++;
        expect(checkDatabase(join(place.folder, 'j.db'), audited.sources)).toBe(audited.sources.size);
        seen.reports += Number(existsSync(join(place.folder, 'saved/saved.json')));
        if (existsSync(join(place.folder, 'saved/saved.json'))) expect(saved() === audited.saved).toBe(true);
        expect((await run(...audit('j.db'))).code).toBe(4);
        expect((await reportOf('j.db')) === audited.report, `seed ${SEED}, after ${JSON.stringify(seen)}`).toBe(true);
        expectTidy();
        removeDatabase('j.db');
        tell('judged', seen);
      }
    },
    (2 * KILLS + 5) * MINUTES,
  );
});
