import { remembering } from '../lib/remembering.ts';
import type { RecordClass } from '../model/stored.ts';
import type { Connection } from './open.ts';

/** Rows that are read at once: what stands side by side in a log was defined side by side. */
const PAGE = 512;
const MOST_PAGES = 16;
const MOST_BODIES = 2_000;
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

const bodyReader = (connection: Connection, table: string, read: RowReader) => {
  const row = read<{ readonly id: number; readonly body: string }>(connection, `SELECT id, body FROM ${table}`);
  return remembering((id: number) => JSON.parse(row(id).body), MOST_BODIES);
};

interface ClassRow {
  readonly id: number;
  readonly callId: number;
  readonly senderId: number;
  readonly presentedId: number;
  readonly tokenId: number;
  readonly shapeId: number;
}

const CLASSES = `
SELECT id, call_id AS callId, sender_id AS senderId, presented_id AS presentedId, token_id AS tokenId, proof_shape_id AS shapeId
FROM classes`;

/** Reads classes, with what they are made of; the latest ones are remembered. `inOrder`: as the records lie. */
export const createClassReader = (connection: Connection, inOrder: boolean): ((id: number) => RecordClass) => {
  const read = inOrder ? readInPages : readApart;
  const row = read<ClassRow>(connection, CLASSES);
  const call = bodyReader(connection, 'calls', read);
  const sender = bodyReader(connection, 'senders', read);
  const presented = bodyReader(connection, 'presented', read);
  const shape = bodyReader(connection, 'proof_shapes', read);
  return remembering((id: number): RecordClass => {
    const { callId, senderId, presentedId, tokenId, shapeId } = row(id);
    return {
      id,
      callId,
      call: call(callId),
      senderId,
      sender: sender(senderId),
      presentedId,
      presented: presented(presentedId),
      ...(tokenId !== 0 && { tokenId }),
      ...(shapeId !== 0 && { proofShape: shape(shapeId) }),
    };
  }, MOST_BODIES);
};
