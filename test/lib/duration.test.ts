import { describe, expect, it } from 'vitest';
import { readDuration } from '../../src/lib/duration.ts';

describe('readDuration', () => {
  it.each([
    ['500ms', 500],
    ['60s', 60_000],
    ['5m', 300_000],
    ['1.5h', 5_400_000],
    ['1d', 86_400_000],
    ['0s', 0],
    [90, 90_000],
    [0.25, 250],
  ])('reads %s', (duration, milliseconds) => {
    expect(readDuration(duration)).toBe(milliseconds);
  });

  it.each([
    '',
    '60',
    '1 s',
    '-1s',
    '1w',
    '1h30m',
    '1S',
    '999999999999999d',
    's',
    '1.s',
    -1,
    Number.NaN,
    1e300,
    Number.POSITIVE_INFINITY,
  ])('refuses %s', (duration) => {
    expect(readDuration(duration)).toBeUndefined();
  });
});
