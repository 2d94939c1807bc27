/** Remembers the answers given last. */
export interface BoundedCache<Value> {
  /** The remembered answer, else the one made now. `weight` is what the answer may take up, in the unit of the limit. */
  get(key: string, weight: number, make: () => Value): Value;
}

/** The text without what it was cut from: V8 keeps the whole of a string alive for a part of it, here a whole block of a log. */
export const detached = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le');

/** A cache whose answers weigh no more than `limit` together; it forgets those not asked for the longest. */
export const boundedCache = <Value>(limit: number): BoundedCache<Value> => {
  const known = new Map<string, { readonly key: string; readonly value: Value; readonly weight: number }>();
  let total = 0;

  const forgetOldest = (): void => {
    const oldest = known.values().next().value;
    if (!oldest) return;
    known.delete(oldest.key);
    total -= oldest.weight;
  };

  return {
    get(key, weight, make) {
      const found = known.get(key);
      if (found) {
        known.delete(key);
        known.set(found.key, found);
        return found.value;
      }
      const value = make();
      const own = detached(key);
      known.set(own, { key: own, value, weight });
      total += weight;
      while (total > limit) forgetOldest();
      return value;
    },
  };
};
