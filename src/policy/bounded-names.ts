import { showControls } from '../lib/terminal-text.ts';

const LONGEST_NAME = 200;

/** How often each thing was seen, by its name. */
export type Counts = ReadonlyMap<string, { readonly count: number }>;

type MutableCounts = Map<string, { count: number }>;

/** Keeps things by names out of logs: bounded in number and length, and none that hides or acts on a terminal. */
export interface BoundedNames {
  /** The thing of that name, made where the name is new; `undefined` where the name is left out. */
  entry<T>(things: Map<string, T>, name: string, make: () => T): T | undefined;
  count(counts: MutableCounts, name: string): void;
  /** How often a name was left out. */
  leftOut(): number;
}

/** Whether a name may be written as it stands: neither empty nor long, and nothing in it hides or acts on a terminal. */
export const isWritableName = (name: string): boolean =>
  name !== '' && name.length <= LONGEST_NAME && showControls(name) === name;

/** Makes a keeper of at most `most` names in all, whatever they name. */
export const createBoundedNames = (most: number): BoundedNames => {
  let room = most;
  let leftOut = 0;
  const entry: BoundedNames['entry'] = (things, name, make) => {
    const known = things.get(name);
    if (known !== undefined) return known;
    if (room === 0 || !isWritableName(name)) {
      leftOut += 1;
      return undefined;
    }
    room -= 1;
    const made = make();
    things.set(name, made);
    return made;
  };
  return {
    entry,
    count: (counts, name) => {
      const counted = entry(counts, name, () => ({ count: 0 }));
      if (counted) counted.count += 1;
    },
    leftOut: () => leftOut,
  };
};

/** Names and how often they were seen, the most frequent first. */
export const mostFrequent = (counts: Counts): readonly (readonly [name: string, count: number])[] =>
  [...counts].map(([name, { count }]) => [name, count] as const).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));

/** Seen so much less than the most frequent one that it may be a mistake, or an attack, that was let in. */
export const isRare = (count: number, most: number): boolean => count * 5 < most;
