import { groupKey } from '../lib/group-key.ts';
import { letGo } from '../lib/let-go.ts';
import type { GroupKind, RecordClass, StoredRecord } from '../model/stored.ts';
import { amendmentAt, type Block, isMember } from './block-record.ts';
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

const isKnown = ({ columns }: Sided): string => columns.map((column) => `${column} IS NOT NULL`).join(' AND ');

/** Selects the names of groups that have several sides. */
export const multiSided = (sided: Sided): string => {
  const columns = sided.columns.join(', ');
  const differs = sided.sides.map((side) => `min(coalesce(${side}, '')) <> max(coalesce(${side}, ''))`).join(' OR ');
  return `SELECT ${columns} FROM ${sided.from} WHERE ${isKnown(sided)} GROUP BY ${columns} HAVING ${differs}`;
};

type Value = string | number | null;

/** Sides in the order of the groups that they belong to. */
interface Sides {
  /** By class: the number of its side, and one more; 0 where its group is not of interest. */
  readonly sideOf: Int32Array;
  /** By group: its first side; at last the number of all sides. */
  readonly starts: readonly number[];
}

/** One class after the other, those of one side and of one group side by side. */
const classesBySide = (connection: Connection, sided: Sided): Iterable<[number, ...Value[]]> => {
  const order = [...sided.columns, ...sided.sides].join(', ');
  const select = `SELECT c.id, ${order} FROM ${sided.from} WHERE ${isKnown(sided)} ORDER BY ${order}`;
  return connection.prepare(select).raw().iterate() as Iterable<[number, ...Value[]]>;
};

/** The classes of one group while they come in. */
interface Growing {
  readonly first: readonly Value[];
  last: readonly Value[];
  readonly classes: number[];
  readonly sides: number[];
  side: number;
  /** Its sides differ in what is known of them, or some of its records are told apart by something else. */
  differs: boolean;
}

const agree = (a: readonly Value[], b: readonly Value[], from: number, to: number): boolean => {
  for (let place = from; place < to; place++) if (a[place] !== b[place]) return false;
  return true;
};

/** The same for what nothing is known of and what is empty. */
const agreeInKnown = (a: readonly Value[], b: readonly Value[], from: number): boolean => {
  for (let place = from; place < a.length; place++) if ((a[place] ?? '') !== (b[place] ?? '')) return false;
  return true;
};

const addClass = (growing: Growing, row: readonly Value[], columns: number, isApart: boolean): void => {
  if (!agree(growing.last, row, 1 + columns, row.length)) growing.side++;
  growing.last = row;
  growing.classes.push(row[0] as number);
  growing.sides.push(growing.side);
  growing.differs ||= isApart || !agreeInKnown(growing.first, row, 1 + columns);
};

/** Numbers the sides of the groups that are of interest. */
const numberSides = (connection: Connection, sided: Sided, alike: boolean, ambiguous: ReadonlySet<number>): Sides => {
  const last = connection.prepare('SELECT coalesce(max(id), 0) FROM classes').pluck().get() as number;
  const sides = { sideOf: new Int32Array(last + 1), starts: [0] };
  const columns = sided.columns.length;
  const finish = ({ classes, sides: own, side, differs }: Growing): void => {
    if (!alike && !differs) return;
    const start = sides.starts.at(-1) as number;
    for (const [index, id] of classes.entries()) sides.sideOf[id] = start + (own[index] as number) + 1;
    sides.starts.push(start + side + 1);
  };
  let growing: Growing | undefined;
  for (const row of classesBySide(connection, sided)) {
    if (growing && !agree(growing.first, row, 1, 1 + columns)) {
      finish(growing);
      growing = undefined;
    }
    growing ??= { first: row, last: row, classes: [], sides: [], side: 0, differs: false };
    addClass(growing, row, columns, ambiguous.has(row[0]));
  }
  if (growing) finish(growing);
  return sides;
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
  ambiguous[side] = amendmentAt(block, place)?.ambiguous === true ? 1 : 0;
};

/** Twice as many sides where ambiguous records stand apart: theirs come after all others. */
const earliestOf = (reader: BlockReader, sideOf: Int32Array, sides: number, apart: boolean): Earliest => {
  const earliest = beginEarliest(apart ? sides * 2 : sides);
  for (const block of reader.blocks())
    for (let place = 0; place < block.records; place++) {
      const classId = reader.classAt(block, place);
      const side = (sideOf[classId] ?? 0) - 1;
      if (side < 0 || !isMember(block, place)) continue;
      const isApart = apart && amendmentAt(block, place)?.ambiguous === true;
      noteEarliest(earliest, isApart ? side + sides : side, block, place, classId);
    }
  return earliest;
};

/** Classes of which some records are ambiguous. */
const ambiguousClasses = (connection: Connection, reader: BlockReader): ReadonlySet<number> => {
  const all = connection.prepare('SELECT record_id FROM amendments WHERE ambiguous = 1 ORDER BY record_id').pluck().all();
  return new Set((all as number[]).map((id) => reader.record(id).recordClass.id));
};

const timeOf = ({ time }: StoredRecord): number => time ?? Number.NEGATIVE_INFINITY;

const compare = (a: StoredRecord, b: StoredRecord): number => {
  const [first, second] = [timeOf(a), timeOf(b)];
  if (first !== second) return first - second;
  return a.name < b.name ? -1 : 1;
};

const groupOf = (key: string, records: StoredRecord[]): StoredGroup => {
  if (records.length > 1) records.sort(compare);
  return { key, first: () => records[0] as StoredRecord, members: () => records };
};

/** Members of which the classes are read at once. */
const AT_ONCE = 512;

/** Reads the names of the groups that classes belong to. */
const keyReader = (
  connection: Connection,
  { from, columns }: Sided,
): ((ids: readonly number[]) => ReadonlyMap<number, string>) => {
  const select = connection
    .prepare(`SELECT c.id, ${columns.join(', ')} FROM ${from} WHERE c.id IN (SELECT value FROM json_each(?))`)
    .raw();
  return (ids) =>
    new Map(
      (select.all(JSON.stringify(ids)) as [number, ...(string | number)[]][]).map(([id, ...parts]) => [id, groupKey(parts)]),
    );
};

/** Places in `earliest` of the members of each group that has as many as are of interest; several groups at once. */
function* placesOfGroups(starts: readonly number[], { ids }: Earliest, apart: number, fewest: number): Generator<number[][]> {
  let groups: number[][] = [];
  let count = 0;
  for (let group = 0; group + 1 < starts.length; group++) {
    const places: number[] = [];
    for (let side = starts[group] as number; side < (starts[group + 1] as number); side++) {
      if (ids[side] !== 0) places.push(side);
      if (apart > 0 && ids[side + apart] !== 0) places.push(side + apart);
    }
    if (places.length < fewest) continue;
    groups.push(places);
    count += places.length;
    if (count < AT_ONCE) continue;
    yield groups;
    groups = [];
    count = 0;
  }
  if (groups.length > 0) yield groups;
}

/** Streams the groups, in the order of what names them. */
export function* sidedGroups(connection: Connection, reader: BlockReader, sided: Sided, alike: boolean): Generator<StoredGroup> {
  const { sideOf, starts } = numberSides(
    connection,
    sided,
    alike,
    sided.ambiguousApart ? ambiguousClasses(connection, reader) : NONE,
  );
  const sides = starts.at(-1) as number;
  if (sides === 0) return;
  const apart = sided.ambiguousApart ? sides : 0;
  const earliest = earliestOf(reader, sideOf, sides, apart > 0);
  const { times, ids, classes, ambiguous } = earliest;
  const keysOf = keyReader(connection, sided);
  const classAt = (place: number): number => classes[place] as number;
  for (const groups of placesOfGroups(starts, earliest, apart, alike ? 1 : 2)) {
    const classOf = reader.classes(groups.flat().map(classAt));
    const keyOf = keysOf(groups.map(([place]) => classAt(place as number)));
    const memberAt = (place: number): StoredRecord => {
      const id = ids[place] as number;
      if (ambiguous[place] === 1) return reader.record(id);
      return reader.lazyRecord(id, classOf.get(classAt(place)) as RecordClass, times[place] as number);
    };
    for (const places of groups) yield groupOf(keyOf.get(classAt(places[0] as number)) as string, places.map(memberAt));
  }
  letGo(sideOf, ...Object.values(earliest));
}

const NONE: ReadonlySet<number> = new Set();
