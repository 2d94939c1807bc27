import { showControls } from '../lib/terminal-text.ts';
import { UsageError } from '../model/errors.ts';

/** Members and positions that lead to a value, from the top of the file. */
export type Path = readonly (string | number)[];

/** What is wrong with a file, and with which key or value of it. */
export interface Problem {
  readonly path: Path;
  /** Whether the key is meant, not its value. */
  readonly onKey?: boolean;
  readonly message: string;
}

/** A problem at its place in the text, both from 1. */
export interface PlacedProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

const MOST_SHOWN = 10;
const LONGEST_QUOTE = 80;

/** What kind of file has the problems. */
export interface Subject {
  readonly name: string;
  readonly hint: string;
}

/** A policy, where nothing else is said. */
export const POLICY: Subject = {
  name: 'policy',
  hint: 'The format of a policy is described, key by key, in policy.schema.json of this package, and with an example in its README.',
};

/** A piece of the file between backticks: cut short, control characters and terminal escapes as text (contract §5). */
export const quoted = (text: string): string => {
  const shown = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
  return `\`${showControls(shown)}\``;
};

/** `, did you mean ...?`, or what else is expected, at the end of a message about a name that is not known. */
export const suggestion = (nearest: string | undefined, expected: string): string =>
  nearest === undefined ? `, expected ${expected}` : `, did you mean ${quoted(nearest)}?`;

/** A path as one would write it: `servers[0].tools.repo.write`. */
export const writtenPath = (path: Path): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');

const inOrder = (one: PlacedProblem, other: PlacedProblem): number => one.line - other.line || one.column - other.column;

/** One error for all problems of a file, in the order of its lines; at most ten are spelled out. */
export const policyError = (file: string, problems: readonly PlacedProblem[], subject = POLICY): UsageError => {
  const lines = [...problems].sort(inOrder).map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`);
  const hidden = lines.length - MOST_SHOWN;
  const shown = hidden > 0 ? [...lines.slice(0, MOST_SHOWN), `and ${hidden} more`] : lines;
  return new UsageError(shown, subject.hint);
};
