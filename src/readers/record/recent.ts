import { WAITING } from '../limits.ts';

/** Words seen of late, as many as the limit. */
export interface Recent {
  has(word: string): boolean;
  add(word: string): void;
}

/** Starts with none; when full, the one that was added first is forgotten. */
export const createRecent = (most = WAITING): Recent => {
  const words = new Set<string>();
  return {
    has: (word) => words.has(word),
    add: (word) => {
      words.add(word);
      const first = words.size > most ? words.values().next().value : undefined;
      if (first !== undefined) words.delete(first);
    },
  };
};
