/**
 * A row of CSV: its cells by column, all of them text. It has no prototype, which tells it from a JSON object, and which leaves a
 * column named `__proto__` a column like any other.
 */
export type CsvRow = Readonly<Record<string, string>>;

/** Builds a row. Of columns with the same name the first counts. */
export const createRow = (columns: readonly string[], cells: readonly string[]): CsvRow => {
  const row: Record<string, string> = Object.create(null);
  for (const [index, column] of columns.entries()) if (!(column in row)) row[column] = cells[index] ?? '';
  return row;
};

/** Whether a framed value is a row of CSV. */
export const isRow = (value: unknown): value is CsvRow =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null;
