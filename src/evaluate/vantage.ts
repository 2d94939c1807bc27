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

/** Records that tell of the same request as `primary`: of each other vantage point one at most. */
const othersOf = (primary: Observation, candidates: readonly Observation[], index: PolicyIndex): readonly Observation[] => {
  const byVantage = new Map<Vantage, Observation>();
  for (const other of candidates)
    if (!byVantage.has(other.vantage) && isSameRequest(primary, other, index)) byVantage.set(other.vantage, other);
  return [...byVantage.values()];
};

/** Folds the records of several vantage points into the one nearest to the server, which names the request. */
export const foldVantagePoints = (folding: Folding, index: PolicyIndex): void => {
  folding.clear();
  const folded = new Set<number>();
  for (const group of folding.candidates()) {
    for (const primary of [...group].sort((a, b) => nearness(a) - nearness(b))) {
      if (folded.has(primary.id)) continue;
      const others = othersOf(
        primary,
        group.filter(({ id }) => !folded.has(id)),
        index,
      );
      if (others.length === 0) continue;
      for (const { id } of [primary, ...others]) folded.add(id);
      folding.fold(
        primary.id,
        others.map(({ id }) => id),
      );
    }
  }
};
