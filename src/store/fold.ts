import type { Folding, Observation } from '../model/folding.ts';
import type { InvocationFields, Vantage } from '../model/invocation.ts';
import type { KeyKind } from '../model/record-block.ts';
import type { StoredRecord } from '../model/stored.ts';
import type { ProofFacts } from '../model/token.ts';
import { type BlockReader, createBlockReader } from './blocks.ts';
import type { Connection } from './open.ts';
import { createPacker } from './pack.ts';
import { PLACES } from './places.ts';
import { fieldsOf, proofOf } from './record-fields.ts';
import { findTwins } from './twins.ts';
import { createBlockWriter } from './write-blocks.ts';
import { createTokenWriter } from './write-tokens.ts';

const BEGIN_LINKS = `
DROP TABLE IF EXISTS temp.links;
CREATE TEMP TABLE links (link TEXT NOT NULL, id INTEGER NOT NULL, vantage TEXT NOT NULL, time REAL, name TEXT NOT NULL);
`;

const LINKED = `
SELECT link, id FROM temp.links WHERE link IN (SELECT link FROM temp.links GROUP BY link HAVING count(DISTINCT vantage) > 1)
ORDER BY link, time, name`;

const linkOf = (kind: KeyKind, fields: InvocationFields): string =>
  kind === 'request' ? (fields.requestId ?? '') : `${fields.traceId} ${fields.spanId}`;

const duplicatesReader = (connection: Connection): ((blockId: number) => ReadonlySet<number>) => {
  const select = connection
    .prepare('SELECT record_id % 65536 FROM amendments WHERE duplicate_of IS NOT NULL AND record_id BETWEEN ? AND ?')
    .pluck();
  return (id) => new Set(select.all(id * PLACES, id * PLACES + PLACES - 1) as number[]);
};

const fillLinks = (connection: Connection, kind: KeyKind, reader: BlockReader): void => {
  connection.exec(BEGIN_LINKS);
  const insert = connection.prepare('INSERT INTO temp.links VALUES (?, ?, ?, ?, ?)');
  for (const twins of findTwins(connection, { kind, skipped: duplicatesReader(connection) }))
    for (const id of twins) {
      const record = reader.record(id);
      const fields = fieldsOf(record);
      insert.run(linkOf(kind, fields), id, fields.vantage ?? 'server', fields.eventTime ?? null, record.name);
    }
};

/** Groups of ids that follow each other. */
function* groupsOf(rows: readonly { readonly link: string; readonly id: number }[]): Generator<readonly number[]> {
  let group: number[] = [];
  let link: string | undefined;
  for (const row of rows) {
    if (row.link !== link && group.length > 0) {
      yield group;
      group = [];
    }
    link = row.link;
    group.push(row.id);
  }
  if (group.length > 0) yield group;
}

const VANTAGES: readonly Vantage[] = ['server', 'gateway', 'client'];

const nearestFirst = (a: StoredRecord, b: StoredRecord): number =>
  VANTAGES.indexOf(a.recordClass.call.vantage ?? 'server') - VANTAGES.indexOf(b.recordClass.call.vantage ?? 'server');

/** What the nearest vantage point does not say is taken from those further away. */
const filled = (
  own: StoredRecord,
  others: readonly StoredRecord[],
): { fields: InvocationFields; proof: ProofFacts | undefined } => {
  const near = [own, ...[...others].sort(nearestFirst)];
  return {
    fields: near.reduceRight<InvocationFields>((fields, record) => Object.assign(fields, fieldsOf(record)), {}),
    proof: near.map(proofOf).find((proof) => proof !== undefined),
  };
};

/** Of a record that was put together from several. */
const NO_DIGEST = '\0'.repeat(32);

const recordFolding = (connection: Connection, reader: BlockReader): Folding['fold'] => {
  const packer = createPacker(0, new Uint8Array(8));
  const writer = createBlockWriter(connection, createTokenWriter(connection, []));
  const insert = connection.prepare(
    'INSERT INTO foldings (record_id, folded_into, class_id, own, also_seen_as) VALUES (?, ?, ?, ?, ?)',
  );
  return (primary, others) => {
    const seen = others.map(reader.record);
    const own = reader.record(primary);
    const { fields, proof } = filled(own, seen);
    const { name } = own.own;
    packer.add(1, NO_DIGEST, {
      kind: 'invocation',
      fields,
      ...(proof && { proof }),
      ...(name !== undefined && { name }),
    });
    const block = packer.take();
    const classId = writer.define(block);
    const names = seen.map((record) => record.name).sort();
    insert.run(primary, primary, classId, Buffer.from(block.own).toString('utf8'), JSON.stringify(names));
    for (const { id } of seen) insert.run(id, primary, null, null, null);
  };
};

/** Makes the folding of a database. */
export const createFolding = (connection: Connection): Folding => {
  const hasSeveralVantages = (): boolean =>
    (connection.prepare('SELECT count(DISTINCT vantage) FROM calls').pluck().get() as number) > 1;
  const hasFoldings = (): boolean => connection.prepare('SELECT 1 FROM foldings LIMIT 1').get() !== undefined;
  const tokenHash = connection.prepare('SELECT sha256 FROM tokens WHERE id = ?').pluck();

  const observe = (record: StoredRecord): Observation => {
    const { tokenId, call } = record.recordClass;
    const token = tokenId === undefined ? undefined : (tokenHash.get(tokenId) as string | null);
    const proof = proofOf(record)?.signingInputSha256;
    return {
      id: record.id,
      vantage: call.vantage ?? 'server',
      fields: fieldsOf(record),
      ...(typeof token === 'string' && { token }),
      ...(proof !== undefined && { proof }),
    };
  };

  let fold: Folding['fold'] | undefined;
  return {
    clear: () => {
      if (hasFoldings()) connection.exec('DELETE FROM foldings');
    },
    fold: (primary, others) => {
      fold ??= recordFolding(connection, createBlockReader(connection));
      fold(primary, others);
    },
    *candidates() {
      if (!hasSeveralVantages()) return;
      const reader = createBlockReader(connection);
      for (const kind of ['request', 'trace'] as const) {
        fillLinks(connection, kind, reader);
        const rows = connection.prepare(LINKED).all() as { link: string; id: number }[];
        for (const ids of groupsOf(rows)) yield ids.map((id) => observe(reader.record(id)));
      }
    },
  };
};
