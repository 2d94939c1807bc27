import { letGo } from '../lib/let-go.ts';
import { remembering } from '../lib/remembering.ts';
import { columnsOf, type Definitions, type KeyKind, type RecordBlock } from '../model/record-block.ts';
import { interleave } from './interleave.ts';
import type { Connection } from './open.ts';
import type { TokenWriter } from './write-tokens.ts';

/** Writes blocks, and what they refer to, under the numbers of the database. */
export interface BlockWriter {
  /** Writes blocks that were made side by side of one run of lines as one. Their columns are let go. */
  write(sourceId: number, blocks: readonly RecordBlock[]): void;
  /** Writes the definitions of a block of one record alone, and answers with the class of the record. */
  define(block: RecordBlock): number;
}

/** Numbers of one packer → ids of rows. */
interface Numbering {
  readonly calls: number[];
  readonly senders: number[];
  readonly presented: number[];
  readonly presentedTokens: number[];
  readonly proofShapes: number[];
  readonly classes: number[];
}

const NONE = 0;

/** Classes of which is remembered that they are there; what is defined again after that is another class that says the same. */
const REMEMBERED_CLASSES = 5_000;
const MOST_CLASSES = 40_000;

const bytesOf = (column: Int32Array | Float64Array | Uint8Array): Buffer =>
  Buffer.from(column.buffer, column.byteOffset, column.byteLength);

/** The row of a definition, made where it is not there. */
const definitionWriter = (connection: Connection, table: string, columns: readonly string[], key: readonly string[]) => {
  const marks = columns.map(() => '?').join(', ');
  const insert = connection.prepare(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks}) ON CONFLICT (${key.join(', ')}) DO NOTHING`,
  );
  const find = connection.prepare(`SELECT id FROM ${table} WHERE ${key.map((column) => `${column} = ?`).join(' AND ')}`).pluck();
  return (values: readonly (string | number | null)[]): number => {
    const done = insert.run(...values);
    return done.changes === 1 ? Number(done.lastInsertRowid) : (find.get(...values.slice(0, key.length)) as number);
  };
};

const definer = (connection: Connection, tokens: TokenWriter) => {
  const call = definitionWriter(connection, 'calls', ['body', 'vantage', 'server_key', 'tool_name'], ['body']);
  const sender = definitionWriter(connection, 'senders', ['body', 'sender_key', 'session_id', 'certificate'], ['body']);
  const presented = definitionWriter(connection, 'presented', ['token_id', 'body'], ['token_id', 'body']);
  const shape = definitionWriter(connection, 'proof_shapes', ['body', 'jkt'], ['body']);
  const insertClass = connection.prepare(
    'INSERT INTO classes (call_id, sender_id, presented_id, token_id, proof_shape_id) VALUES (?, ?, ?, ?, ?)',
  );

  /** Packers define the same classes, each for itself. */
  const classOf = remembering(
    (key: string): number => {
      const [callId, senderId, presentedId, tokenId, shapeId] = key.split(' ').map(Number);
      return Number(insertClass.run(callId, senderId, presentedId, tokenId, shapeId).lastInsertRowid);
    },
    REMEMBERED_CLASSES,
    MOST_CLASSES,
  );

  const defineClasses = (
    parts: Int32Array,
    { calls, senders, presented: shown, presentedTokens, proofShapes, classes }: Numbering,
  ): void => {
    for (let at = 0; at < parts.length; at += 4) {
      const [callPart = 0, senderPart = 0, shownPart = 0, shapePart = 0] = parts.subarray(at, at + 4);
      const shapeId = shapePart < 0 ? NONE : proofShapes[shapePart];
      const ids = [calls[callPart], senders[senderPart], shown[shownPart], presentedTokens[shownPart], shapeId];
      classes.push(classOf(ids.join(' ')));
    }
  };

  return ({ calls, senders, presented: all, proofShapes, classes }: Definitions, numbering: Numbering): void => {
    for (const { body, vantage, serverKey, toolName } of calls) numbering.calls.push(call([body, vantage, serverKey, toolName]));
    for (const { body, key, sessionId, certificate } of senders)
      numbering.senders.push(sender([body, key, sessionId ?? null, certificate ?? null]));
    for (const { body, sample, tokenSha256, stated } of all) {
      const token = (sample ? tokens.ofSample(sample) : tokens.ofStated(tokenSha256, stated)) ?? NONE;
      numbering.presentedTokens.push(token);
      numbering.presented.push(presented([token, body]));
    }
    for (const { body, jkt } of proofShapes) numbering.proofShapes.push(shape([body, jkt ?? null]));
    defineClasses(classes, numbering);
  };
};

const beginNumbering = (): Numbering => ({
  calls: [],
  senders: [],
  presented: [],
  presentedTokens: [],
  proofShapes: [],
  classes: [],
});

const renumber = (column: Int32Array, ids: readonly number[]): void => {
  for (let place = 0; place < column.length; place++) column[place] = ids[column[place] as number] as number;
};

/** Makes the writer of blocks. */
export const createBlockWriter = (connection: Connection, tokens: TokenWriter): BlockWriter => {
  const define = definer(connection, tokens);
  const numberings = new Map<number, Numbering>();
  const insertBlock = connection.prepare(
    'INSERT INTO blocks (source_id, records, classes, times, outcomes, proof_times, marks) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const insertRecords = connection.prepare(
    'INSERT INTO block_records (block_id, lines, own_ends, digests, own) VALUES (?, ?, ?, ?, ?)',
  );
  const insertKeys = connection.prepare('INSERT INTO block_keys (block_id, kind, keys) VALUES (?, ?, ?)');

  const insert = (sourceId: number, block: RecordBlock): void => {
    const { classes, times, outcomes, proofTimes, lines, ownEnds, digests, own, keys } = block;
    const row = insertBlock.run(
      sourceId,
      block.records,
      bytesOf(classes),
      bytesOf(times),
      bytesOf(outcomes),
      proofTimes ? bytesOf(proofTimes) : null,
      block.marks ? bytesOf(block.marks) : null,
    );
    insertRecords.run(row.lastInsertRowid, bytesOf(lines), bytesOf(ownEnds), bytesOf(digests), bytesOf(own));
    for (const kind of Object.keys(keys) as KeyKind[])
      insertKeys.run(row.lastInsertRowid, kind, bytesOf(keys[kind] as Float64Array));
  };

  const number = (block: RecordBlock): void => {
    const numbering = numberings.get(block.packer) ?? beginNumbering();
    numberings.set(block.packer, numbering);
    define(block.definitions, numbering);
    renumber(block.classes, numbering.classes);
  };

  return {
    write: (sourceId, blocks) => {
      for (const block of blocks) number(block);
      const filled = blocks.filter(({ records }) => records > 0);
      if (filled.length === 0) return;
      const whole = interleave(filled);
      insert(sourceId, whole);
      letGo(...[whole, ...blocks].flatMap(columnsOf));
    },
    define: (block) => {
      number(block);
      return block.classes[0] as number;
    },
  };
};
