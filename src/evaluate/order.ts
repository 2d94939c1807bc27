import type { RecordView } from '../facts/record-view.ts';

/** Where a record stands among all: by time, then by name. Records without a time come first. */
export interface Order {
  /** Epoch milliseconds, or `-Infinity`. */
  readonly time: number;
  readonly name: string;
}

/** The place of a record. */
export const orderOf = ({ fields, name }: Pick<RecordView, 'fields' | 'name'>): Order => ({
  time: fields.eventTime ?? Number.NEGATIVE_INFINITY,
  name,
});

/** Compares two places in the order of records. */
export const compareOrder = (a: Order, b: Order): number => {
  if (a.time !== b.time) return a.time < b.time ? -1 : 1;
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
};

/** A value and the record that it was seen in. */
export interface Placed<T> {
  readonly order: Order;
  readonly value: T;
}

const isAmong = <T>(held: readonly Placed<T>[], most: number, order: Order): boolean => {
  const last = held[held.length - 1];
  return held.length < most || !last || compareOrder(order, last.order) < 0;
};

/** Keeps the first `most` of many, in order, whatever the order in which they come. `value` is made only of what is kept. */
export const keepFirst = <T>(held: Placed<T>[], most: number, order: Order, value: () => T): void => {
  if (!isAmong(held, most, order)) return;
  let place = held.length;
  while (place > 0 && compareOrder(order, (held[place - 1] as Placed<T>).order) < 0) place--;
  held.splice(place, 0, { order, value: value() });
  if (held.length > most) held.pop();
};

/** The same for words, each kept once, where it was seen first. */
export const keepFirstWords = (held: Placed<string>[], most: number, order: Order, word: string): void => {
  if (!isAmong(held, most, order)) return;
  const before = held.findIndex(({ value }) => value === word);
  if (before !== -1 && compareOrder((held[before] as Placed<string>).order, order) <= 0) return;
  if (before !== -1) held.splice(before, 1);
  keepFirst(held, most, order, () => word);
};
