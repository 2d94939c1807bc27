/** Lists up to this length cost little to make again. */
const SHORT = 16;

/**
 * A function that keeps the long ones of the lists that it makes. For lists that share nothing, so that what is kept is bounded by
 * what they are made of: however often a long one is asked for, it is made once, and the short ones are no burden to anybody.
 */
export const keepingLong = <T>(make: (key: string) => readonly T[]): ((key: string) => readonly T[]) => {
  const kept = new Map<string, readonly T[]>();
  return (key) => {
    const before = kept.get(key);
    if (before) return before;
    const list = make(key);
    if (list.length > SHORT) kept.set(key, list);
    return list;
  };
};
