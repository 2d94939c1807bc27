import { lstatSync, readdirSync, rmSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { readClock } from './time.ts';

/** How private folders of this run begin; mkdtemp puts six characters behind. */
export const PRIVATE_PREFIX = `bindcheck-${process.pid}-`;

const OURS = /^\.?bindcheck-(\d{1,10})-[A-Za-z0-9]{6}$/;
/** Milliseconds. One that is younger may belong to a process that we cannot see, as in another container. */
const LEAST_AGE = 60_000;

const isRunning = (id: number): boolean => {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
};

const isLeftBehind = (name: string, { mtimeMs, uid }: Stats): boolean => {
  const maker = Number(OURS.exec(name)?.[1]);
  return uid === (process.getuid?.() ?? uid) && readClock() - mtimeMs > LEAST_AGE && !isRunning(maker);
};

const removeWhere = (parent: string, isMeant: (name: string, found: Stats) => boolean): void => {
  try {
    for (const name of readdirSync(parent).filter((each) => OURS.test(each))) {
      const path = join(parent, name);
      const found = lstatSync(path, { throwIfNoEntry: false });
      if (found?.isDirectory() && isMeant(name, found)) rmSync(path, { recursive: true, force: true });
    }
  } catch {
    // What cannot be removed now is not ours, or is removed by the next run.
  }
};

/**
 * Removes what runs that were killed left behind in a folder: it may hold a copy of a source (contract §5). Only folders of ours, of
 * processes that are gone.
 */
export const removeLeftovers = (parent: string): void => removeWhere(parent, isLeftBehind);

/** Removes what this run has in a folder, where it is cut short. */
export const removeOwn = (parent: string): void => removeWhere(parent, (name) => name.startsWith(PRIVATE_PREFIX));
