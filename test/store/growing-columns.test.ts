import { describe, expect, it } from 'vitest';
import { growNumbers, growTexts } from '../../src/store/growing-columns.ts';

describe('growTexts', () => {
  it('lays texts one after the other and says where each ends, whatever their characters take', () => {
    const texts = growTexts('utf8');
    const added = ['plain', '', 'ü€😀', 'x'.repeat(300_000)];
    const ends = added.map((text) => texts.add(text));
    const bytes = Buffer.from(texts.take());
    expect(added.map((_, place) => bytes.toString('utf8', ends[place - 1] ?? 0, ends[place]))).toEqual(added);
    expect(bytes).toHaveLength(ends.at(-1) as number);
  });

  it('takes characters for bytes where it is told so', () => {
    const texts = growTexts('latin1');
    texts.add('\u00ff\u0000');
    expect([...texts.take()]).toEqual([255, 0]);
  });

  it('begins anew, and leaves what was taken as it is', () => {
    const texts = growTexts('utf8');
    texts.add('first');
    const taken = texts.take();
    expect(texts.add('other')).toBe(5);
    expect(Buffer.from(taken).toString()).toBe('first');
    expect(taken.byteLength).toBe(taken.buffer.byteLength);
    expect(Buffer.from(texts.take()).toString()).toBe('other');
    expect(texts.take()).toHaveLength(0);
  });

  it('does not keep the memory of a very large block', () => {
    const texts = growTexts('utf8');
    texts.add('x'.repeat(5_000_000));
    expect(texts.take()).toHaveLength(5_000_000);
    texts.add('small');
    expect(Buffer.from(texts.take()).toString()).toBe('small');
  });
});

describe('growNumbers', () => {
  it('holds as many as are added, and begins anew', () => {
    const numbers = growNumbers((length) => new Float64Array(length));
    for (let number = 0; number < 5_000; number++) numbers.add(number / 2);
    numbers.add(Number.NaN);
    expect(numbers.size).toBe(5_001);
    const taken = numbers.take();
    numbers.add(7);
    expect([taken.length, taken[4_999], taken[5_000]]).toEqual([5_001, 2_499.5, Number.NaN]);
    expect([...numbers.take()]).toEqual([7]);
  });
});
