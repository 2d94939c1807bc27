import type { Folding, Observation } from '../model/folding.ts';
import type { Vantage } from '../model/invocation.ts';
import type { Connection } from './open.ts';

interface Row {
  id: number;
  vantage: Vantage;
  fields: string;
  token: string | null;
  proof: string | null;
  link: string;
}

const LINKED = (link: string): string => `
SELECT i.id, i.vantage, i.fields, t.sha256 AS token, p.content AS proof, ${link} AS link
FROM invocations i LEFT JOIN tokens t ON t.id = i.token_id LEFT JOIN proofs p ON p.id = i.proof_id
WHERE ${link} IN (SELECT ${link.replaceAll('i.', '')} FROM invocations GROUP BY 1 HAVING count(DISTINCT vantage) > 1)
ORDER BY link, i.event_time, i.content`;

const LINKS = ['i.request_id', "i.trace_id || ' ' || i.span_id"];

const toObservation = (row: Row): Observation => ({
  id: row.id,
  vantage: row.vantage,
  fields: JSON.parse(row.fields),
  ...(row.token === null ? {} : { token: row.token }),
  ...(row.proof === null ? {} : { proof: row.proof }),
});

/** Makes the folding of a database. */
export const createFolding = (connection: Connection): Folding => {
  const set = connection.prepare('UPDATE invocations SET folded_into = ? WHERE id = ?');
  const hasSeveralVantages = (): boolean =>
    (connection.prepare('SELECT count(DISTINCT vantage) FROM invocations').pluck().get() as number) > 1;
  return {
    clear: () => void connection.exec('UPDATE invocations SET folded_into = NULL WHERE folded_into IS NOT NULL'),
    fold: (primary, others) => {
      for (const id of [primary, ...others]) set.run(primary, id);
    },
    *candidates() {
      if (!hasSeveralVantages()) return;
      for (const link of LINKS) {
        let group: Row[] = [];
        for (const row of connection.prepare(LINKED(link)).all() as Row[]) {
          if (group.length > 0 && group[0]?.link !== row.link) {
            yield group.map(toObservation);
            group = [];
          }
          group.push(row);
        }
        if (group.length > 0) yield group.map(toObservation);
      }
    },
  };
};
