import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchedRow } from '../../src/lib/row-search.ts';
import { type Span, type Spans, scannedSpans, searchedSpans } from '../../src/lib/spans.ts';

const time = fc.integer({ min: 0, max: 12 });
const end = fc.oneof(time, fc.constant(Number.POSITIVE_INFINITY));
const spans = fc
  .array(fc.record({ begin: time, end }), { maxLength: 40 })
  .map((all) => all.sort((a, b) => a.begin - b.begin) as readonly Span[]);
const at = fc.option(time, { nil: undefined });

describe('spans that are searched', () => {
  it.each<[string, (of: Spans, at: number | undefined, from: number, until: number) => unknown]>([
    ['count', (of, moment) => of.count(moment)],
    ['first', (of, moment) => of.first(moment)],
    ['anyEndsBefore', (of, moment, _, until) => of.anyEndsBefore(moment, until)],
    ['anyLasts', (of, moment, from, until) => of.anyLasts(moment, (begin) => begin >= from, until)],
  ])('say of %s what a look at each of them says', (_, ask) => {
    fc.assert(
      fc.property(spans, at, time, time, (all, moment, from, until) => {
        expect(ask(searchedSpans(all), moment, from, until)).toBe(ask(scannedSpans(all), moment, from, until));
      }),
      { seed: 7, numRuns: 1_000 },
    );
  });
});

describe('a row that is searched', () => {
  it('finds the first number that is high enough, within any part', () => {
    fc.assert(
      fc.property(fc.array(time, { maxLength: 20 }), time, time, time, (numbers, from, until, least) => {
        const found = numbers.findIndex((number, place) => place >= from && place < until && number >= least);
        expect(searchedRow(numbers).first(from, until, (number) => number >= least)).toBe(found === -1 ? undefined : found);
      }),
      { seed: 7, numRuns: 1_000 },
    );
  });

  it('takes few looks at many numbers, wherever the one lies that is looked for', () => {
    const numbers = Array.from({ length: 100_000 }, (_, place) => (place === 99_000 ? 1 : 0));
    const row = searchedRow(numbers);
    for (const [from, until, found] of [
      [0, 100_000, 99_000],
      [1, 98_999, undefined],
      [99_001, 100_000, undefined],
    ] as const) {
      let looks = 0;
      const isEnough = (number: number): boolean => {
        looks++;
        return number > 0;
      };
      expect(row.first(from, until, isEnough)).toBe(found);
      expect(looks).toBeLessThan(80);
    }
  });
});
