import { Command } from 'commander';
import { addAuditCommand } from './commands/audit.ts';
import { addBaselineCommand } from './commands/baseline.ts';
import { addCatalogueCommands } from './commands/catalogue.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addIngestCommand } from './commands/ingest.ts';
import { addInitCommand } from './commands/init.ts';
import { addReportCommand } from './commands/report.ts';
import { addTokenCommand } from './commands/token.ts';
import { readVersion } from './version.ts';

const throwErrors = (command: Command, called: string): void => {
  command.exitOverride().showSuggestionAfterError().showHelpAfterError(`(${called} --help shows the options)`);
  for (const inner of command.commands) throwErrors(inner, `${called} ${inner.name()}`);
};

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
    addBaselineCommand,
    addDemoCommand,
  ])
    add(program);
  for (const command of program.commands) throwErrors(command, `bindcheck ${command.name()}`);
  return program;
};
