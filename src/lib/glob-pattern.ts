const WILDCARD = /[*?]/;

/** Whether a pattern holds a wildcard; without one it stands for itself. */
export const isGlob = (pattern: string): boolean => WILDCARD.test(pattern);

/** What stands before the first wildcard. */
export const literalPrefix = (pattern: string): string => pattern.split(WILDCARD, 1)[0] ?? '';

/** Greedy match that only ever returns to the last `*`: at most one step for each pair of a character and a piece of the pattern. */
const matchesCharacters = (pattern: readonly string[], text: readonly string[]): boolean => {
  let [at, index, star, resume] = [0, 0, -1, 0];
  while (index < text.length) {
    if (pattern[at] === '*') {
      [star, resume] = [at, index];
      at += 1;
    } else if (pattern[at] === '?' || pattern[at] === text[index]) {
      at += 1;
      index += 1;
    } else if (star === -1) {
      return false;
    } else {
      resume += 1;
      [at, index] = [star + 1, resume];
    }
  }
  return pattern.slice(at).every((character) => character === '*');
};

/**
 * Whether the whole text matches a glob: `*` stands for any characters, none included, `?` for exactly one, all else for itself
 * (contract §5). No regular expression is built, so that no text can make it slow.
 */
export const matchesGlob = (pattern: string, text: string): boolean => {
  if (!isGlob(pattern)) return pattern === text;
  if (!text.startsWith(literalPrefix(pattern))) return false;
  return matchesCharacters([...pattern], [...text]);
};
