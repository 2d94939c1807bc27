import { describe, expect, it } from 'vitest';
import { foldVantagePoints } from '../../src/evaluate/vantage.ts';
import { indexPolicy } from '../../src/facts/policy-index.ts';
import type { Observation } from '../../src/model/folding.ts';
import type { Vantage } from '../../src/model/invocation.ts';
import { readPolicy } from '../../src/policy/load.ts';

const index = indexPolicy(readPolicy('clock_skew: 60s', 'p.yaml').policy, []);

const observation = (id: number, vantage: Vantage, time: number, rpcId: string): Observation => ({
  id,
  vantage,
  fields: { serverName: 's', eventTime: time, rpcId },
});

const fold = (group: readonly Observation[]): [primary: number, others: readonly number[]][] => {
  const folds: [number, readonly number[]][] = [];
  const folding = {
    clear: () => undefined,
    candidates: () => [group],
    fold: (primary: number, others: readonly number[]) => void folds.push([primary, others]),
  };
  foldVantagePoints(folding, index);
  return folds;
};

describe('records of one link', () => {
  it('are folded with the first of each other vantage point that agrees and is near in time', () => {
    const group = [
      observation(1, 'client', 0, 'a'),
      observation(2, 'gateway', 1_000, 'b'),
      observation(3, 'gateway', 2_000, 'a'),
      observation(4, 'server', 3_000, 'a'),
      observation(5, 'gateway', 4_000, 'a'),
      observation(6, 'server', 70_000, 'b'),
      observation(7, 'client', 100_000, 'b'),
    ];
    expect(fold(group)).toEqual([
      [4, [3, 1]],
      [6, [7]],
    ]);
  });

  it('cost no more than a few comparisons each, however many there are', () => {
    let compared = 0;
    const counted = (id: number, vantage: Vantage): Observation => ({
      ...observation(id, vantage, 0, `${vantage} ${id}`),
      get token() {
        compared++;
        return 'one';
      },
    });
    const many = 4_000;
    const group = Array.from({ length: many }, (_, id) => counted(id, id % 2 ? 'server' : 'gateway'));
    expect(fold(group)).toEqual([]);
    // Two tokens are looked at in each comparison; a group that is compared with itself takes many times as many.
    expect(compared).toBeLessThanOrEqual(many * 256 * 2);
  });

  it('of which all agree are folded in pairs', () => {
    const group = Array.from({ length: 20_000 }, (_, id) => observation(id, id % 2 ? 'server' : 'gateway', 0, 'a'));
    expect(fold(group)).toHaveLength(10_000);
  });
});
