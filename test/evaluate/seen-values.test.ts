import { describe, expect, it } from 'vitest';
import { addValue, addValues, type SeenValues, valuesOf } from '../../src/evaluate/seen-values.ts';

type Entry = readonly [value: string, time: number];

const seenIn = (entries: readonly Entry[]): Map<string, SeenValues> => {
  const columns = new Map<string, SeenValues>();
  for (const [value, time] of entries) addValue(columns, 'column', value, { time, name: value });
  return columns;
};

const reported = (columns: Map<string, SeenValues>) => valuesOf(columns.get('column') as SeenValues);

/** So many values, later ones earlier in time. */
const entriesOf = (first: number, count: number): Entry[] =>
  Array.from({ length: count }, (_, index) => [`value-${first + index}`, 1_000 - first - index]);

describe('values seen in a column', () => {
  it.each([1, 9, 10, 11, 40])('are counted, each once: %d', (different) => {
    const entries = entriesOf(0, different);
    expect(reported(seenIn([...entries, ...entries])).count).toBe(different);
  });

  it('are named in the order of records, the first ten', () => {
    const { values } = reported(seenIn(entriesOf(0, 40)));
    expect(values).toEqual(Array.from({ length: 10 }, (_, index) => `value-${39 - index}`));
  });

  it.each([{ of: [3, 3] }, { of: [10, 10] }, { of: [12, 4] }, { of: [4, 12] }, { of: [30, 30] }])(
    'are the same seen together or apart: $of',
    ({ of: [left = 0, right = 0] }) => {
      for (const overlap of [0, 2]) {
        const [one, other] = [entriesOf(0, left), entriesOf(left - overlap, right)];
        const merged = seenIn(one);
        addValues(merged, 'column', seenIn(other).get('column') as SeenValues);
        expect(reported(merged)).toEqual(reported(seenIn([...one, ...other])));
      }
    },
  );
});
