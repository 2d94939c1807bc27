import { createMemory } from '../lib/memory.ts';
import { createScratch, type Scratch } from './scratch.ts';

/** Values by name that are not changed any more, of which most lie in a file. */
export interface Shelf<V> {
  get(name: string): V | undefined;
  /** Adds a value under a name that is not taken. */
  add(name: string, value: V): void;
}

/**
 * Makes an empty shelf. At least the `atHand` values that were added or asked for last stay in memory, and at most twice as many; with
 * no more than that there is no file.
 */
export const createShelf = <V>(atHand: number): Shelf<V> => {
  let scratch: Scratch<V> | undefined;
  const put = new Set<string>();

  const putAway = (leaving: Iterable<readonly [string, V]>): void => {
    const entries = [...leaving].filter(([name]) => !put.has(name));
    if (entries.length === 0) return;
    scratch ??= createScratch();
    scratch.put(entries);
    for (const [name] of entries) put.add(name);
  };

  const near = createMemory<string, V>({ least: atHand, onForget: putAway });
  return {
    add: near.set,
    get: (name) => {
      const held = near.get(name);
      if (held !== undefined) return held;
      const found = scratch?.get(name);
      if (found !== undefined) near.set(name, found);
      return found;
    },
  };
};
