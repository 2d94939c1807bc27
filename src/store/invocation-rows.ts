import type { InvocationFields } from '../model/invocation.ts';
import type { StoredInvocation } from '../model/stored.ts';
import type { Connection } from './open.ts';

/** An invocation as `COLUMNS` selects it. */
export interface Row {
  id: number;
  name: string;
  fields: string;
  source: string;
  line: number;
  record_sha256: string;
  token_id: number | null;
  proof_id: number | null;
  deliveries: number;
  folded_into: number | null;
}

/** Of `invocations i` joined with `sources s`. */
export const COLUMNS = `
  i.id, i.name, i.fields, s.path AS source, i.line, i.record_sha256, i.token_id, i.proof_id, i.deliveries, i.folded_into`;

/** Records that were not folded into that of another vantage point. */
export const PRIMARY = '(i.folded_into IS NULL OR i.folded_into = i.id)';

/** What had effect, or may have had. */
export const EXECUTED = "coalesce(i.outcome, 'unknown') IN ('executed', 'tool_error', 'unknown')";

/** A time finer than seconds, or an id of the request, tells two events apart that have no id of their own (contract §6). */
const isAmbiguous = (fields: InvocationFields, deliveries: number): boolean =>
  deliveries > 1 &&
  fields.recordId === undefined &&
  fields.requestId === undefined &&
  fields.spanId === undefined &&
  (fields.eventTime === undefined || fields.eventTime % 1000 === 0);

interface OtherRow {
  name: string;
  fields: string;
  token_id: number | null;
  proof_id: number | null;
}

const OTHERS = `
SELECT name, fields, token_id, proof_id FROM invocations WHERE folded_into = ? AND id <> ?
ORDER BY CASE vantage WHEN 'server' THEN 0 WHEN 'gateway' THEN 1 ELSE 2 END`;

/** What the nearest vantage point does not say is taken from those further away. */
const fillFrom = (fields: InvocationFields, others: readonly OtherRow[]): InvocationFields => ({
  ...others.reduceRight<InvocationFields>((filled, other) => Object.assign(filled, JSON.parse(other.fields)), {}),
  ...fields,
});

/** Makes invocations of rows, with what other vantage points of the same request add. */
export const invocationReader = (connection: Connection): ((row: Row) => StoredInvocation) => {
  const othersOf = connection.prepare(OTHERS);
  return (row) => {
    const others = row.folded_into === row.id ? (othersOf.all(row.id, row.id) as OtherRow[]) : [];
    const own = JSON.parse(row.fields) as InvocationFields;
    const tokenId = row.token_id ?? others.find(({ token_id }) => token_id !== null)?.token_id ?? null;
    const proofId = row.proof_id ?? others.find(({ proof_id }) => proof_id !== null)?.proof_id ?? null;
    return {
      id: row.id,
      name: row.name,
      fields: others.length === 0 ? own : fillFrom(own, others),
      location: { source: row.source, line: row.line },
      recordSha256: row.record_sha256,
      ...(tokenId === null ? {} : { tokenId }),
      ...(proofId === null ? {} : { proofId }),
      deliveries: row.deliveries,
      ambiguous: isAmbiguous(own, row.deliveries),
      alsoSeenAs: others.map(({ name }) => name).sort(),
    };
  };
};

/** Maps rows one by one, as they come. */
export function* mapRows<A, B>(rows: Iterable<A>, map: (row: A) => B): Iterable<B> {
  for (const row of rows) yield map(row);
}
