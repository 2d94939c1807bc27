import { stringify } from 'csv-stringify/sync';
import { showControls } from '../lib/terminal-text.ts';

/** A cell a spreadsheet would take for a formula, or for the start of another cell: also behind white space and in full-width forms. */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/u;

/** The same behind a semicolon, which spreadsheets of half the world take for the end of a cell when they open the file. */
const FORMULA_BEHIND_SEMICOLON = /;(?=\s*[=+\-@＝＋－＠])/gu;

/**
 * Text that no spreadsheet runs and no terminal acts on (contract §4, §5). `escape_formulas` of csv-stringify looks at the first
 * character only and not at LF; this looks behind white space too, and a cell that it has marked passes there unchanged.
 */
export const inertCell = (text: string): string =>
  `${FORMULA.test(text) ? "'" : ''}${showControls(text.replace(FORMULA_BEHIND_SEMICOLON, ";'"))}`;

/** A line of RFC 4180 with its CRLF; text in it is inert, `null` an empty cell. */
export const csvLine = (cells: readonly (string | number | null)[]): string =>
  stringify([cells], { record_delimiter: 'windows', cast: { string: inertCell } });
