import { Argument, type Command } from 'commander';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { type CompletedCommand, completionTree } from '../completion/tree.ts';
import { zshCompletion } from '../completion/zsh.ts';

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } satisfies Readonly<
  Record<string, (commands: readonly CompletedCommand[]) => string>
>;

type Shell = keyof typeof SHELLS;

const HELP = `
Examples:
  eval "$(bindcheck completion bash)"          in ~/.bashrc
  source <(bindcheck completion zsh)           in ~/.zshrc, after compinit
  bindcheck completion fish | source           in ~/.config/fish/config.fish`;

/** `bindcheck completion bash|zsh|fish` */
export const addCompletionCommand = (program: Command): void => {
  program
    .command('completion')
    .description('write the completions for a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(SHELLS)))
    .addHelpText('after', HELP)
    .action((shell: Shell) => {
      process.stdout.write(SHELLS[shell](completionTree(program)));
    });
};
