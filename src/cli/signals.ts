import { readFileSync } from 'node:fs';
import { cleanUp } from './cleanup.ts';
import { EXIT } from './exit-code.ts';
import { sayError } from './messages.ts';

const CODES = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated, SIGHUP: EXIT.hungUp } as const;
type Signal = keyof typeof CODES;
const SIGNALS = Object.keys(CODES) as readonly Signal[];

const end = (signal: Signal): void => {
  // Should a read that never returns keep the process from ending, the next signal does what it does to any program.
  stopListening();
  if (cleanUp())
    sayError(
      [`interrupted by ${signal}`],
      'Nothing is there in part: a source is in a database whole or not at all, and so is a report. The same command again goes on.',
    );
  process.exit(CODES[signal]);
};

const stopListening = (): void => {
  for (const signal of SIGNALS) process.removeListener(signal, end);
};

/** Ends the run on signals, with the exit codes of the contract (§2), once what it has underway is cleaned up. */
export const listenToSignals = (): void => {
  for (const signal of SIGNALS) process.on(signal, end);
};

/**
 * Reads a text that the user names, before there is anything to clean up. It may be a pipe that nobody writes to, and who waits for it
 * hears nothing: meanwhile a signal ends the run as it ends any program, which shells tell with the same exit codes.
 */
export const readTextFile = (path: string): string => {
  stopListening();
  try {
    return readFileSync(path, 'utf8');
  } finally {
    listenToSignals();
  }
};
