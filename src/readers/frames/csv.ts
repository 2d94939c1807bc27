import { parse } from 'csv-parse/sync';
import { createRow } from '../row.ts';
import { createRowSplitter, type Row } from './csv-rows.ts';
import type { Frame, Framed } from './framed.ts';
import { broken } from './parse-record.ts';

type Cells = readonly string[];

const parseText = (text: string, delimiter: string): readonly Cells[] =>
  parse(text, { delimiter, record_delimiter: '\n', relax_column_count: true, relax_quotes: true, escape: '"' });

const parseAlone = (text: string, delimiter: string): Cells | undefined => {
  try {
    const rows = parseText(text, delimiter);
    return rows.length === 1 ? rows[0] : undefined;
  } catch {
    return undefined;
  }
};

/** Parses rows together, which is many times faster; where one of them spoils that, each half on its own, until it is found. */
const parseRows = (texts: readonly string[], delimiter: string): readonly (Cells | undefined)[] => {
  if (texts.length < 2) return texts.map((text) => parseAlone(text, delimiter));
  try {
    const rows = parseText(texts.join('\n'), delimiter);
    if (rows.length === texts.length) return rows;
  } catch {
    // The row at fault is found below.
  }
  const middle = texts.length >> 1;
  return [...parseRows(texts.slice(0, middle), delimiter), ...parseRows(texts.slice(middle), delimiter)];
};

/** The source ends within quotes: whatever rows stood there are in none. */
const cuts = (rows: readonly Row[]): readonly Framed[] =>
  rows.filter(({ unclosed }) => unclosed).map(({ line }) => ({ is: 'cut', line }));

const frameRow = (row: Row & { text: string }, cells: Cells | undefined, columns: readonly string[]): Framed => {
  const { text, line } = row;
  if (row.unclosed) return broken(line, text, 'broken CSV: a quote is opened here and never closed', true);
  if (!cells) return broken(line, text, 'broken CSV: expected fields that are quoted as RFC 4180 has it', true);
  if (cells.length !== columns.length) {
    return broken(line, text, `expected ${columns.length} columns as in the header, found ${cells.length}`, true);
  }
  return { is: 'item', item: { kind: 'csv', value: createRow(columns, cells), text, line } };
};

const holdsText = (row: Row): row is Row & { text: string } => row.text !== undefined && row.text.trim() !== '';

/** The column names of a header line. */
export const readHeader = (text: string, delimiter: string): readonly string[] =>
  (parseAlone(text, delimiter) ?? []).map((name) => name.trim());

/** CSV with a header (RFC 4180), its fields parted by the delimiter given. */
export const csvFrame = (delimiter: string): Frame =>
  async function* (chunks) {
    const splitter = createRowSplitter(delimiter);
    let columns: readonly string[] | undefined;
    const frameRows = (rows: readonly Row[]): readonly Framed[] => {
      const oversize = rows.filter((row) => row.text === undefined).map((row): Framed => ({ is: 'oversize', line: row.line }));
      const filled = rows.filter(holdsText);
      if (columns === undefined && filled.length > 0)
        columns = readHeader((filled.shift() as Row & { text: string }).text, delimiter);
      const parsed = parseRows(
        filled.map((row) => row.text),
        delimiter,
      );
      return [...oversize, ...filled.map((row, index) => frameRow(row, parsed[index], columns ?? [])), ...cuts(rows)];
    };
    for await (const chunk of chunks) yield frameRows(splitter.push(chunk));
    yield frameRows(splitter.end());
  };
