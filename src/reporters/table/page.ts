import { displayWidth, padEnd, wrap } from '../../lib/terminal-text.ts';
import type { TextOptions } from '../../model/reporter.ts';
import { type Paint, type Palette, palette } from './palette.ts';

const NARROWEST = 60;
const WIDEST = 160;
const LABEL_WIDTH = 10;

/** What text is laid out on. */
export interface Page {
  /** Columns, 60 to 160. */
  readonly width: number;
  readonly paint: Palette;
}

export const pageOf = (options: TextOptions): Page => ({
  width: Math.min(WIDEST, Math.max(NARROWEST, Math.floor(options.width) || NARROWEST)),
  paint: palette(options.color),
});

const plain: Paint = (text) => text;

/** A blank line and a heading. Wraps like any text. */
export const heading = (page: Page, text: string): string[] => ['', ...wrap(text, page.width).map(page.paint.strong)];

/** Wrapped text, indented. Painted line by line, so that no colour runs over a line's end. */
export const paragraph = (page: Page, text: string, indent = 2, paint: Paint = plain): string[] =>
  wrap(text, page.width - indent).map((line) => ' '.repeat(indent) + paint(line));

/** Text whose first line begins with a mark: what follows stands under what comes after the mark. */
export const marked = (page: Page, mark: string, text: string, indent: number, paint: Paint = plain): string[] =>
  wrap(text, page.width - indent - displayWidth(mark) - 1).map(
    (line, index) => ' '.repeat(indent) + paint(`${index === 0 ? mark : ' '.repeat(displayWidth(mark))} ${line}`),
  );

/** Text with a label, or a number, in a column of its own before the first line. */
export const labelled = (page: Page, label: string, text: string, paint: Paint = plain, labelWidth = LABEL_WIDTH): string[] =>
  wrap(text, page.width - labelWidth - 2).map(
    (line, index) => `  ${page.paint.dim(padEnd(index === 0 ? label : '', labelWidth))}${paint(line)}`,
  );
