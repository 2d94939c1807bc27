/** How much a memory holds. */
export interface MemorySize<V, K = unknown> {
  /** Entries that it holds at least, and at most twice as many. */
  readonly least: number;
  /** To how many that may grow where entries are needed again that were forgotten; absent: it does not grow. */
  readonly most?: number;
  /** What the entries may weigh together, by half: those of one generation. */
  readonly heaviest?: number;
  readonly weigh?: (value: V, key: K) => number;
  /** Hears of the entries that are about to be forgotten. */
  readonly onForget?: (entries: Iterable<readonly [K, V]>) => void;
}

/** Holds what was set or asked for last. */
export interface Memory<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
}

/** Keys that are known to be forgotten, for each that is remembered: as many more as may be needed at one time. */
const KNOWN_FORGOTTEN = 8;
/** A memory grows where more than one in so many of its entries had been forgotten too early. */
const TOO_EARLY = 8;

/** Keys that were forgotten; long texts are told by their ends alone. */
const createForgotten = <K>() => {
  const keys = new Set<K | string>();
  const markOf = (key: K): K | string =>
    typeof key === 'string' && key.length > 64 ? Buffer.from(key.slice(-32)).toString() : key;
  return {
    add: (key: K, most: number): void => {
      if (keys.size >= most) keys.clear();
      keys.add(markOf(key));
    },
    has: (key: K): boolean => keys.size > 0 && keys.delete(markOf(key)),
  };
};

/**
 * A memory of two generations: when the younger one is full, what was not asked for since the last time is forgotten. It grows with
 * what is in use: a log that goes on with many tokens at one time would have each of them worked out again and again.
 */
export const createMemory = <K, V>({
  least,
  most = least,
  heaviest = Infinity,
  weigh = () => 0,
  onForget,
}: MemorySize<V, K>): Memory<K, V> => {
  const forgotten = createForgotten<K>();
  let recent = new Map<K, V>();
  let older = new Map<K, V>();
  let size = least;
  let weight = 0;
  let early = 0;

  function* leaving(): Generator<[K, V]> {
    for (const entry of older) if (!recent.has(entry[0])) yield entry;
  }

  const turn = (): void => {
    onForget?.(leaving());
    if (size < most) for (const [key] of leaving()) forgotten.add(key, size * KNOWN_FORGOTTEN);
    if (early * TOO_EARLY > size) size = Math.min(most, size * 2);
    [older, recent, weight, early] = [recent, new Map(), 0, 0];
  };

  const set = (key: K, value: V): void => {
    if (recent.size >= size || weight > heaviest) turn();
    recent.set(key, value);
    weight += weigh(value, key);
  };

  return {
    set,
    get: (key) => {
      const found = recent.get(key);
      if (found !== undefined) return found;
      const before = older.get(key);
      if (before !== undefined) set(key, before);
      else if (size < most && forgotten.has(key)) early++;
      return before;
    },
  };
};
