import { REMEMBERED_CHARACTERS, WAITING } from '../limits.ts';

/** Words seen of late, as many as the limit. */
export interface Recent {
  has(word: string): boolean;
  add(word: string): void;
  /** Forgets a word; whether it was there. */
  take(word: string): boolean;
}

/** Starts with none; when full, the one that was added first is forgotten. Words above the limit on their length are not remembered. */
export const createRecent = (most = WAITING): Recent => {
  const words = new Set<string>();
  return {
    has: (word) => words.has(word),
    take: (word) => words.delete(word),
    add: (word) => {
      if (word.length > REMEMBERED_CHARACTERS) return;
      words.add(word);
      const first = words.size > most ? words.values().next().value : undefined;
      if (first !== undefined) words.delete(first);
    },
  };
};
