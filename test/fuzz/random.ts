/** Numbers that follow from a seed. */
export interface Random {
  /** A whole number below `most`. */
  below(most: number): number;
  /** One of these. */
  of<T>(choices: readonly T[]): T;
  /** True one time in so many. */
  once(times: number): boolean;
}

/** A generator (mulberry32) that gives the same numbers for the same seed on every machine. */
export const createRandom = (seed: number): Random => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (most: number): number => Math.floor(next() * most);
  return {
    below,
    of: (choices) => choices[below(choices.length)] as (typeof choices)[number],
    once: (times) => below(times) === 0,
  };
};
