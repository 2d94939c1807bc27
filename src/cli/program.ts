import { Command } from 'commander';
import { addAuditCommand } from './commands/audit.ts';
import { addCatalogueCommands } from './commands/catalogue.ts';
import { addCompletionCommand } from './commands/completion.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addIngestCommand } from './commands/ingest.ts';
import { addInitCommand } from './commands/init.ts';
import { addReportCommand } from './commands/report.ts';
import { addTokenCommand } from './commands/token.ts';
import { readVersion } from './version.ts';

/** The command line with all its commands. Errors of usage are thrown, not printed and exited on. */
export const makeProgram = (): Command => {
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
    addCompletionCommand,
  ])
    add(program);
  for (const command of program.commands)
    command
      .exitOverride()
      .showSuggestionAfterError()
      .showHelpAfterError(`(bindcheck ${command.name()} --help shows the options)`);
  return program;
};
