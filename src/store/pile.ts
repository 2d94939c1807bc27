import { createOverflow } from '../lib/overflow.ts';
import { createScratch, type Scratch } from './scratch.ts';

/** Values by name that grow. Once many are in memory all of them go to a file, and the next of a name grows anew: a part of the whole. */
export interface Pile<V> extends Iterable<readonly [name: string, value: V]> {
  /** What has grown under a name since the last time that all went to the file. */
  get(name: string): V | undefined;
  /** Begins a value. It may be changed until the next one is begun. */
  set(name: string, value: V): void;
}

/** Joins values of a name that come after one another. */
function* joined<V>(entries: Iterable<readonly [string, V]>, join: (whole: V, part: V) => void) {
  let last: readonly [name: string, whole: V] | undefined;
  for (const entry of entries) {
    if (last?.[0] === entry[0]) join(last[1], entry[1]);
    else {
      if (last) yield last;
      last = entry;
    }
  }
  if (last) yield last;
}

/**
 * Makes an empty pile that holds up to `atHand` values in memory. To go through it gives each name once, its parts joined by `join`;
 * what is given then belongs to the caller, who does not add to the pile any more.
 */
export const createPile = <V>(atHand: number, join: (whole: V, part: V) => void): Pile<V> => {
  let scratch: Scratch<V> | undefined;
  const near = createOverflow<V>(atHand, (entries) => {
    scratch ??= createScratch();
    scratch.put(entries);
  });
  return {
    get: near.get,
    set: near.set,
    *[Symbol.iterator]() {
      if (!scratch) return yield* near;
      near.flush();
      yield* joined(scratch.byName(), join);
    },
  };
};
