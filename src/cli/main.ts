import { faultTrace } from '../lib/fault-text.ts';
import { ThreadError, UsageError } from '../model/errors.ts';
import { cleanUp } from './cleanup.ts';
import { isClosedPipe } from './closed-pipe.ts';
import { EXIT } from './exit-code.ts';
import { growSlowly } from './heap.ts';
import { sayError } from './messages.ts';
import { listenToSignals } from './signals.ts';
import { readVersion } from './version.ts';

/** Commander has said it already. Told by its code, so that the version is told without loading commander. */
const isCommanderError = (error: unknown): error is { readonly exitCode: number } =>
  String((error as NodeJS.ErrnoException)?.code ?? '').startsWith('commander.');

/** Every way a run can end badly, told apart once. */
const exitCodeFor = (error: unknown): number => {
  if (isCommanderError(error)) return error.exitCode === 0 ? EXIT.clean : EXIT.usage;
  if (isClosedPipe(error)) return Number(process.exitCode ?? EXIT.clean);
  if (error instanceof UsageError) {
    sayError(error.lines, error.hint);
    return EXIT.usage;
  }
  if (error instanceof ThreadError) {
    sayError([error.message], error.hint);
    return EXIT.internal;
  }
  sayError(
    `internal error: ${faultTrace(error)}`.split('\n'),
    'This is a fault of bindcheck; please report it. No report was written.',
  );
  return EXIT.internal;
};

const endBadly = (error: unknown): void => {
  cleanUp();
  process.exit(exitCodeFor(error));
};

const unwritable = ({ message }: Error): UsageError =>
  new UsageError(
    `standard output cannot be written: ${message}`,
    'Free some space where it goes, or write the report to a file with --output.',
  );

const VERSION_OPTIONS = ['--version', '-V'];

/** Scripts ask for the version often: it is told without loading anything else. */
const run = async (): Promise<void> => {
  const [first, ...rest] = process.argv.slice(2);
  if (first !== undefined && rest.length === 0 && VERSION_OPTIONS.includes(first)) {
    process.stdout.write(`${readVersion()}\n`);
    return;
  }
  const { makeProgram } = await import('./program.ts');
  await makeProgram().parseAsync();
};

const main = async (): Promise<void> => {
  growSlowly();
  listenToSignals();
  // Node itself would end with 1, which says that there are findings.
  process.on('uncaughtException', endBadly);
  process.stdout.on('error', (error) => {
    if (!isClosedPipe(error)) endBadly(unwritable(error));
  });
  // There is nobody left to tell.
  process.stderr.on('error', () => undefined);
  try {
    await run();
  } catch (error) {
    cleanUp();
    process.exitCode = exitCodeFor(error);
  }
};

await main();
