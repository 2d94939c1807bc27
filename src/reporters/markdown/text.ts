import { shorten, showControls } from '../../lib/terminal-text.ts';

/** Of one text; whole texts are in the other formats. */
const MOST_CHARACTERS = 1000;

const longestRun = (text: string): number => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));

/** Text from a log as a code span: in it Markdown knows no markup, HTML, links or mentions (CommonMark §6.1). */
export const code = (text: string): string => {
  const shown = shorten(showControls(text), MOST_CHARACTERS);
  if (shown.trim() === '') return '–';
  const fence = '`'.repeat(longestRun(shown) + 1);
  const padding = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return `${fence}${padding}${shown}${padding}${fence}`;
};

/**
 * The same for a cell of a table, cut to a width; a pipe would end the cell, also within code. A backslash before it is spelled out, as
 * readers differ in whether an even number of them leaves the pipe a pipe.
 */
export const cellCode = (text: string, width: number): string =>
  code(shorten(showControls(text), width))
    .replace(/\\(?=\|)/g, '\\x5c')
    .replaceAll('|', '\\|');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;

/** A table of cells that are Markdown already; `-:` columns are numbers. */
export const table = (titles: readonly string[], rules: readonly ('---' | '--:')[], rows: Iterable<readonly string[]>): string =>
  [row(titles), row(rules), ...[...rows].map(row), '\n'].join('');
