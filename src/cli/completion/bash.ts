import type { CompletedCommand, CompletedOption, Values } from './tree.ts';

const flagsOf = ({ short, long }: CompletedOption): string[] => [...(short === undefined ? [] : [`-${short}`]), `--${long}`];

/** Words for `compgen -W`, which expands them once more and breaks them at colons: those of other characters are left out. */
const words = (values: readonly string[]): string => `'${values.filter((value) => /^[\w./@-]+$/.test(value)).join(' ')}'`;

/** With nothing to offer the shell falls back to files, unless it is told not to. */
const reply = (values: Values): string => {
  if (values === 'file') return 'return';
  return values === 'unknown' ? 'compopt +o default 2>/dev/null; return' : `_bindcheck_words ${words(values)}; return`;
};

const valueCases = ({ name, options }: CompletedCommand): string[] =>
  options.flatMap((option) =>
    option.values === undefined
      ? []
      : [
          `    ${flagsOf(option)
            .map((flag) => `${name}:${flag}`)
            .join('|')}) ${reply(option.values)} ;;`,
        ],
  );

const commandCase = ({ name, options, argument }: CompletedCommand): string =>
  [
    `    ${name})`,
    `      if [[ $word == -* ]]; then _bindcheck_words ${words(options.flatMap(flagsOf))}; return; fi`,
    `      ${reply(argument ?? 'unknown')} ;;`,
  ].join('\n');

/** Completion for bash 3.2 and later. */
export const bashCompletion = (commands: readonly CompletedCommand[]): string => `# bash completion for bindcheck
# eval "$(bindcheck completion bash)", or save it where bash-completion looks for it

_bindcheck_words() {
  local IFS=$' \\t\\n'
  COMPREPLY=($(compgen -W "$1" -- "$word"))
}

_bindcheck() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command= index
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    case \${COMP_WORDS[index]} in -*) ;; *) command=\${COMP_WORDS[index]}; break ;; esac
  done
  case $command:$before in
${commands.flatMap(valueCases).join('\n')}
  esac
  case $command in
    '') _bindcheck_words ${words([...commands.map(({ name }) => name), 'help', '--help', '--version'])} ;;
${commands.map(commandCase).join('\n')}
  esac
}

complete -o default -F _bindcheck bindcheck
`;
