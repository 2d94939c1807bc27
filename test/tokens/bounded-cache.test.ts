import { describe, expect, it } from 'vitest';
import { boundedCache } from '../../src/tokens/bounded-cache.ts';

describe('boundedCache', () => {
  it('makes an answer once, as long as it is remembered', () => {
    const made: string[] = [];
    const cache = boundedCache<number>(3);
    const ask = (key: string): number => cache.get(key, 1, () => made.push(key));
    for (const key of ['a', 'b', 'a', 'c', 'a', 'd', 'a', 'b']) ask(key);
    expect(made).toEqual(['a', 'b', 'c', 'd', 'b']);
  });

  it('forgets by weight', () => {
    const made: string[] = [];
    const cache = boundedCache<number>(10);
    for (const [key, weight] of [
      ['a', 4],
      ['b', 4],
      ['c', 4],
      ['b', 4],
      ['a', 4],
    ] as const)
      cache.get(key, weight, () => made.push(key));
    expect(made).toEqual(['a', 'b', 'c', 'a']);
  });

  it('remembers nothing that weighs more than all', () => {
    const cache = boundedCache<object>(10);
    expect(cache.get('a', 11, () => ({}))).not.toBe(cache.get('a', 11, () => ({})));
  });
});
