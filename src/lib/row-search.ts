/** The first of so many places where what holds for all places before it, and for none behind it, holds no more. */
export const firstWithout = (places: number, holds: (place: number) => boolean): number => {
  let [low, high] = [0, places];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** A row of numbers, made ready to be searched. */
export interface SearchedRow {
  /**
   * The first place from `from` and before `until` whose number is high enough. `isEnough` holds for every number above one for which
   * it holds. The cost grows with the logarithm of the row, whatever is in it.
   */
  first(from: number, until: number, isEnough: (number: number) => boolean): number | undefined;
}

const sizeFor = (numbers: number): number => {
  let size = 1;
  while (size < numbers) size *= 2;
  return size;
};

/** A tree of the highest number of each half, each half of a half, and so on: node n stands above 2n and 2n + 1. */
const treeOver = (numbers: ArrayLike<number>, size: number): Float64Array => {
  const tree = new Float64Array(size * 2).fill(Number.NEGATIVE_INFINITY);
  for (let place = 0; place < numbers.length; place++) tree[size + place] = numbers[place] as number;
  for (let node = size - 1; node > 0; node--) tree[node] = Math.max(tree[node * 2] as number, tree[node * 2 + 1] as number);
  return tree;
};

/** Makes a row ready. None of the numbers is NaN. */
export const searchedRow = (numbers: ArrayLike<number>): SearchedRow => {
  const size = sizeFor(numbers.length);
  const tree = treeOver(numbers, size);
  return {
    first: (from, until, isEnough) => {
      const below = (node: number, start: number, width: number): number | undefined => {
        if (start + width <= from || start >= until || !isEnough(tree[node] as number)) return undefined;
        if (width === 1) return start;
        const half = width / 2;
        return below(node * 2, start, half) ?? below(node * 2 + 1, start + half, half);
      };
      return below(1, 0, size);
    },
  };
};
