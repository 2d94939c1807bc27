import { Command, CommanderError } from 'commander';
import { UsageError } from '../model/errors.ts';
import { cleanUp } from './cleanup.ts';
import { addAuditCommand } from './commands/audit.ts';
import { addCatalogueCommands } from './commands/catalogue.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addIngestCommand } from './commands/ingest.ts';
import { addInitCommand } from './commands/init.ts';
import { addReportCommand } from './commands/report.ts';
import { addTokenCommand } from './commands/token.ts';
import { EXIT } from './exit-code.ts';
import { sayError } from './messages.ts';
import { readVersion } from './version.ts';

const makeProgram = (): Command => {
  const program = new Command('bindcheck')
    .description(
      'Audits tool-invocation logs offline: was each access token verified and linked to the very request it executed?',
    )
    .version(readVersion(), '-V, --version')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text) });
  for (const add of [
    addAuditCommand,
    addIngestCommand,
    addReportCommand,
    addCatalogueCommands,
    addTokenCommand,
    addInitCommand,
    addDemoCommand,
  ])
    add(program);
  for (const command of program.commands)
    command
      .exitOverride()
      .showSuggestionAfterError()
      .showHelpAfterError(`(bindcheck ${command.name()} --help shows the options)`);
  return program;
};

const isClosedPipe = (error: unknown): boolean =>
  ['EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].includes((error as NodeJS.ErrnoException)?.code ?? '');

/** Every way a run can end badly, told apart once. */
const exitCodeFor = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.usage;
  if (isClosedPipe(error)) return Number(process.exitCode ?? EXIT.clean);
  if (error instanceof UsageError) {
    sayError(error.message, error.hint);
    return EXIT.usage;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  sayError(`internal error: ${stack}`, 'This is a fault of bindcheck; please report it. No report was written.');
  return EXIT.internal;
};

const endOn = (signal: NodeJS.Signals, code: number): void => {
  process.once(signal, () => {
    cleanUp();
    process.exit(code);
  });
};

const main = async (): Promise<void> => {
  endOn('SIGINT', EXIT.interrupted);
  endOn('SIGTERM', EXIT.terminated);
  endOn('SIGHUP', EXIT.hungUp);
  process.stdout.on('error', (error) => {
    if (!isClosedPipe(error)) throw error;
  });
  try {
    await makeProgram().parseAsync();
  } catch (error) {
    cleanUp();
    process.exitCode = exitCodeFor(error);
  }
};

await main();
