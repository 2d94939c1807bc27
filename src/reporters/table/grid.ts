import Table from 'cli-table3';
import { displayWidth, shorten, truncate, wrap } from '../../lib/terminal-text.ts';
import type { Page } from './page.ts';
import type { Paint } from './palette.ts';

const GAP = 2;
const INDENT = 2;
const NARROWEST_COLUMN = 6;
const ROWS_AT_ONCE = 100;

/** A column: with a `fit` it may give way where the page is narrow, by losing its middle, its end, or nothing. */
export interface Column {
  readonly title: string;
  readonly align?: 'right';
  readonly fit?: 'shorten' | 'truncate' | 'wrap';
  /** Columns that it keeps for as long as others can give way. */
  readonly least?: number;
}

/** A cell: text, and how it is painted once it has been fitted. */
export type Cell = string | { readonly text: string; readonly paint: Paint };

const NO_LINES = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right']
    .concat(['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'])
    .map((name) => [name, '']),
);

const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);

const naturalWidths = (columns: readonly Column[], rows: readonly (readonly Cell[])[]): number[] =>
  columns.map(({ title }, index) =>
    rows.reduce((widest, row) => Math.max(widest, displayWidth(textOf(row[index] ?? ''))), displayWidth(title)),
  );

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const widestAbove = (
  widths: readonly number[],
  columns: readonly Column[],
  least: (column: Column) => number,
): number | undefined => {
  const flexible = widths.map((width, index) => (columns[index]?.fit && width > least(columns[index]) ? width : 0));
  const most = Math.max(...flexible);
  return most === 0 ? undefined : flexible.indexOf(most);
};

/** Takes from the widest column that may give way until all fit, so that narrow ones stay whole. */
const fittedWidths = (columns: readonly Column[], natural: readonly number[], available: number): number[] => {
  const widths = natural.map((width, index) => (columns[index]?.fit ? Math.min(width, available) : width));
  while (sum(widths) > available) {
    const widest =
      widestAbove(widths, columns, ({ least }) => least ?? NARROWEST_COLUMN) ??
      widestAbove(widths, columns, () => NARROWEST_COLUMN);
    if (widest === undefined) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
};

const FITS = {
  shorten: (text: string, width: number) => [shorten(text, width)],
  truncate: (text: string, width: number) => [truncate(text, width)],
  wrap,
};

const fitted = (cell: Cell, { fit }: Column, width: number): string => {
  const lines = fit ? FITS[fit](textOf(cell), width) : [textOf(cell)];
  return lines.map((line) => (typeof cell === 'string' ? line : cell.paint(line))).join('\n');
};

const drawn = (columns: readonly Column[], widths: readonly number[], rows: readonly (readonly Cell[])[]): string[] => {
  const table = new Table({
    chars: { ...NO_LINES, middle: ' '.repeat(GAP) },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
    colAligns: columns.map(({ align }) => align ?? 'left'),
    colWidths: [...widths],
  });
  for (const row of rows) table.push(columns.map((column, index) => fitted(row[index] ?? '', column, widths[index] ?? 0)));
  return table.toString().split('\n');
};

/**
 * A table without lines, fitted to the page before it is drawn: nothing is cut inside an escape. Drawn in parts, as the time that
 * cli-table3 takes grows with the square of the rows.
 */
export const grid = (page: Page, columns: readonly Column[], rows: readonly (readonly Cell[])[]): string[] => {
  const available = page.width - INDENT - GAP * (columns.length - 1);
  const widths = fittedWidths(columns, naturalWidths(columns, rows), available);
  const all = [columns.map(({ title }) => ({ text: title, paint: page.paint.dim })), ...rows];
  const lines: string[] = [];
  for (let start = 0; start < all.length; start += ROWS_AT_ONCE) {
    for (const line of drawn(columns, widths, all.slice(start, start + ROWS_AT_ONCE)))
      lines.push(' '.repeat(INDENT) + line.trimEnd());
  }
  return lines;
};
