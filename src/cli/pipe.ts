import { constants, createReadStream, fstatSync, openSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { ReadStream } from 'node:tty';

/**
 * Opens a named pipe without a thread that waits in a read: such a thread would keep the process from ending on a signal. Of the streams
 * that Node waits for in its event loop this is the one that needs no part of its network; it takes a pipe as it takes a terminal.
 */
const openPolled = (path: string): Readable => {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  // What was found as a pipe may be a file by now.
  return fstatSync(file).isFIFO() ? new ReadStream(file) : createReadStream(path, { fd: file });
};

/** Only of Linux is it known that a pipe opened like this waits for who will write to it; elsewhere pipes are read like files. */
export const openPipe: ((path: string) => Readable) | undefined = process.platform === 'linux' ? openPolled : undefined;

/** Whether a path leads to a named pipe. */
export const isPipe = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFIFO() === true;
