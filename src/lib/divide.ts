/** What is alike by a key, side by side, in the order in which the keys are met first. */
export const divide = <T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> => {
  const parts = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const alike = parts.get(key);
    if (alike) alike.push(item);
    else parts.set(key, [item]);
  }
  return parts;
};
