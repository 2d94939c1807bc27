import { faultTrace } from '../lib/fault-text.ts';
import { UsageError } from '../model/errors.ts';
import { cleanUp } from './cleanup.ts';
import { EXIT } from './exit-code.ts';
import { sayError } from './messages.ts';
import { readVersion } from './version.ts';

const isClosedPipe = (error: unknown): boolean =>
  ['EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].includes((error as NodeJS.ErrnoException)?.code ?? '');

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
  sayError(
    `internal error: ${faultTrace(error)}`.split('\n'),
    'This is a fault of bindcheck; please report it. No report was written.',
  );
  return EXIT.internal;
};

const endOn = (signal: NodeJS.Signals, code: number): void => {
  process.once(signal, () => {
    cleanUp();
    process.exit(code);
  });
};

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
  endOn('SIGINT', EXIT.interrupted);
  endOn('SIGTERM', EXIT.terminated);
  endOn('SIGHUP', EXIT.hungUp);
  // Node itself would end with 1, which says that there are findings.
  process.on('uncaughtException', (error) => {
    cleanUp();
    process.exit(exitCodeFor(error));
  });
  process.stdout.on('error', (error) => {
    if (!isClosedPipe(error)) throw error;
  });
  try {
    await run();
  } catch (error) {
    cleanUp();
    process.exitCode = exitCodeFor(error);
  }
};

await main();
