import { groupKey } from '../lib/group-key.ts';
import type { GroupKind, StoredInvocation } from '../model/stored.ts';
import { COLUMNS, EXECUTED, invocationReader, mapRows, PRIMARY, type Row } from './invocation-rows.ts';
import type { Connection } from './open.ts';

/** Executions that share something, at least two of them. */
export interface StoredGroup {
  /** See `groupKey`. */
  readonly key: string;
  /** The earliest, without reading the others. */
  first(): StoredInvocation | undefined;
  /** Reads them, each time anew. */
  members(): Iterable<StoredInvocation>;
}

interface Grouping {
  /** From what is shared to its invocations. CROSS JOIN keeps that order, so that each group is found by an index. */
  readonly from: string;
  /** What names a group; none of them may be missing. */
  readonly columns: readonly string[];
  readonly where?: string;
  /**
   * What rules over this kind look at: of executions that agree in all of it only the earliest is read. Absent where rules count
   * executions.
   */
  readonly sides?: readonly string[];
}

const BY_TOKEN = 'tokens t CROSS JOIN invocations i ON i.token_id = t.id';
const BY_PROOF = 'proofs p CROSS JOIN invocations i ON i.proof_id = p.id';
const WITH_TOKEN = 'invocations i LEFT JOIN tokens t ON t.id = i.token_id';

/** Lines that may be one request or two (contract §6) are looked at apart. */
const UNNAMED = '(i.record_id IS NULL AND i.deliveries > 1)';

/** Where each kind of group lives. */
const GROUPINGS: Readonly<Record<GroupKind, Grouping>> = {
  token: { from: BY_TOKEN, columns: ['t.identity'], sides: ['i.token_id', 'i.server_key', 'i.sender', UNNAMED] },
  'token use': { from: BY_TOKEN, columns: ['t.identity'] },
  proof: { from: BY_PROOF, columns: ['p.content'] },
  'proof id': { from: BY_PROOF, columns: ['p.jkt', 'p.jti'] },
  'binding key': {
    from: WITH_TOKEN,
    columns: ['i.binding_key'],
    where: "(i.proof_id IS NOT NULL OR t.sample ->> '$.claims.confirmation.x5tS256' = i.binding_key)",
    sides: ['i.token_id', 'i.sender'],
  },
  session: { from: 'invocations i', columns: ['i.session_id', 'i.server_key'], sides: ['i.token_id', 'i.sender'] },
  'request id': { from: WITH_TOKEN, columns: ['i.session_id', 'i.server_key', 't.identity', 'i.rpc_id'] },
  identity: {
    from: BY_TOKEN,
    columns: ['t.client_id', 't.subject', 'i.server_key'],
    sides: ['i.token_id', 'i.tool_name', "i.fields ->> '$.resource'", "i.fields ->> '$.stage'"],
  },
  approval: { from: 'invocations i', columns: ['i.approval_id'] },
  transaction: { from: 'invocations i', columns: ['i.transaction_id', 'i.server_key', 'i.tool_name', 'i.arguments_sha256'] },
};

const memberQuery = ({ from, columns, sides }: Grouping, condition: string): string => {
  const key = columns.map((column) => `${column} = ?`).join(' AND ');
  const source = `FROM ${from} CROSS JOIN sources s ON s.id = i.source_id WHERE ${key} AND ${condition}`;
  // The + keeps the index over times out, by which SQLite would walk all invocations for each group.
  if (!sides) return `SELECT ${COLUMNS} ${source} ORDER BY +i.event_time, i.content`;
  const place = `row_number() OVER (PARTITION BY ${sides.join(', ')} ORDER BY +i.event_time, i.content) AS place`;
  return `SELECT * FROM (SELECT ${COLUMNS}, i.event_time, i.content, ${place} ${source}) WHERE place = 1 ORDER BY event_time, content`;
};

/** All groups of a kind with two executions or more. Members come in order of time, one by one. */
export function* readGroups(connection: Connection, kind: GroupKind): Iterable<StoredGroup> {
  const grouping = GROUPINGS[kind];
  const { from, columns, where } = grouping;
  const toInvocation = invocationReader(connection);
  const condition = [PRIMARY, EXECUTED, ...(where ? [where] : []), ...columns.map((column) => `${column} IS NOT NULL`)].join(
    ' AND ',
  );
  const shared = connection
    .prepare(`SELECT ${columns.join(', ')} FROM ${from} WHERE ${condition} GROUP BY ${columns.join(', ')} HAVING count(*) > 1`)
    .raw()
    .all() as (string | number)[][];
  const members = connection.prepare(memberQuery(grouping, condition));
  const first = connection.prepare(`${memberQuery({ from, columns }, condition)} LIMIT 1`);
  for (const parts of shared)
    yield {
      key: groupKey(parts),
      first: () => {
        const row = first.get(...parts) as Row | undefined;
        return row && toInvocation(row);
      },
      members: () => mapRows(members.iterate(...parts) as Iterable<Row>, toInvocation),
    };
}
