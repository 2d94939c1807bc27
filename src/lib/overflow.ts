/** Entries by name, up to so many: then all of them go elsewhere, and the next of a name begins anew. */
export interface Overflow<V> extends Iterable<readonly [name: string, value: V]> {
  /** What is here under a name, since all that was here went. */
  get(name: string): V | undefined;
  /** Begins an entry. It may be changed until the next one is begun. */
  set(name: string, value: V): void;
  /** Has what is still here go, too. */
  flush(): void;
}

/** Makes an overflow that holds up to `atHand` entries; `onFull` takes them when they go. */
export const createOverflow = <V>(
  atHand: number,
  onFull: (entries: readonly (readonly [name: string, value: V])[]) => void,
): Overflow<V> => {
  const near = new Map<string, V>();
  const flush = (): void => {
    if (near.size > 0) onFull([...near]);
    near.clear();
  };
  return {
    flush,
    get: (name) => near.get(name),
    set: (name, value) => {
      if (near.size >= atHand) flush();
      near.set(name, value);
    },
    [Symbol.iterator]: () => near[Symbol.iterator](),
  };
};
