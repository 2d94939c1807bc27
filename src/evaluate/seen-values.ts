import type { Values } from '../model/report.ts';
import { keepFirstWords, type Order, type Placed } from './order.ts';

const MOST_VALUES = 10;
/** Beyond this many different values they are no longer told apart. */
const MOST_DISTINCT = 10_000;

/** How many different values, up to a bound, and the first ones in the order of records. Plain data. */
export interface SeenValues {
  readonly first: Placed<string>[];
  /** All of them; absent while they are those in `first`. Findings are many, and most of their columns have one value. */
  distinct: Set<string> | undefined;
}

const addDistinct = (seen: SeenValues, value: string): void => {
  const { first, distinct } = seen;
  if (distinct) {
    if (distinct.size < MOST_DISTINCT) distinct.add(value);
  } else if (first.length === MOST_VALUES && !first.some((placed) => placed.value === value))
    seen.distinct = new Set([...first.map((placed) => placed.value), value]);
};

const addTo = (seen: SeenValues, value: string, order: Order): void => {
  addDistinct(seen, value);
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
  if (seen && other.distinct) for (const value of other.distinct) addDistinct(seen, value);
};

/** As it is reported. */
export const valuesOf = ({ first, distinct }: SeenValues): Values => ({
  count: distinct?.size ?? first.length,
  values: first.map(({ value }) => value),
});
