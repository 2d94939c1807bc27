import { describe, expect, it } from 'vitest';
import { createShelf } from '../../src/store/shelf.ts';

const NAMES = Array.from({ length: 20 }, (_, place) => `name-${place}`);

describe('createShelf', () => {
  it.each([1, 4, 100])('gives back what was added, in any order and again, with %i in memory', (atHand) => {
    const shelf = createShelf<{ readonly of: string }>(atHand);
    for (const name of NAMES) shelf.add(name, { of: name });
    for (const name of [...NAMES, ...NAMES.toReversed(), 'name-3', 'name-3']) expect(shelf.get(name)).toEqual({ of: name });
  });

  it('knows nothing of other names', () => {
    const shelf = createShelf<number>(1);
    expect(shelf.get('none')).toBeUndefined();
    for (const [place, name] of NAMES.entries()) shelf.add(name, place);
    expect(shelf.get('none')).toBeUndefined();
  });

  it('holds nothing but what was used last', () => {
    const shelf = createShelf<object>(2);
    const first = {};
    shelf.add('first', first);
    expect(shelf.get('first')).toBe(first);
    for (const name of NAMES) shelf.add(name, {});
    expect(shelf.get('first')).not.toBe(first);
    expect(shelf.get('first')).toEqual({});
  });
});
