import type { Argument, Command, Option } from 'commander';
import { controlNames } from '../../compliance/control-named.ts';
import { FRAMEWORKS } from '../../frameworks/index.ts';
import { FORMATS } from '../../readers/index.ts';
import { RULES } from '../../rules/index.ts';
import { OUTPUT_FORMATS } from '../audit-options.ts';

/** What may follow an option, or stand for an argument: words, the name of a file, or what no shell can guess. */
export type Values = readonly string[] | 'file' | 'unknown';

export interface CompletedOption {
  /** Without dashes. */
  readonly short: string | undefined;
  readonly long: string;
  readonly description: string;
  readonly repeatable: boolean;
  /** Absent for a switch. */
  readonly values: Values | undefined;
}

export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** Absent where it takes none. */
  readonly argument: Values | undefined;
}

const idsOf = (entries: readonly { readonly id: string }[]): readonly string[] => entries.map(({ id }) => id);

/** Values that the command line checks by itself and commander does not know. */
const VALUES: Readonly<Record<string, () => readonly string[]>> = {
  rule: () => idsOf(RULES),
  'skip-rule': () => idsOf(RULES),
  framework: () => idsOf(FRAMEWORKS),
  control: controlNames,
  'input-format': () => idsOf(FORMATS),
};

const ARGUMENTS: Readonly<Record<string, () => readonly string[]>> = {
  rule: () => idsOf(RULES),
  format: () => idsOf(FORMATS),
};

const nameOf = ({ long }: Option): string => (long ?? '').replace(/^--/, '');

const valuesOf = (option: Option): Values | undefined => {
  if (!option.required && !option.optional) return undefined;
  if (option.argChoices) return option.argChoices;
  const name = nameOf(option);
  if (name === 'format') return OUTPUT_FORMATS;
  return VALUES[name]?.() ?? (/\bfile\b/.test(option.flags) ? 'file' : 'unknown');
};

const toOption = (option: Option): CompletedOption => ({
  short: option.short?.replace(/^-/, ''),
  long: nameOf(option),
  description: option.description,
  repeatable: Array.isArray(option.defaultValue),
  values: valuesOf(option),
});

const argumentOf = (argument: Argument | undefined): Values | undefined => {
  if (!argument) return undefined;
  return argument.argChoices ?? ARGUMENTS[argument.name()]?.() ?? 'file';
};

/** What a shell needs to know of the command line, taken from the commands themselves. */
export const completionTree = (program: Command): readonly CompletedCommand[] =>
  program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    options: [...command.options.map(toOption), HELP],
    argument: argumentOf(command.registeredArguments[0]),
  }));

const HELP: CompletedOption = {
  short: 'h',
  long: 'help',
  description: 'show the options',
  repeatable: false,
  values: undefined,
};
