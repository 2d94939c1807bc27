import { remembering } from '../lib/remembering.ts';
import type { ProofShape } from '../model/record-block.ts';
import type { CallFields, PresentedFields, SenderFields } from '../model/record-fields.ts';
import type { RecordClass } from '../model/stored.ts';
import type { Connection } from './open.ts';
import { parseStored } from './stored-json.ts';

/** Rows that are read at once: what stands side by side in a log was defined side by side. */
const PAGE = 512;
const MOST_PAGES = 8;
const MOST_BODIES = 1_000;
/** Characters of all pages that are held; hostile rows are long. */
const MOST_CHARACTERS = 32 * 1024 * 1024;

type RowReader = <Row extends { readonly id: number }>(connection: Connection, select: string) => (id: number) => Row;

/** Reads rows by their ids, one by one: for those that lie apart. */
const readApart: RowReader = <Row>(connection: Connection, select: string) => {
  const statement = connection.prepare(`${select} WHERE id = ?`);
  return (id) => statement.get(id) as Row;
};

/** Reads rows by their ids, many at a time: for those that lie side by side. */
const readInPages: RowReader = <Row extends { readonly id: number }>(connection: Connection, select: string) => {
  const statement = connection.prepare(`${select} WHERE id BETWEEN ? AND ?`);
  let characters = 0;
  const load = (number: number): ReadonlyMap<number, Row> => {
    const rows = statement.all(number * PAGE, number * PAGE + PAGE - 1) as (Row & { readonly body?: string })[];
    for (const { body = '' } of rows) characters += body.length;
    return new Map(rows.map((row) => [row.id, row]));
  };
  let page = remembering(load, MOST_PAGES);
  return (id) => {
    if (characters > MOST_CHARACTERS) [page, characters] = [remembering(load, MOST_PAGES), 0];
    return page(Math.floor(id / PAGE)).get(id) as Row;
  };
};

const bodyReader = (connection: Connection, table: string, read: RowReader): BodyReader => {
  const row = read<{ readonly id: number; readonly body: string }>(connection, `SELECT id, body FROM ${table}`);
  return remembering((id: number) => parseStored(row(id).body), MOST_BODIES);
};

type BodyReader = (id: number) => unknown;

interface Bodies {
  readonly call: BodyReader;
  readonly sender: BodyReader;
  readonly presented: BodyReader;
  readonly shape: BodyReader;
}

interface ClassRow {
  readonly id: number;
  readonly callId: number;
  readonly senderId: number;
  readonly presentedId: number;
  readonly tokenId: number;
  readonly shapeId: number;
}

/** A class of which each part is read when it is asked for. */
class StoredClass implements RecordClass {
  readonly id: number;
  readonly callId: number;
  readonly senderId: number;
  readonly presentedId: number;
  readonly tokenId: number | undefined;
  readonly proofShapeId: number | undefined;
  readonly #bodies: Bodies;
  #sender: SenderFields | undefined;
  #presented: PresentedFields | undefined;
  #shape: ProofShape | undefined;
  readonly call: CallFields;

  constructor({ id, callId, senderId, presentedId, tokenId, shapeId }: ClassRow, bodies: Bodies) {
    this.id = id;
    this.callId = callId;
    this.senderId = senderId;
    this.presentedId = presentedId;
    this.tokenId = tokenId === 0 ? undefined : tokenId;
    this.proofShapeId = shapeId === 0 ? undefined : shapeId;
    this.#bodies = bodies;
    this.call = bodies.call(callId) as CallFields;
  }

  get sender(): SenderFields {
    this.#sender ??= this.#bodies.sender(this.senderId) as SenderFields;
    return this.#sender;
  }

  get presented(): PresentedFields {
    this.#presented ??= this.#bodies.presented(this.presentedId) as PresentedFields;
    return this.#presented;
  }

  get proofShape(): ProofShape | undefined {
    if (this.proofShapeId !== undefined) this.#shape ??= this.#bodies.shape(this.proofShapeId) as ProofShape;
    return this.#shape;
  }
}

const CLASSES = `
SELECT id, call_id AS callId, sender_id AS senderId, presented_id AS presentedId, token_id AS tokenId, proof_shape_id AS shapeId
FROM classes`;

const bodiesOf = (connection: Connection, read: RowReader): Bodies => ({
  call: bodyReader(connection, 'calls', read),
  sender: bodyReader(connection, 'senders', read),
  presented: bodyReader(connection, 'presented', read),
  shape: bodyReader(connection, 'proof_shapes', read),
});

/** Reads classes in the order in which the records lie; the latest ones are remembered. */
export const createClassReader = (connection: Connection): ((id: number) => RecordClass) => {
  const row = readInPages<ClassRow>(connection, CLASSES);
  const bodies = bodiesOf(connection, readInPages);
  return remembering((id: number): RecordClass => new StoredClass(row(id), bodies), MOST_BODIES);
};

/** Reads classes that lie apart, many at once. */
export const createClassesReader = (connection: Connection): ((ids: readonly number[]) => ReadonlyMap<number, RecordClass>) => {
  const select = connection.prepare(`${CLASSES} WHERE id IN (SELECT value FROM json_each(?))`);
  const bodies = bodiesOf(connection, readApart);
  return (ids) => {
    const rows = select.all(JSON.stringify(ids)) as ClassRow[];
    return new Map(rows.map((row) => [row.id, new StoredClass(row, bodies)]));
  };
};
