import {
  closeSync,
  createReadStream,
  mkdtempSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UsageError } from '../model/errors.ts';
import { onInterrupt } from './cleanup.ts';

/** Where a report goes: a file, or standard output where no path is given. */
export interface Output {
  write(text: string): void;
  /** Puts the whole of it in place. Until then nothing shows: a report is never there in part (contract §2). */
  commit(): Promise<void>;
  abandon(): void;
}

const openPrivate = (path: string): number => openSync(path, 'wx', 0o600);

const realPath = (path: string): string | undefined => {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
};

/** Refuses a path that cannot be written to, and one that is an input. `inputs` are the files that are read. */
export const checkOutputPath = (path: string, inputs: readonly string[]): void => {
  const real = realPath(path);
  if (real !== undefined && statSync(real).isDirectory())
    throw new UsageError(`${path} is a folder`, 'Name a file to write the report to.');
  if (real !== undefined && inputs.some((input) => realPath(input) === real))
    throw new UsageError(`${path} is an input of this audit and is not overwritten`, 'Name another file to write the report to.');
  if (realPath(dirname(path)) === undefined) throw new UsageError(`the folder ${dirname(path)} does not exist`, 'Make it first.');
};

const toFile = (path: string): Output => {
  const place = mkdtempSync(join(dirname(path), '.bindcheck-'));
  const temporary = join(place, basename(path));
  const file = openPrivate(temporary);
  const remove = (): void => rmSync(place, { recursive: true, force: true });
  const forget = onInterrupt(remove);
  return {
    write: (text) => void writeSync(file, text),
    commit: async () => {
      closeSync(file);
      renameSync(temporary, path);
      remove();
      forget();
    },
    abandon: () => {
      closeSync(file);
      remove();
      forget();
    },
  };
};

const toStandardOutput = (): Output => {
  const place = mkdtempSync(join(tmpdir(), 'bindcheck-'));
  const temporary = join(place, 'report');
  const file = openPrivate(temporary);
  const remove = (): void => rmSync(place, { recursive: true, force: true });
  const forget = onInterrupt(remove);
  return {
    write: (text) => void writeSync(file, text),
    commit: async () => {
      closeSync(file);
      await pipeline(createReadStream(temporary), process.stdout, { end: false }).finally(remove);
      forget();
    },
    abandon: () => {
      closeSync(file);
      remove();
      forget();
    },
  };
};

const CHUNK = 65_536;

/** Collects small pieces, so that each write is worth its call. */
const buffered = (output: Output): Output => {
  let pending = '';
  const flush = (): void => {
    if (pending !== '') output.write(pending);
    pending = '';
  };
  return {
    write: (text) => {
      pending += text;
      if (pending.length >= CHUNK) flush();
    },
    commit: () => {
      flush();
      return output.commit();
    },
    abandon: output.abandon,
  };
};

/** Opens an output; readable by its owner only (contract §5). */
export const openOutput = (path: string | undefined): Output => buffered(path === undefined ? toStandardOutput() : toFile(path));
