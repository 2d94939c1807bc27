import { expect, it } from 'vitest';
import { keepingLong } from '../../src/lib/keeping-long.ts';

it('makes a long list once and a short one whenever it is asked for', () => {
  const made: string[] = [];
  const list = keepingLong((key) => {
    made.push(key);
    return Array.from({ length: key === 'long' ? 1_000 : 1 }, () => key);
  });
  const [first, second] = [list('long'), list('long')];
  expect(second).toBe(first);
  expect([...list('short'), ...list('short')]).toEqual(['short', 'short']);
  expect(made).toEqual(['long', 'short', 'short']);
});
