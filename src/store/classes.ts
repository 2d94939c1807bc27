import { remembering } from '../lib/remembering.ts';
import type { RecordClass } from '../model/stored.ts';
import type { Connection } from './open.ts';

const CLASS = `
SELECT c.id, c.call_id AS callId, c.sender_id AS senderId, c.presented_id AS presentedId, c.token_id AS tokenId,
  c.proof_shape_id AS shapeId FROM classes c WHERE c.id = ?`;

interface ClassRow {
  id: number;
  callId: number;
  senderId: number;
  presentedId: number;
  tokenId: number;
  shapeId: number;
}

const bodyReader = (connection: Connection, table: string, most: number) => {
  const select = connection.prepare(`SELECT body FROM ${table} WHERE id = ?`).pluck();
  return remembering((id: number) => JSON.parse(select.get(id) as string), most);
};

/** Reads classes, with what they are made of; the latest ones are remembered. */
export const createClassReader = (connection: Connection): ((id: number) => RecordClass) => {
  const select = connection.prepare(CLASS);
  const call = bodyReader(connection, 'calls', 10_000);
  const sender = bodyReader(connection, 'senders', 5_000);
  const presented = bodyReader(connection, 'presented', 5_000);
  const shape = bodyReader(connection, 'proof_shapes', 5_000);
  return remembering((id: number): RecordClass => {
    const row = select.get(id) as ClassRow;
    return {
      id,
      callId: row.callId,
      call: call(row.callId),
      sender: sender(row.senderId),
      presentedId: row.presentedId,
      presented: presented(row.presentedId),
      ...(row.tokenId !== 0 && { tokenId: row.tokenId }),
      ...(row.shapeId !== 0 && { proofShape: shape(row.shapeId) }),
    };
  }, 10_000);
};
