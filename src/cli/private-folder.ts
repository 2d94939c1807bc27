import { lstatSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, type Stats } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sha256Hex } from '../lib/digest.ts';
import { type PrivateName, privatePrefix, readPrivateName } from '../lib/private-name.ts';
import { readClock } from './time.ts';

/** The part of the system within which a process id means one process: a machine since it was started, or a container on it. */
const readWhere = (): string => {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')}${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    // Elsewhere than on Linux.
    return hostname();
  }
};

const HERE = sha256Hex(readWhere()).slice(0, 8);

/** How private folders of this run begin. */
export const PRIVATE_PREFIX = privatePrefix({ where: HERE, process: process.pid });

/** Milliseconds. Of a process that we cannot see, as in another container, it is not known whether it is still at work. */
const DAY = 24 * 60 * 60_000;

const isHere = ({ where }: PrivateName): boolean => where === HERE;
const isOwn = (maker: PrivateName): boolean => isHere(maker) && maker.process === process.pid;

const isRunning = (id: number): boolean => {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
};

/** A folder of our own id, before we have made any, is that of a run before us: a container started again gives out the same ids. */
const isLeftBehind = (maker: PrivateName, { mtimeMs }: Stats): boolean =>
  isHere(maker) ? isOwn(maker) || !isRunning(maker.process) : readClock() - mtimeMs > DAY;

const isOursToRemove = (found: Stats | undefined): found is Stats =>
  found?.isDirectory() === true && found.uid === (process.getuid?.() ?? found.uid);

const removeWhere = (parent: string, isMeant: (maker: PrivateName, found: Stats) => boolean): void => {
  for (const name of readdirSync(parent)) {
    const [path, maker] = [join(parent, name), readPrivateName(name)];
    const found = maker && lstatSync(path, { throwIfNoEntry: false });
    if (maker && isOursToRemove(found) && isMeant(maker, found)) rmSync(path, { recursive: true, force: true });
  }
};

const visited = new Set<string>();

/**
 * Removes what runs that were killed left behind in a folder: it may hold a copy of a source, a database, a report (contract §5). Only
 * folders of ours, of processes that are gone; of those that cannot be seen from here, what is older than a day. To be called before
 * a private folder is made in it.
 */
export const removeLeftovers = (parent: string): void => {
  try {
    const real = realpathSync(parent);
    if (visited.has(real)) return;
    visited.add(real);
    removeWhere(real, isLeftBehind);
  } catch {
    // What cannot be removed now is not ours, or is removed by the next run.
  }
};

/** Removes what this run has in a folder, where it is cut short. */
export const removeOwn = (parent: string): void => removeWhere(parent, isOwn);

/** Where a run over a database, or over a temporary one, has its private folders; those for reports lie beside their targets. */
export const workFolders = (database: string | undefined): readonly string[] =>
  database === undefined ? [tmpdir()] : [tmpdir(), dirname(database)];
