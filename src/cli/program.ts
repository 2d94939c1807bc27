import { Command, Help, type Option } from 'commander';
import { showControls } from '../lib/terminal-text.ts';
import { addAuditCommand } from './commands/audit.ts';
import { addBaselineCommand } from './commands/baseline.ts';
import { addCatalogueCommands } from './commands/catalogue.ts';
import { addCompletionCommand } from './commands/completion.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addIngestCommand } from './commands/ingest.ts';
import { addInitCommand } from './commands/init.ts';
import { addReportCommand } from './commands/report.ts';
import { addTokenCommand } from './commands/token.ts';
import { addExamples } from './examples.ts';
import { readVersion } from './version.ts';

/** An option that may be repeated has an empty list to begin with, which says nothing to people. */
const withoutEmptyDefaults = (option: Option): string => new Help().optionDescription(option).replace(' (default: [])', '');

/** What all commands have in common. */
const settle = (command: Command, called: string): void => {
  addExamples(command, called);
  command.exitOverride().showSuggestionAfterError().showHelpAfterError(`(bindcheck ${called} --help shows the options)`);
  for (const inner of command.commands) settle(inner, `${called} ${inner.name()}`);
};

/** The command line with all its commands. Errors of usage are thrown, not printed and exited on. */
export const makeProgram = (): Command => {
  const program = new Command('bindcheck')
    .description(
      'Audits tool-invocation logs offline: was each access token verified and linked to the very request it executed?',
    )
    .version(readVersion(), '-V, --version')
    .showSuggestionAfterError()
    .configureHelp({ optionDescription: withoutEmptyDefaults })
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.split('\n').map(showControls).join('\n')) });
  for (const add of [
    addAuditCommand,
    addIngestCommand,
    addReportCommand,
    addCatalogueCommands,
    addTokenCommand,
    addInitCommand,
    addBaselineCommand,
    addDemoCommand,
    addCompletionCommand,
  ])
    add(program);
  addExamples(program, '');
  for (const command of program.commands) settle(command, command.name());
  return program;
};
