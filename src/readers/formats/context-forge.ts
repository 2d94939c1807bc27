import type { Draft } from '../../model/draft.ts';
import type { Format, Mapped } from '../../model/format.ts';
import { type MapRow, TABLES } from '../context-forge/tables.ts';
import coverage from '../evidence/context-forge.ts';
import { isRecord, isRejection, reject } from '../native/read-fields.ts';

type Row = Readonly<Record<string, unknown>>;

/** A row of CSV has no prototype. */
const has = (row: Row, name: string): boolean => Object.hasOwn(row, name);

const tableOf = (row: Row): MapRow | undefined => TABLES.find(({ columns }) => columns.every((name) => has(row, name)))?.map;

const unknownTable: MapRow = () =>
  reject('expected the columns of a table of tokens, of their use or revocation, or of audit trails');

const isDump = (value: Row): boolean => TABLES.some(({ name }) => Array.isArray(value[name]));

/** A dump of several tables: the first row that cannot be read rejects it, since it is one record. */
const mapDump = (value: Row): Mapped => {
  const drafts: Draft[] = [];
  for (const { name, map } of TABLES) {
    for (const row of Array.isArray(value[name]) ? value[name] : []) {
      const mapped = map(row);
      if (isRejection(mapped)) return { ...mapped, message: `${name}: ${mapped.message}` };
      drafts.push(...mapped);
    }
  }
  return drafts;
};

const map = (value: unknown): Mapped => {
  const row = value as Row;
  return isDump(row) ? mapDump(row) : (tableOf(row) ?? unknownTable)(row);
};

const format: Format = {
  id: 'context-forge',
  title: 'IBM MCP Context Forge: its SQLite file, or exports (tables of tokens, their use, their revocation, audit trails)',
  frames: ['json', 'csv'],
  yields: ['invocation', 'token', 'revocation'],
  evidence: 'id, hash, scopes, end and revocation of the token with each request; the tool in the audit trail only',
  columns: [
    'token_jti',
    'token_hash',
    'resource_scopes',
    'user_email',
    'revoked_by',
    'token_expiry',
    'correlation_id',
    'request_path',
  ],
  tables: TABLES.map(({ name }) => name),
  coverage,
  detect: (value) => isRecord(value) && (isDump(value) || tableOf(value) !== undefined),
  mapper: () => map,
};

export default format;
