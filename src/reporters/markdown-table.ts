import { showControls } from '../lib/terminal-text.ts';

const cell = (text: string): string => showControls(text).replaceAll('|', '\\|');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;

/** A table in GitHub's Markdown of texts that are ours and may hold Markdown; the first column as code. Ends with a newline. */
export const markdownTable = (titles: readonly string[], rows: readonly (readonly string[])[]): string =>
  [
    row(titles),
    row(titles.map(() => '---')),
    ...rows.map(([first = '', ...rest]) => row([`\`${cell(first)}\``, ...rest.map(cell)])),
  ].join('');
