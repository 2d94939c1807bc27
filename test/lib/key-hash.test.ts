import { expect, it } from 'vitest';
import { createKeyHash } from '../../src/lib/key-hash.ts';

const hash = createKeyHash(Buffer.alloc(32, 3));

it('hashes two texts as one with a NUL between them', () => {
  expect(hash('trace', 'span')).toBe(hash('trace\u0000span'));
  expect(hash('trace', '')).toBe(hash('trace\u0000'));
});

it('tells apart where one text ends and the other begins', () => {
  expect(new Set([hash('ab', 'c'), hash('a', 'bc'), hash('abc'), hash('', 'abc')]).size).toBe(4);
});

it('gives a whole number below 2^53 that follows from the seed', () => {
  expect(Number.isSafeInteger(hash('text'))).toBe(true);
  expect(hash('text')).toBe(createKeyHash(Buffer.alloc(32, 3))('text'));
  expect(hash('text')).not.toBe(createKeyHash(Buffer.alloc(32, 4))('text'));
});
