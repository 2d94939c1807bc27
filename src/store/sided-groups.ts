import { groupKey } from '../lib/group-key.ts';
import type { GroupKind, StoredRecord } from '../model/stored.ts';
import { type Block, isMember } from './block-record.ts';
import type { BlockReader } from './blocks.ts';
import type { Connection } from './open.ts';
import { PLACES } from './places.ts';
import type { StoredGroup } from './stored-group.ts';

/** Groups of which only executions that differ are of interest. */
export interface Sided {
  readonly from: string;
  /** What names a group; none of them may be missing. */
  readonly columns: readonly string[];
  /** What rules over this kind look at: of executions that agree in all of it only the earliest is read. */
  readonly sides: readonly string[];
  /** Lines that may be one request or two (contract §6) count for themselves. */
  readonly ambiguousApart?: true;
}

const CLASSES = `classes c JOIN calls ca ON ca.id = c.call_id JOIN senders s ON s.id = c.sender_id`;
const WITH_TOKEN = `${CLASSES} JOIN tokens t ON t.id = c.token_id`;
const SERVER = 'ca.server_key';

/** Groups of which only those that differ somewhere are of interest. */
export const SIDED: Readonly<Partial<Record<GroupKind, Sided>>> = {
  token: { from: WITH_TOKEN, columns: ['t.identity'], sides: ['c.token_id', SERVER, 's.sender_key'], ambiguousApart: true },
  'binding key': {
    from: `${CLASSES} LEFT JOIN tokens t ON t.id = c.token_id LEFT JOIN proof_shapes p ON p.id = c.proof_shape_id`,
    columns: ['coalesce(p.jkt, CASE WHEN t.certificate = s.certificate THEN s.certificate END)'],
    sides: ['c.token_id', 's.sender_key'],
  },
  session: { from: CLASSES, columns: ['s.session_id', SERVER], sides: ['c.token_id', 's.sender_key'] },
  identity: {
    from: WITH_TOKEN,
    columns: ['t.client_id', 't.subject', SERVER],
    sides: ['c.token_id', 'ca.tool_name', "s.body ->> '$.stage'"],
  },
};

/** Selects the names of groups that have several sides. */
export const multiSided = ({ from, columns, sides, ambiguousApart }: Sided): string => {
  const known = columns.map((column) => `${column} IS NOT NULL`).join(' AND ');
  const differs = sides.map((side) => `min(coalesce(${side}, '')) <> max(coalesce(${side}, ''))`);
  const apart = ambiguousApart ? [...differs, 'max(c.id IN (SELECT id FROM temp.ambiguous))'] : differs;
  return `SELECT ${columns.join(', ')} FROM ${from} WHERE ${known} GROUP BY ${columns.join(', ')} HAVING ${apart.join(' OR ')}`;
};

const namesOf = (columns: readonly string[]): readonly string[] => columns.map((_, index) => `k${index}`);

/** The classes of the groups that are of interest; sides of one group follow each other. */
const wanted = (sided: Sided, alike: boolean): string => {
  const { from, columns, sides } = sided;
  const names = namesOf(columns);
  const known = columns.map((column) => `${column} IS NOT NULL`).join(' AND ');
  return `
DROP TABLE IF EXISTS temp.wanted;
CREATE TEMP TABLE wanted AS SELECT c.id AS class, ${columns.map((column, index) => `${column} AS ${names[index]}`).join(', ')},
  dense_rank() OVER (ORDER BY ${[...columns, ...sides].join(', ')}) - 1 AS side
FROM ${from} WHERE ${alike ? known : `(${columns.join(', ')}) IN (${multiSided(sided)})`};`;
};

/** The earliest execution of each side; id 0 where nothing of the side was executed. */
interface Earliest {
  readonly times: Float64Array;
  readonly ids: Float64Array;
  readonly classes: Int32Array;
  readonly ambiguous: Uint8Array;
}

const beginEarliest = (sides: number): Earliest => ({
  times: new Float64Array(sides),
  ids: new Float64Array(sides),
  classes: new Int32Array(sides),
  ambiguous: new Uint8Array(sides),
});

/** Notes a record of a side if it is the earliest so far. */
const noteEarliest = (earliest: Earliest, side: number, block: Block, place: number, classId: number): void => {
  const { times, ids, classes, ambiguous } = earliest;
  const read = block.times[place] as number;
  const time = Number.isNaN(read) ? Number.NEGATIVE_INFINITY : read;
  if (ids[side] !== 0 && time >= (times[side] as number)) return;
  times[side] = time;
  ids[side] = block.id * PLACES + place;
  classes[side] = classId;
  ambiguous[side] = block.amendments.get(place)?.ambiguous === true ? 1 : 0;
};

/** Twice as many sides where ambiguous records stand apart: theirs come after all others. */
const earliestOf = (reader: BlockReader, sideOf: Int32Array, sides: number, apart: boolean): Earliest => {
  const earliest = beginEarliest(apart ? sides * 2 : sides);
  for (const block of reader.blocks())
    for (let place = 0; place < block.records; place++) {
      const classId = reader.classAt(block, place);
      const side = (sideOf[classId] ?? 0) - 1;
      if (side < 0 || !isMember(block, place)) continue;
      const isApart = apart && block.amendments.get(place)?.ambiguous === true;
      noteEarliest(earliest, isApart ? side + sides : side, block, place, classId);
    }
  return earliest;
};

const numberSides = (connection: Connection): { readonly sideOf: Int32Array; readonly sides: number } => {
  const [classes, sides] = connection.prepare('SELECT max(class), max(side) + 1 FROM temp.wanted').raw().get() as [
    number,
    number,
  ];
  const sideOf = new Int32Array((classes ?? 0) + 1);
  for (const [id, side] of connection.prepare('SELECT class, side FROM temp.wanted').raw().iterate() as Iterable<
    [number, number]
  >)
    sideOf[id] = side + 1;
  return { sideOf, sides: sides ?? 0 };
};

const findAmbiguous = (connection: Connection, reader: BlockReader): void => {
  connection.exec('DROP TABLE IF EXISTS temp.ambiguous; CREATE TEMP TABLE ambiguous (id INTEGER PRIMARY KEY)');
  const insert = connection.prepare('INSERT OR IGNORE INTO temp.ambiguous VALUES (?)');
  const all = connection.prepare('SELECT record_id FROM amendments WHERE ambiguous = 1 ORDER BY record_id').pluck().all();
  for (const id of all as number[]) insert.run(reader.record(id).recordClass.id);
};

const inOrder = (records: readonly StoredRecord[]): readonly StoredRecord[] => {
  const timeOf = ({ time }: StoredRecord): number => time ?? Number.NEGATIVE_INFINITY;
  return [...records].sort((a, b) => {
    const [first, second] = [timeOf(a), timeOf(b)];
    if (first !== second) return first - second;
    return a.name < b.name ? -1 : 1;
  });
};

const groupOf = (key: string, records: readonly StoredRecord[]): StoredGroup => {
  const ordered = inOrder(records);
  return { key, first: () => ordered[0] as StoredRecord, members: () => ordered };
};

/** Streams the groups: sides are numbered in the order of the groups that they belong to. */
export function* sidedGroups(connection: Connection, reader: BlockReader, sided: Sided, alike: boolean): Generator<StoredGroup> {
  if (sided.ambiguousApart) findAmbiguous(connection, reader);
  connection.exec(wanted(sided, alike));
  const { sideOf, sides } = numberSides(connection);
  if (sides === 0) return;
  const apart = sided.ambiguousApart === true;
  const { times, ids, classes, ambiguous } = earliestOf(reader, sideOf, sides, apart);
  const memberAt = (side: number): StoredRecord[] => {
    const id = ids[side] ?? 0;
    if (id === 0) return [];
    return [ambiguous[side] === 1 ? reader.record(id) : reader.lazyRecord(id, classes[side] as number, times[side] as number)];
  };
  const membersOf = (side: number): StoredRecord[] => (apart ? [...memberAt(side), ...memberAt(side + sides)] : memberAt(side));
  const rows = connection
    .prepare(`SELECT DISTINCT side, ${namesOf(sided.columns).join(', ')} FROM temp.wanted ORDER BY side`)
    .raw()
    .all() as [number, ...(string | number)[]][];
  const fewest = alike ? 1 : 2;
  let key: string | undefined;
  let members: StoredRecord[] = [];
  for (const [side, ...parts] of rows) {
    const own = groupKey(parts);
    if (own !== key && key !== undefined && members.length >= fewest) yield groupOf(key, members);
    if (own !== key) members = [];
    key = own;
    members.push(...membersOf(side));
  }
  if (key !== undefined && members.length >= fewest) yield groupOf(key, members);
}
