/** Longer words are no typing mistakes, and would take long to compare. */
const LONGEST = 80;

const costsOf = (one: string, other: string, rows: readonly (readonly number[])[], row: number): readonly number[] => {
  const costs = [row];
  const [before = [], beforeLast] = rows;
  for (let column = 1; column <= other.length; column += 1) {
    const same = one[row - 1] === other[column - 1];
    const least = Math.min((before[column] ?? 0) + 1, (costs[column - 1] ?? 0) + 1, (before[column - 1] ?? 0) + (same ? 0 : 1));
    const swapped = beforeLast && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
    costs.push(swapped ? Math.min(least, (beforeLast[column - 2] ?? 0) + 1) : least);
  }
  return costs;
};

/** Damerau-Levenshtein distance where no part is edited twice (optimal string alignment). */
const distance = (one: string, other: string): number => {
  let rows: readonly (readonly number[])[] = [Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= one.length; row += 1) {
    rows = [costsOf(one, other, rows, row), rows[0] ?? []];
  }
  return rows[0]?.[other.length] ?? 0;
};

/** The form in which names are compared, so that `clockSkew` and `clock-skew` are near to `clock_skew`. */
const folded = (name: string): string => name.toLowerCase().replace(/[-_ ]/g, '');

/**
 * The name that a mistyped word probably means: the one with the fewest insertions, deletions, substitutions and swaps, at most
 * a third of its length; the first of equals. `undefined` where none is that near.
 */
export const nearestName = (word: string, names: Iterable<string>): string | undefined => {
  const wanted = folded(word);
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const name of names) {
    const candidate = folded(name);
    const limit = Math.max(1, Math.floor(Math.max(wanted.length, candidate.length) / 3));
    if (Math.max(wanted.length, candidate.length) > LONGEST || Math.abs(wanted.length - candidate.length) > limit) continue;
    const apart = distance(wanted, candidate);
    if (apart <= limit && apart < least) [best, least] = [name, apart];
  }
  return best;
};
