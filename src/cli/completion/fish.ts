import type { CompletedCommand, CompletedOption, Values } from './tree.ts';

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

const valueFlags = (values: Values): string => {
  if (values === 'file') return ' -r -F';
  return values === 'unknown' ? ' -x' : ` -x -a ${quoted(values.map((value) => value.replace(/[\\()\s]/g, '\\$&')).join(' '))}`;
};

const condition = (name: string): string => `-n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;

const optionLine = (name: string, { short, long, description, values }: CompletedOption): string =>
  [
    `complete -c bindcheck ${condition(name)}`,
    short === undefined ? '' : ` -s ${short}`,
    ` -l ${long}`,
    values === undefined ? '' : valueFlags(values),
    ` -d ${quoted(description)}`,
  ].join('');

const argumentLines = ({ name, argument }: CompletedCommand): string[] => {
  if (argument === undefined || argument === 'unknown') return [];
  return [`complete -c bindcheck ${condition(name)}${argument === 'file' ? ' -F' : valueFlags(argument).replace(' -x', '')}`];
};

const commandLines = (command: CompletedCommand): string[] => [
  `complete -c bindcheck -n __fish_use_subcommand -a ${command.name} -d ${quoted(command.description)}`,
  ...argumentLines(command),
  ...command.options.map((option) => optionLine(command.name, option)),
];

/** Completion for fish. */
export const fishCompletion = (commands: readonly CompletedCommand[]): string =>
  [
    '# fish completion for bindcheck',
    '# bindcheck completion fish | source, or save it as ~/.config/fish/completions/bindcheck.fish',
    'complete -c bindcheck -f',
    'complete -c bindcheck -n __fish_use_subcommand -s V -l version -d version',
    ...commands.flatMap(commandLines),
    '',
  ].join('\n');
