import type { PolicyIndex } from '../facts/policy-index.ts';
import type { Folding, Observation } from '../model/folding.ts';
import type { Vantage } from '../model/invocation.ts';

const NEAREST_FIRST: readonly Vantage[] = ['server', 'gateway', 'client'];

const nearness = ({ vantage }: Observation): number => NEAREST_FIRST.indexOf(vantage);

const agree = (a: unknown, b: unknown): boolean => a === undefined || b === undefined || a === b;

const withinSkew = (a: number | undefined, b: number | undefined, skew: number): boolean =>
  a !== undefined && b !== undefined && Math.abs(a - b) <= skew;

/**
 * Whether two linked records tell of one request (contract §6): server, tool, token, proof, argument digest and JSON-RPC id are
 * equal wherever both state them, and the times lie within the skew.
 */
const isSameRequest = (a: Observation, b: Observation, index: PolicyIndex): boolean =>
  a.vantage !== b.vantage &&
  withinSkew(a.fields.eventTime, b.fields.eventTime, index.policy.clockSkew) &&
  agree(index.serverOf(a.fields), index.serverOf(b.fields)) &&
  agree(a.fields.toolName, b.fields.toolName) &&
  agree(a.token, b.token) &&
  agree(a.proof, b.proof) &&
  agree(a.fields.argumentsSha256, b.fields.argumentsSha256) &&
  agree(a.fields.rpcId, b.fields.rpcId);

/** Records of another vantage point that are compared with one record: honest logs link a handful, hostile ones as many as they like. */
const MOST_COMPARED = 256;

/** The records of one vantage point that are not folded, in the order of their times. */
interface Open {
  /** Those at most `skew` apart from a time. */
  within(time: number, skew: number): Iterable<Observation>;
  remove(id: number): void;
}

const isTimed = ({ fields }: Observation): boolean => fields.eventTime !== undefined;
const timeOf = ({ fields }: Observation): number => fields.eventTime ?? Number.NaN;

/** Place of the first record at or after a time. */
const firstAt = (records: readonly Observation[], time: number): number => {
  let [low, high] = [0, records.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timeOf(records[middle] as Observation) < time) low = middle + 1;
    else high = middle;
  }
  return low;
};

const openRecords = (records: readonly Observation[]): Open => {
  const places = new Map(records.map(({ id }, place) => [id, place]));
  /** By place: where to look for the next record that is open; itself, if it is. */
  const next = Int32Array.from({ length: records.length + 1 }, (_, place) => place);
  const openFrom = (place: number): number => {
    let found = place;
    while (next[found] !== found) found = next[found] as number;
    for (let at = place; at !== found; ) {
      const after = next[at] as number;
      next[at] = found;
      at = after;
    }
    return found;
  };
  return {
    *within(time, skew) {
      for (let place = openFrom(firstAt(records, time - skew)); place < records.length; place = openFrom(place + 1)) {
        const record = records[place] as Observation;
        if (timeOf(record) > time + skew) return;
        yield record;
      }
    },
    remove: (id) => {
      const place = places.get(id);
      if (place !== undefined) next[place] = place + 1;
    },
  };
};

/** The first of the records that tells of the same request as `primary`. */
const firstSame = (primary: Observation, candidates: Iterable<Observation>, index: PolicyIndex): Observation | undefined => {
  let compared = 0;
  for (const other of candidates) {
    if (isSameRequest(primary, other, index)) return other;
    if (++compared === MOST_COMPARED) return undefined;
  }
  return undefined;
};

/** Folds what is linked: each record with those of the same request, of each other vantage point one at most. */
const foldGroup = (group: readonly Observation[], index: PolicyIndex, folded: Set<number>, folding: Folding): void => {
  const timed = group.filter((record) => isTimed(record) && !folded.has(record.id));
  const open = NEAREST_FIRST.map((vantage) => openRecords(timed.filter((record) => record.vantage === vantage)));
  for (const primary of [...timed].sort((a, b) => nearness(a) - nearness(b))) {
    if (folded.has(primary.id)) continue;
    const candidates = open.filter((_, place) => place !== nearness(primary));
    const others = candidates
      .map(({ within }) => firstSame(primary, within(timeOf(primary), index.policy.clockSkew), index))
      .filter((other) => other !== undefined);
    if (others.length === 0) continue;
    for (const { id } of [primary, ...others]) {
      folded.add(id);
      for (const { remove } of open) remove(id);
    }
    folding.fold(
      primary.id,
      others.map(({ id }) => id),
    );
  }
};

/** Folds the records of several vantage points into the one nearest to the server, which names the request. */
export const foldVantagePoints = (folding: Folding, index: PolicyIndex): void => {
  folding.clear();
  const folded = new Set<number>();
  for (const group of folding.candidates()) foldGroup(group, index, folded, folding);
};
