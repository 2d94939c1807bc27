import { createMemory } from './memory.ts';

/** A key is held as it is; longer ones, in characters, are worked out each time. */
const LONGEST_KEY = 4_096;

/** Stands for the answer that there is none. */
const NOTHING = Symbol('nothing');

/**
 * A function that remembers its latest answers, at least `least` of them and at most twice as many: when as many new ones have come
 * it forgets those that were not asked for since. Up to `most` as many where it is asked for what it forgot. For pure functions of
 * one key; `context` is what an answer is worked out from and follows from the key.
 */
export const remembering = <K, V, C = void>(
  work: (key: K, context: C) => V,
  least: number,
  most = least,
): ((key: K, context: C) => V) => {
  const memory = createMemory<K, V | typeof NOTHING>({ least, most });
  return (key, context) => {
    if (typeof key === 'string' && key.length > LONGEST_KEY) return work(key, context);
    const known = memory.get(key);
    if (known !== undefined) return known === NOTHING ? (undefined as V) : known;
    const answer = work(key, context);
    memory.set(key, answer === undefined ? NOTHING : answer);
    return answer;
  };
};
