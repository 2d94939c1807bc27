import { expect, it } from 'vitest';
import { describeDuration, describeTime } from '../../src/lib/describe-time.ts';
import { describeValue, describeValues } from '../../src/lib/describe-values.ts';

it('names the first values and counts the rest', () => {
  expect(describeValues([])).toBe('none');
  expect(describeValues(['a', 'b'])).toBe('a, b');
  expect(describeValues(['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toBe('a, b, c, d, e and 2 more');
});

it('cuts what is longer than a line, never through a character', () => {
  expect(describeValue('x'.repeat(120))).toBe('x'.repeat(120));
  expect(describeValue('x'.repeat(121))).toBe(`${'x'.repeat(119)}…`);
  expect(describeValue(`${'x'.repeat(119)}😀😀`)).toBe(`${'x'.repeat(119)}…`);
});

it('writes times, and tells numbers that are none', () => {
  expect(describeTime(Date.UTC(2026, 2, 1, 10))).toBe('2026-03-01T10:00:00Z');
  expect(describeTime(Date.UTC(2026, 2, 1, 10, 0, 0, 250))).toBe('2026-03-01T10:00:00.250Z');
  expect(describeTime(Number.POSITIVE_INFINITY)).toBe('a time that no calendar holds');
  expect(describeTime(1e300)).toBe('a time that no calendar holds');
});

it('writes spans in seconds', () => {
  expect(describeDuration(90_000)).toBe('90s');
  expect(describeDuration(1_500.4)).toBe('1.5s');
});
