import type { StoredIntrospection } from '../model/stored.ts';

type Answers = readonly StoredIntrospection[];

const actives = new WeakMap<Answers, Answers>();

/** Those that call the token active, worked out once for the answers about one token, of which there may be many. */
export const activeOf = (answers: Answers): Answers => {
  const found = actives.get(answers) ?? answers.filter(({ active }) => active);
  actives.set(answers, found);
  return found;
};

/** The last one at or before a time, of answers in the order of their times; found in steps that halve what is left. */
export const latestAt = (answers: Answers, time: number): StoredIntrospection | undefined => {
  let [low, high] = [0, answers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((answers[middle] as StoredIntrospection).queriedAt <= time) low = middle + 1;
    else high = middle;
  }
  return answers[low - 1];
};
