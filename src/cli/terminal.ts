import type { TextOptions } from '../model/reporter.ts';

export type ColorChoice = 'auto' | 'always' | 'never';

const byEnvironment = (stream: NodeJS.WriteStream): boolean => {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return stream.isTTY === true && TERM !== 'dumb';
};

/** Whether to colour what goes to this stream: the option, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal. */
export const wantsColor = (choice: ColorChoice, stream: NodeJS.WriteStream): boolean =>
  choice === 'auto' ? byEnvironment(stream) : choice === 'always';

/** Columns of a stream: its own, else those that COLUMNS says, else 80. */
export const columnsOf = (stream: NodeJS.WriteStream): number => {
  const fromEnvironment = Number(process.env['COLUMNS']);
  return stream.columns || (Number.isInteger(fromEnvironment) && fromEnvironment > 0 ? fromEnvironment : 80);
};

/** Width and colour of standard output, or of a file (no colour unless asked for). */
export const textOptions = (choice: ColorChoice, toFile: boolean): TextOptions => ({
  color: toFile ? choice === 'always' : wantsColor(choice, process.stdout),
  width: columnsOf(process.stdout),
});
