import { tmpdir } from 'node:os';
import { UsageError } from '../model/errors.ts';
import { codeOf, DAMAGED, explainStoreError } from '../store/obstacle.ts';
import { type OpenDatabase, openDatabase, openTemporaryDatabase } from '../store/open.ts';
import { PATIENCE } from '../store/turn.ts';
import { onInterrupt } from './cleanup.ts';
import { sayNote } from './messages.ts';
import { PRIVATE_PREFIX, removeLeftovers } from './private-folder.ts';
import type { ColorChoice } from './terminal.ts';

interface Voice {
  readonly quiet?: true;
  readonly color: ColorChoice;
}

const nameOf = (path: string | undefined): string => path ?? `the temporary database in ${tmpdir()} (TMPDIR names another place)`;

const openStore = (path: string | undefined, { quiet, color }: Voice): OpenDatabase => {
  const seconds = PATIENCE.milliseconds / 1000;
  const onWait = (): void => {
    if (!quiet) sayNote(`${path} is being written to by another run; waiting for up to ${seconds} seconds`, color);
  };
  if (path === undefined) removeLeftovers(tmpdir());
  try {
    return path === undefined ? openTemporaryDatabase(tmpdir(), PRIVATE_PREFIX) : openDatabase(path, { ...PATIENCE, onWait });
  } catch (error) {
    throw explainStoreError(error, nameOf(path)) ?? error;
  }
};

/** What SQLite does not notice itself may be met as a value that makes no sense; then every page is looked at. */
const hiddenDamage = (database: OpenDatabase): UsageError | undefined => {
  const damage = database.damage();
  return damage === undefined ? undefined : new UsageError(`${database.path} ${DAMAGED[0]} (${damage})`, DAMAGED[1]);
};

const explain = (error: unknown, path: string | undefined, database: OpenDatabase): UsageError | undefined => {
  if (error instanceof UsageError || codeOf(error) === 'EPIPE') return undefined;
  // Errors of the system that come from elsewhere are no news of the database.
  if (codeOf(error).startsWith('SQLITE_')) return explainStoreError(error, nameOf(path));
  return hiddenDamage(database);
};

/**
 * Works with the database at a path, or with a temporary one where no path is given, and leaves it in any case. What stands in the
 * way (a full disk, a lock, damage) is thrown as a `UsageError` that says how to mend it.
 */
export const withDatabase = async <T>(
  path: string | undefined,
  voice: Voice,
  work: (database: OpenDatabase) => Promise<T>,
): Promise<T> => {
  const database = openStore(path, voice);
  const forget = onInterrupt(database.close);
  try {
    return await work(database);
  } catch (error) {
    throw explain(error, path, database) ?? error;
  } finally {
    forget();
    database.close();
  }
};
