import type { Diagnostic } from '../model/diagnostic.ts';

/** Whether an error is one of the operating system, and no fault of ours. */
export const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string' && 'syscall' in error;

/** An error in the manner of the system, for what was found as a file and has become something else. */
export const notRegular = (path: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`${path} is no regular file`), { code: 'ENOTREG', syscall: 'open', path });

const REASONS: Readonly<Record<string, readonly [reason: string, hint: string]>> = {
  ENOENT: ['it does not exist', 'check the path; relative ones start at the working folder'],
  EACCES: ['permission is denied', 'make it readable for the user who runs bindcheck'],
  EPERM: ['permission is denied', 'make it readable for the user who runs bindcheck'],
  EISDIR: ['it is a folder', 'name the files in it, or the folder itself'],
  ENOTDIR: ['a part of its path is no folder', 'check the path'],
  ELOOP: ['its symbolic links lead in a circle', 'name the file itself'],
  ENOTREG: ['it is no regular file any more', 'name it itself to have it read'],
  ENAMETOOLONG: ['its name is too long', 'check the path'],
};

/** Says why something cannot be read, and what to do. */
export const explainSystemError = (error: NodeJS.ErrnoException): Omit<Diagnostic, 'location'> => {
  const [reason, hint] = REASONS[error.code ?? ''] ?? [
    `the system answers ${error.code}`,
    'check the disk or the network share it lies on',
  ];
  return { code: 'source-unreadable', level: 'error', message: `cannot be read: ${reason}`, hint };
};
