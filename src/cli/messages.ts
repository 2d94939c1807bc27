import { Chalk } from 'chalk';
import { showControls } from '../lib/terminal-text.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Ending } from './exit-code.ts';
import { EXIT } from './exit-code.ts';
import { type ColorChoice, wantsColor } from './terminal.ts';

const painter = (choice: ColorChoice): InstanceType<typeof Chalk> =>
  new Chalk({ level: wantsColor(choice, process.stderr) ? 1 : 0 });

/** Says an error on standard error, and how to mend it. */
export const sayError = (message: string, hint: string | undefined, color: ColorChoice = 'auto'): void => {
  const paint = painter(color);
  process.stderr.write(
    `${paint.red('error')} ${message
      .split('\n')
      .map((line) => showControls(line))
      .join('\n      ')}\n`,
  );
  if (hint !== undefined) process.stderr.write(`      ${showControls(hint)}\n`);
};

/** Says a diagnostic on standard error. */
export const sayDiagnostic = ({ level, message, hint }: Diagnostic, color: ColorChoice): void => {
  const paint = painter(color);
  const mark = level === 'error' ? paint.red('error') : level === 'warning' ? paint.yellow('warning') : paint.dim('note');
  process.stderr.write(`${mark} ${showControls(message)}\n`);
  if (hint !== undefined) process.stderr.write(`      ${showControls(hint)}\n`);
};

/** Says what the user should know and need not act on. */
export const sayNote = (message: string, color: ColorChoice): void => {
  process.stderr.write(`${painter(color).dim('note')} ${showControls(message)}\n`);
};

/** The last line on the terminal: which finding set the exit code (contract §2). */
export const sayEnding = ({ code, because }: Ending, color: ColorChoice): void => {
  const paint = painter(color);
  const mark = code === EXIT.clean ? paint.green('exit 0') : paint.red(`exit ${code}`);
  process.stderr.write(`${mark}: ${showControls(because)}\n`);
};
