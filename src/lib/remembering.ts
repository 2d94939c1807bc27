/** A key is held as it is; longer ones, in characters, are worked out each time. */
const LONGEST_KEY = 4_096;

/**
 * A function that remembers its latest answers, at least `most` of them and at most twice as many: when as many new ones have come
 * it forgets those that were not asked for since. For pure functions of one key;
 * `context` is what an answer is worked out from and follows from the key.
 */
export const remembering = <K, V, C = void>(work: (key: K, context: C) => V, most: number): ((key: K, context: C) => V) => {
  let recent = new Map<K, V>();
  let older = new Map<K, V>();
  const keep = (key: K, answer: V): V => {
    if (recent.size >= most) [older, recent] = [recent, new Map()];
    recent.set(key, answer);
    return answer;
  };
  return (key, context) => {
    if (typeof key === 'string' && key.length > LONGEST_KEY) return work(key, context);
    const found = recent.get(key);
    if (found !== undefined || recent.has(key)) return found as V;
    const before = older.get(key);
    return keep(key, before !== undefined || older.has(key) ? (before as V) : work(key, context));
  };
};
