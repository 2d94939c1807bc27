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
  let recent = new Map<string, V>();
  let older = new Map<string, V>();
  const put = new Set<string>();

  const putAway = (entries: readonly (readonly [string, V])[]): void => {
    if (entries.length === 0) return;
    scratch ??= createScratch();
    scratch.put(entries);
    for (const [name] of entries) put.add(name);
  };

  const hold = (name: string, value: V): void => {
    if (recent.size >= atHand) {
      putAway([...older].filter((entry) => !recent.has(entry[0]) && !put.has(entry[0])));
      [older, recent] = [recent, new Map()];
    }
    recent.set(name, value);
  };

  return {
    add: hold,
    get: (name) => {
      const near = recent.get(name);
      if (near !== undefined) return near;
      const found = older.get(name) ?? scratch?.get(name);
      if (found !== undefined) hold(name, found);
      return found;
    },
  };
};
