import {
  closeSync,
  createReadStream,
  fsyncSync,
  mkdtempSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UsageError } from '../model/errors.ts';
import { onInterrupt } from './cleanup.ts';
import { isClosedPipe } from './closed-pipe.ts';
import { PRIVATE_PREFIX, removeLeftovers } from './private-folder.ts';

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

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'it would be larger than files may be',
  EROFS: 'the disk is read-only',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
};

/** What is written to, and what is to be done where that cannot be. */
interface Place {
  readonly name: string;
  readonly hint: string;
}

/** Does a step of writing; an error of the system becomes a `UsageError` that says where and how to mend it. */
const writing = <T>({ name, hint }: Place, step: () => T): T => {
  try {
    return step();
  } catch (error) {
    const { code = '', syscall, message } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw new UsageError(`${name} cannot be written: ${REASONS[code] ?? message}`, hint);
  }
};

/** A file in a private folder of its own, which is removed in any case. */
const openTemporary = (folder: string, name: string, at: Place) => {
  removeLeftovers(folder);
  const place = writing(at, () => mkdtempSync(join(folder, name)));
  const forget = onInterrupt(() => rmSync(place, { recursive: true, force: true }));
  const path = join(place, 'report');
  const file = writing(at, () => openPrivate(path));
  let open = true;
  const close = (): void => {
    if (open) closeSync(file);
    open = false;
  };
  return {
    path,
    // To the last byte: a full disk may take a part, and say so only when asked again.
    write: (text: string): void => writing(at, () => writeFileSync(file, text)),
    end: (): void =>
      writing(at, () => {
        fsyncSync(file);
        close();
      }),
    remove: () => {
      close();
      rmSync(place, { recursive: true, force: true });
      forget();
    },
  };
};

/** Writes aside and puts the whole in place with `deliver`. */
const toTemporary = (folder: string, name: string, at: Place, deliver: (path: string) => Promise<void>): Output => {
  const temporary = openTemporary(folder, name, at);
  return {
    write: temporary.write,
    commit: async () => {
      try {
        temporary.end();
        await deliver(temporary.path);
      } finally {
        temporary.remove();
      }
    },
    abandon: temporary.remove,
  };
};

const placeOf = (path: string): Place => ({
  name: path,
  hint: `Make room for it there or name another file; what was at ${path} before is untouched.`,
});

/** Beside the target, so that the last step is a rename. */
const toFile = (path: string): Output =>
  toTemporary(dirname(path), `.${PRIVATE_PREFIX}`, placeOf(path), async (written) =>
    writing(placeOf(path), () => renameSync(written, path)),
  );

/** Whoever reads may have seen enough; that is no reason for the run to end otherwise than it would. */
const pipeOut = async (written: string): Promise<void> => {
  try {
    await pipeline(createReadStream(written), process.stdout, { end: false });
  } catch (error) {
    if (!isClosedPipe(error)) throw error;
  }
};

const toStandardOutput = (): Output => {
  const at = { name: `a temporary file in ${tmpdir()}`, hint: 'Free some space there, or name another place with TMPDIR.' };
  return toTemporary(tmpdir(), PRIVATE_PREFIX, at, pipeOut);
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
