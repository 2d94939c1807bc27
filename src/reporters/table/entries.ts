import { wrap } from '../../lib/terminal-text.ts';
import { type Page, paragraph } from './page.ts';

/** What has a name, and what is to be said of it. */
export interface Entry {
  readonly name: string;
  readonly title: string;
  readonly details: readonly string[];
}

const DETAIL_INDENT = 6;

/** Columns below which a table of sentences is taller than it is of use. */
const WIDE_ENOUGH_FOR_COLUMNS = 120;

/** Whether a page has room for sentences side by side. */
export const hasRoomForColumns = ({ width }: Page): boolean => width >= WIDE_ENOUGH_FOR_COLUMNS;

const entryLines = ({ name, title, details }: Entry, page: Page): string[] => {
  const [first = '', ...rest] = wrap(`${name}: ${title}`, page.width - DETAIL_INDENT);
  const painted = `  ${first.replace(name, () => page.paint.strong(name))}`;
  return [painted, ...[...rest, ...details].flatMap((detail) => paragraph(page, detail, DETAIL_INDENT))];
};

/** One below the other, each over the whole width: for pages on which sentences in columns would stand a word a line. */
export const entries = (page: Page, list: readonly Entry[]): string[] => list.flatMap((entry) => entryLines(entry, page));
