import { setTimeout as delay } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { UsageError } from '../model/errors.ts';
import { codeOf } from './obstacle.ts';

/** How long to wait for another run that writes, as long as it finishes nothing, and who is to know. */
export interface Patience {
  readonly milliseconds: number;
  onWait?(): void;
}

/** A large source takes minutes, and is written in one transaction. */
export const PATIENCE: Patience = { milliseconds: 600_000 };

/** Milliseconds between two attempts. */
const STEP = 50;

/** Milliseconds that SQLite itself waits where others have to do no more than a step of their own, such as to open. */
export const BRIEFLY = 5_000;

type Connection = Database.Database;

const isBusy = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_BUSY');

const tryToBegin = (connection: Connection): boolean => {
  connection.pragma('busy_timeout = 0');
  try {
    connection.exec('BEGIN IMMEDIATE');
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  } finally {
    connection.pragma(`busy_timeout = ${BRIEFLY}`);
  }
};

/** Tries again for a while what others keep from being done for a moment. */
export const insist = (attempt: () => void): void => {
  for (let left = BRIEFLY; ; left -= STEP) {
    try {
      attempt();
      return;
    } catch (error) {
      if (!isBusy(error) || left <= 0) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, STEP);
    }
  }
};

/** Another number after another connection has committed something. */
const versionOf = (connection: Connection): unknown => connection.pragma('data_version', { simple: true });

const giveUp = (path: string, { milliseconds }: Patience): never => {
  throw new UsageError(
    `${path} is being written to by another run, which has finished nothing for ${milliseconds / 1000} seconds`,
    'Wait until it has ended, or end it, and run the same command again: what was read whole is kept, nothing is there in part.',
  );
};

/** Begins a transaction that writes, after others have ended theirs. Signals are heard while it waits. */
export const takeTurn = async (connection: Connection, path: string, patience: Patience): Promise<void> => {
  let version: unknown;
  for (let waited = 0; !tryToBegin(connection); waited += STEP) {
    if (waited === 0) patience.onWait?.();
    const now = versionOf(connection);
    if (now !== version) waited = 0;
    version = now;
    if (waited >= patience.milliseconds) giveUp(path, patience);
    await delay(STEP);
  }
};

/** Does some work in a transaction that writes: whole or not at all. */
export const inTurn = async <T>(connection: Connection, path: string, patience: Patience, work: () => T): Promise<T> => {
  await takeTurn(connection, path, patience);
  try {
    const done = work();
    connection.exec('COMMIT');
    return done;
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
};

/**
 * Prepares what is to be read, and keeps others from writing until the transaction is ended that it leaves open: whoever reads
 * meanwhile, on whatever thread, sees what was prepared and nothing that came later.
 */
export const freeze = async (connection: Connection, path: string, patience: Patience, prepare: () => void): Promise<void> => {
  for (;;) {
    await inTurn(connection, path, patience, prepare);
    const prepared = versionOf(connection);
    await takeTurn(connection, path, patience);
    if (versionOf(connection) === prepared) return;
    connection.exec('ROLLBACK');
  }
};
