import { describe, expect, it } from 'vitest';
import { createOverflow } from '../../src/lib/overflow.ts';

/** What goes of entries that are begun one after the other, and of what is left at the end. */
const goneOf = (atHand: number, names: readonly string[]): readonly (readonly string[])[] => {
  const gone: (readonly string[])[] = [];
  const overflow = createOverflow<object>(atHand, (entries) => gone.push(entries.map(([name]) => name)));
  for (const name of names) if (!overflow.get(name)) overflow.set(name, {});
  overflow.flush();
  return gone;
};

describe('an overflow', () => {
  it('lets all go when there are too many, and the rest at the end', () => {
    expect(goneOf(2, ['a', 'b', 'c'])).toEqual([['a', 'b'], ['c']]);
  });

  it('begins anew what has gone', () => {
    expect(goneOf(2, ['a', 'b', 'a', 'c', 'a'])).toEqual([
      ['a', 'b'],
      ['c', 'a'],
    ]);
  });

  it('lets entries go as they have become', () => {
    const gone: number[] = [];
    const overflow = createOverflow<{ count: number }>(1, (entries) => gone.push(...entries.map(([, { count }]) => count)));
    const first = { count: 1 };
    overflow.set('a', first);
    first.count = 5;
    overflow.set('b', { count: 1 });
    expect(gone).toEqual([5]);
  });

  it('calls nobody where there is nothing', () => {
    expect(goneOf(2, [])).toEqual([]);
  });
});
