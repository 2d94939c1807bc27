import { describe, expect, it } from 'vitest';
import { createPile } from '../../src/store/pile.ts';

interface Grown {
  readonly seen: Set<string>;
  first: number;
  readonly absent: undefined;
}

const join = (whole: Grown, part: Grown): void => {
  for (const each of part.seen) whole.seen.add(each);
  whole.first = Math.min(whole.first, part.first);
};

/** Adds words to the values of their first letters, and gives what there is in the end. */
const pileUp = (atHand: number, words: readonly string[]): ReadonlyMap<string, Grown> => {
  const pile = createPile<Grown>(atHand, join);
  for (const [place, word] of words.entries()) {
    const name = word.slice(0, 1);
    const found = pile.get(name) ?? { seen: new Set(), first: Number.NEGATIVE_INFINITY, absent: undefined };
    if (found.seen.size === 0) {
      found.first = place;
      pile.set(name, found);
    }
    found.seen.add(word);
  }
  const all = [...pile];
  expect(new Set(all.map(([name]) => name)).size).toBe(all.length);
  return new Map(all);
};

const WORDS = ['ann', 'bob', 'cid', 'amy', 'ben', 'dan', 'ada', 'bob', 'eve', 'abe'];

describe('createPile', () => {
  it.each([1, 2, 3, 100])('gives each value once and whole, with %i in memory', (atHand) => {
    const found = pileUp(atHand, WORDS);
    expect([...found.keys()].sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect([...(found.get('a') as Grown).seen].sort()).toEqual(['abe', 'ada', 'amy', 'ann']);
    expect([...(found.get('b') as Grown).seen].sort()).toEqual(['ben', 'bob']);
    expect([found.get('a')?.first, found.get('b')?.first]).toEqual([0, 1]);
  });

  it('lets what it put away grow anew', () => {
    const pile = createPile<number[]>(1, (whole, part) => whole.push(...part));
    pile.set('a', [1]);
    pile.set('b', [2]);
    expect(pile.get('a')).toBeUndefined();
    pile.set('a', [3]);
    expect([...pile]).toEqual([
      ['a', [1, 3]],
      ['b', [2]],
    ]);
  });

  it('keeps what JSON has no word for', () => {
    const pile = createPile<Grown>(1, join);
    for (const name of ['a', 'b']) pile.set(name, { seen: new Set([name]), first: Number.NEGATIVE_INFINITY, absent: undefined });
    expect([...pile][0]).toEqual(['a', { seen: new Set(['a']), first: Number.NEGATIVE_INFINITY, absent: undefined }]);
  });
});
