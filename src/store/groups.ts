import type { KeyKind } from '../model/record-block.ts';
import type { GroupKind, StoredRecord } from '../model/stored.ts';
import type { BlockReader } from './blocks.ts';
import type { Connection } from './open.ts';
import { PLACES } from './places.ts';
import { multiSided, SIDED, sidedGroups } from './sided-groups.ts';
import type { StoredGroup } from './stored-group.ts';
import { findTwins } from './twins.ts';

/** What the reading of groups depends on beside their kind. */
export interface GroupQuestion {
  readonly kind: GroupKind;
  /** The name of the group that a record belongs to, as the evaluation has it. */
  keyOf(record: StoredRecord): string | undefined;
  /** Rules over this kind look at what each record says on its own: classes do not speak for their records. */
  readonly eachRecord: boolean;
  /** Groups whose members are all alike are of interest too. */
  readonly alike: boolean;
}

/** Groups that count executions, and the keys by which they are found. */
const COUNTED: Readonly<Partial<Record<GroupKind, KeyKind>>> = {
  proof: 'proof',
  'proof id': 'proof id',
  'request id': 'rpc',
  approval: 'approval',
  transaction: 'transaction',
};

/** Groups found by the token: of these classes each record is looked at. */
const BY_TOKEN: Readonly<Partial<Record<GroupKind, string>>> = {
  'token use': `SELECT c.id FROM classes c WHERE c.token_id <> 0`,
  transaction: `SELECT c.id FROM classes c JOIN tokens t ON t.id = c.token_id WHERE t.txn IS NOT NULL`,
};

const GROUPED = `
DROP TABLE IF EXISTS temp.grouped;
CREATE TEMP TABLE grouped (key TEXT NOT NULL, time REAL, name TEXT NOT NULL, id INTEGER NOT NULL);
`;

/** Sorts records by the names of their groups, on disk, as they may be all that there are. */
function* gather(
  connection: Connection,
  reader: BlockReader,
  ids: Iterable<number>,
  { keyOf }: GroupQuestion,
): Generator<StoredGroup> {
  connection.exec(GROUPED);
  const insert = connection.prepare('INSERT INTO temp.grouped VALUES (?, ?, ?, ?)');
  for (const id of ids) {
    const record = reader.memberRecord(id);
    const key = record && keyOf(record);
    if (record && key !== undefined) insert.run(key, record.time ?? null, record.name, id);
  }
  connection.exec('CREATE INDEX temp.grouped_key ON grouped (key, time, name, id)');
  const keys = connection.prepare('SELECT key FROM temp.grouped GROUP BY key HAVING count(DISTINCT id) > 1').pluck().all();
  const members = connection.prepare('SELECT DISTINCT id FROM temp.grouped WHERE key = ? ORDER BY time, name, id').pluck();
  const first = connection.prepare('SELECT id FROM temp.grouped WHERE key = ? ORDER BY time, name, id LIMIT 1').pluck();
  for (const key of keys as string[])
    yield {
      key,
      first: () => reader.record(first.get(key) as number),
      members: () => mapped(members.all(key) as number[], reader.record),
    };
}

function* mapped<A, B>(items: Iterable<A>, map: (item: A) => B): Iterable<B> {
  for (const item of items) yield map(item);
}

const droppedReader = (connection: Connection): ((blockId: number) => ReadonlySet<number>) => {
  const select = connection
    .prepare(
      `SELECT record_id % ${PLACES} FROM amendments WHERE duplicate_of IS NOT NULL AND record_id BETWEEN ? AND ?
       UNION SELECT record_id % ${PLACES} FROM foldings WHERE folded_into <> record_id AND record_id BETWEEN ? AND ?`,
    )
    .pluck();
  return (id) => {
    const [first, last] = [id * PLACES, id * PLACES + PLACES - 1];
    return new Set(select.all(first, last, first, last) as number[]);
  };
};

function* idsByKey(connection: Connection, kind: KeyKind): Generator<number> {
  for (const twins of findTwins(connection, { kind, skipped: droppedReader(connection) })) yield* twins;
}

function* idsByClass(reader: BlockReader, wanted: ReadonlySet<number>): Generator<number> {
  if (wanted.size === 0) return;
  for (const block of reader.blocks())
    for (let place = 0; place < block.records; place++)
      if (wanted.has(reader.classAt(block, place))) yield block.id * PLACES + place;
}

/** Executions that were folded stand for several records, whose keys are not their own. */
function* idsOfFolded(connection: Connection): Generator<number> {
  yield* connection.prepare('SELECT record_id FROM foldings WHERE folded_into = record_id').pluck().all() as number[];
}

function* countedIds(connection: Connection, reader: BlockReader, kind: GroupKind): Generator<number> {
  const byKey = COUNTED[kind];
  const byToken = BY_TOKEN[kind];
  if (byKey) yield* idsByKey(connection, byKey);
  if (byKey) yield* idsOfFolded(connection);
  if (byToken) yield* idsByClass(reader, new Set(connection.prepare(byToken).pluck().all() as number[]));
}

/** All groups of a kind with two executions or more that may be judged otherwise than each of their members. */
export const readGroups = (connection: Connection, reader: BlockReader, question: GroupQuestion): Iterable<StoredGroup> => {
  const sided = SIDED[question.kind];
  if (!sided) return gather(connection, reader, countedIds(connection, reader, question.kind), question);
  if (!question.eachRecord) return sidedGroups(connection, reader, sided, question.alike);
  const classes = connection.prepare(
    `SELECT DISTINCT c.id FROM ${sided.from} WHERE (${sided.columns.join(', ')}) IN (${multiSided(sided)})`,
  );
  return gather(connection, reader, idsByClass(reader, new Set(classes.pluck().all() as number[])), question);
};
