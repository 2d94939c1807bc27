import { Chalk } from 'chalk';
import { withoutCredentials } from '../lib/credential-text.ts';
import { showControls, wrap } from '../lib/terminal-text.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Ending } from './exit-code.ts';
import { EXIT } from './exit-code.ts';
import { type ColorChoice, columnsOf, wantsColor } from './terminal.ts';

const painter = (choice: ColorChoice): InstanceType<typeof Chalk> =>
  new Chalk({ level: wantsColor(choice, process.stderr) ? 1 : 0 });

const INDENT = 6;

/** Text as it is written: on a terminal in lines that do not break within words, in a pipe in one line. `taken` columns come before it. */
const laidOut = (text: string, taken: number): string => {
  const shown = showControls(text);
  if (!process.stderr.isTTY) return shown;
  const [first = '', ...rest] = wrap(shown, Math.max(20, columnsOf(process.stderr) - Math.max(taken, INDENT)));
  return [first, ...rest].join(`\n${' '.repeat(INDENT)}`);
};

const hintLine = (hint: string): string => `${' '.repeat(INDENT)}${laidOut(withoutCredentials(hint), INDENT)}\n`;

/** Says an error, in a line or several, on standard error, and how to mend it. */
export const sayError = (lines: readonly string[], hint: string | undefined, color: ColorChoice = 'auto'): void => {
  const paint = painter(color);
  const text = lines.map((line) => laidOut(withoutCredentials(line), INDENT)).join(`\n${' '.repeat(INDENT)}`);
  process.stderr.write(`${paint.red('error')} ${text}\n`);
  if (hint !== undefined) process.stderr.write(hintLine(hint));
};

/** Says a diagnostic on standard error. */
export const sayDiagnostic = ({ level, message, hint }: Diagnostic, color: ColorChoice): void => {
  const paint = painter(color);
  const mark = level === 'error' ? paint.red('error') : level === 'warning' ? paint.yellow('warning') : paint.dim('note');
  process.stderr.write(`${mark} ${laidOut(withoutCredentials(message), level.length + 1)}\n`);
  if (hint !== undefined) process.stderr.write(hintLine(hint));
};

/** Says what the user should know and need not act on. */
export const sayNote = (message: string, color: ColorChoice): void => {
  process.stderr.write(`${painter(color).dim('note')} ${laidOut(withoutCredentials(message), INDENT)}\n`);
};

/** The last line on the terminal: which finding set the exit code (contract §2). */
export const sayEnding = ({ code, because }: Ending, color: ColorChoice): void => {
  const paint = painter(color);
  const mark = code === EXIT.clean ? paint.green('exit 0') : paint.red(`exit ${code}`);
  process.stderr.write(`${mark}: ${laidOut(withoutCredentials(because), `exit ${code}: `.length)}\n`);
};
