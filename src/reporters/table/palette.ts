import { Chalk } from 'chalk';
import type { Severity } from '../../model/severity.ts';

export type Paint = (text: string) => string;

/** Colours by what they mean. None carries a meaning that the text beside it does not state. */
export interface Palette {
  readonly bound: Paint;
  readonly unbound: Paint;
  readonly byGroup: Paint;
  readonly unproven: Paint;
  readonly error: Paint;
  readonly warning: Paint;
  readonly strong: Paint;
  readonly dim: Paint;
  readonly severity: Readonly<Record<Severity, Paint>>;
}

/** Of one argument only: chalk's own functions join all that they are given, which `map` would make use of. */
const unary =
  (paint: (...text: string[]) => string): Paint =>
  (text) =>
    paint(text);

/** The palette with or without colour, whatever the terminal: who calls has decided. */
export const palette = (color: boolean): Palette => {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  return {
    bound: unary(chalk.green),
    unbound: unary(chalk.red),
    byGroup: unary(chalk.magenta),
    unproven: unary(chalk.yellow),
    error: unary(chalk.red.bold),
    warning: unary(chalk.yellow),
    strong: unary(chalk.bold),
    dim: unary(chalk.dim),
    severity: { critical: unary(chalk.red.bold), high: unary(chalk.red), medium: unary(chalk.yellow), low: unary(chalk.cyan) },
  };
};
