import Database from 'better-sqlite3';
import { SCHEMA } from './schema.ts';

type Connection = Database.Database;

/** All that makes a schema, in a fixed order. Indexes that SQLite makes itself have no statement, and follow from their tables. */
const STATEMENTS = 'SELECT type, name, tbl_name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name';

/** Made anew whenever identities are resolved. */
export const TOKEN_IDENTITY = 'CREATE INDEX token_identity ON tokens (identity)';

const statementsOf = (connection: Connection): ReadonlySet<string> =>
  new Set((connection.prepare(STATEMENTS).raw().all() as string[][]).map((row) => JSON.stringify(row)));

const known = (): { readonly needed: ReadonlySet<string>; readonly allowed: ReadonlySet<string> } => {
  const connection = new Database(':memory:');
  try {
    connection.exec(SCHEMA);
    const needed = statementsOf(connection);
    connection.exec(TOKEN_IDENTITY);
    return { needed, allowed: statementsOf(connection) };
  } finally {
    connection.close();
  }
};

/**
 * Whether a database holds the tables and indexes that it should and nothing else: a database is an input too, and a trigger or a
 * view in it would run as part of what we ask (contract §5).
 */
export const hasKnownSchema = (connection: Connection): boolean => {
  const { needed, allowed } = known();
  const found = statementsOf(connection);
  return [...needed].every((statement) => found.has(statement)) && [...found].every((statement) => allowed.has(statement));
};
