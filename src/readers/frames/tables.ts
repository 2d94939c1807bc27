import type { Diagnostic } from '../../model/diagnostic.ts';
import type { TableRead } from '../../model/tables.ts';
import type { Framed } from './framed.ts';

/** What is heard of a database beside its rows; `line` is the number of the row that would come next. */
export interface TableListener {
  onTable(): void;
  onDamage(damage: Omit<Diagnostic, 'location'>, line: number): void;
}

const damageOf = (table: string | undefined, reason: string): Omit<Diagnostic, 'location'> => ({
  code: 'source-damaged',
  level: 'error',
  message: `${table === undefined ? 'the database' : `the table ${table}`} cannot be read further: ${reason}`,
  hint: 'copy the database again, or mend it first (sqlite3 FILE .recover)',
});

/** Frames the rows of tables: each a JSON object of its columns, numbered through from 1 in place of lines. */
export async function* frameTables(reads: AsyncIterable<TableRead>, listener: TableListener): AsyncGenerator<readonly Framed[]> {
  let line = 1;
  for await (const read of reads) {
    if (read.is === 'table') listener.onTable();
    else if (read.is === 'damage') listener.onDamage(damageOf(read.table, read.reason), line);
    else if (read.is === 'oversize') yield [{ is: 'oversize', line: line++ }];
    else yield [{ is: 'item', item: { kind: 'json', value: read.row, text: JSON.stringify(read.row), line: line++ } }];
  }
}
