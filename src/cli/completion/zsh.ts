import type { CompletedCommand, CompletedOption, Values } from './tree.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** In a specification of `_arguments` colons and brackets have a meaning. */
const described = (text: string): string => text.replace(/[\\:[\]]/g, '\\$&');

const word = (value: string): string => value.replace(/[\\:()\s|&;<>"'$`*?[\]#~]/g, '\\$&');

const actionOf = (values: Values): string => {
  if (values === 'file') return '_files';
  return values === 'unknown' ? ' ' : `(${values.map(word).join(' ')})`;
};

const optionSpec = ({ short, long, description, repeatable, values }: CompletedOption): string => {
  const text = `[${described(description)}]${values === undefined ? '' : `:${long}:${actionOf(values)}`}`;
  const flags = short === undefined ? [`--${long}`] : [`-${short}`, `--${long}`];
  if (flags.length === 1) return quoted(`${repeatable ? '*' : ''}${flags[0]}${text}`);
  const exclusion = repeatable ? "'*'" : quoted(`(${flags.join(' ')})`);
  return `${exclusion}{${flags.join(',')}}${quoted(text)}`;
};

const argumentSpec = (argument: Values | undefined): string[] =>
  argument === undefined ? [] : [quoted(`*:argument:${actionOf(argument)}`)];

const commandCase = ({ name, options, argument }: CompletedCommand): string =>
  `        ${name}) _arguments -s ${[...options.map(optionSpec), ...argumentSpec(argument)].join(' \\\n          ')} ;;`;

/** Completion for zsh. */
export const zshCompletion = (commands: readonly CompletedCommand[]): string => `#compdef bindcheck
# source <(bindcheck completion zsh), or save it as _bindcheck in a folder of $fpath

_bindcheck() {
  local curcontext=$curcontext state line
  local -a commands
  commands=(
${commands.map(({ name, description }) => `    ${quoted(`${name}:${description.replaceAll(':', '\\:')}`)}`).join('\n')}
  )
  _arguments -C '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe -t commands command commands ;;
    argument)
      case $line[1] in
${commands.map(commandCase).join('\n')}
      esac ;;
  esac
}

if [[ $funcstack[1] == _bindcheck ]]; then _bindcheck "$@"; else compdef _bindcheck bindcheck; fi
`;
