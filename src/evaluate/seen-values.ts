import { sha256Base64url } from '../lib/digest.ts';
import type { Values } from '../model/report.ts';
import { keepFirstWords, type Order, type Placed } from './order.ts';

const MOST_VALUES = 10;
/** Beyond this many different values they are no longer told apart. */
const MOST_DISTINCT = 10_000;

/** Longer values, in characters, are told apart by their digests: a log may give ten thousand that are as long as a token. */
const LONGEST = 64;

/** How many different values, up to a bound, and the first ones in the order of records. Plain data. */
export interface SeenValues {
  readonly first: Placed<string>[];
  /** What tells all of them apart; absent while they are those in `first`: findings are many, and most columns have one value. */
  distinct: Set<string> | undefined;
}

const markOf = (value: string): string => (value.length > LONGEST ? sha256Base64url(value) : value);

const addMark = (seen: SeenValues, mark: string): void => {
  const { first, distinct } = seen;
  if (distinct) {
    if (distinct.size < MOST_DISTINCT) distinct.add(mark);
  } else if (first.length === MOST_VALUES) {
    const marks = new Set(first.map(({ value }) => markOf(value)));
    if (!marks.has(mark)) seen.distinct = marks.add(mark);
  }
};

const addTo = (seen: SeenValues, value: string, order: Order): void => {
  addMark(seen, markOf(value));
  keepFirstWords(seen.first, MOST_VALUES, order, value);
};

/** Adds a value of a column. */
export const addValue = <C>(columns: Map<C, SeenValues>, column: C, value: string, order: Order): void => {
  const seen = columns.get(column);
  if (seen) addTo(seen, value, order);
  else columns.set(column, { first: [{ order, value }], distinct: undefined });
};

/** Adds what was seen elsewhere. */
export const addValues = <C>(columns: Map<C, SeenValues>, column: C, other: SeenValues): void => {
  for (const { order, value } of other.first) addValue(columns, column, value, order);
  const seen = columns.get(column);
  // Whoever holds more than the first ones has filled these up here too, so that none of the others can be one of them.
  if (seen && other.distinct) for (const mark of other.distinct) addMark(seen, mark);
};

/** As it is reported. */
export const valuesOf = ({ first, distinct }: SeenValues): Values => ({
  count: distinct?.size ?? first.length,
  values: first.map(({ value }) => value),
});
