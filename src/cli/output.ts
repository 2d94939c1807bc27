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
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UsageError } from '../model/errors.ts';
import { onInterrupt } from './cleanup.ts';
import { PRIVATE_PREFIX } from './private-folder.ts';

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

/** A file in a private folder of its own, which is removed in any case. */
const openTemporary = (folder: string, name: string) => {
  const place = mkdtempSync(join(folder, name));
  const path = join(place, 'report');
  const file = openPrivate(path);
  const forget = onInterrupt(() => rmSync(place, { recursive: true, force: true }));
  return {
    path,
    write: (text: string): void => void writeSync(file, text),
    close: () => closeSync(file),
    remove: () => {
      rmSync(place, { recursive: true, force: true });
      forget();
    },
  };
};

/** Writes aside and puts the whole in place with `deliver`. */
const toTemporary = (folder: string, name: string, deliver: (path: string) => Promise<void>): Output => {
  const temporary = openTemporary(folder, name);
  return {
    write: temporary.write,
    commit: async () => {
      temporary.close();
      await deliver(temporary.path).finally(temporary.remove);
    },
    abandon: () => {
      temporary.close();
      temporary.remove();
    },
  };
};

/** Beside the target, so that the last step is a rename. */
const toFile = (path: string): Output =>
  toTemporary(dirname(path), `.${PRIVATE_PREFIX}`, async (written) => renameSync(written, path));

const toStandardOutput = (): Output =>
  toTemporary(tmpdir(), PRIVATE_PREFIX, (written) => pipeline(createReadStream(written), process.stdout, { end: false }));

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
