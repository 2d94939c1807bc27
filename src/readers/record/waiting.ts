import { WAITING, WAITING_CHARACTERS } from '../limits.ts';

/** Records of one source that wait for another one, in order, each under a key. */
export interface Waiting<T> {
  /** Holds an entry of so many characters. Gives those that have waited longest where there are too many. */
  hold(key: string, entry: T, characters: number): readonly T[];
  /** Takes the first under that key which fits, of those that have waited longest. */
  take(key: string, fits?: (entry: T) => boolean): T | undefined;
  /** Takes all that is left. */
  rest(): readonly T[];
}

interface Held<T> {
  readonly key: string;
  readonly entry: T;
  readonly characters: number;
}

/** Entries under one key that are looked at for one that fits, so that a hostile source does not cost the square of its length. */
const LOOKED_AT = 64;

/** Starts with nothing. Holds no more than the limits, whatever the source. */
export const createWaiting = <T>(most = WAITING, mostCharacters = WAITING_CHARACTERS): Waiting<T> => {
  /** In order of arrival. */
  const held = new Map<number, Held<T>>();
  const byKey = new Map<string, Set<number>>();
  let next = 0;
  let characters = 0;

  const remove = (place: number): T | undefined => {
    const found = held.get(place);
    if (found === undefined) return undefined;
    held.delete(place);
    characters -= found.characters;
    const places = byKey.get(found.key);
    places?.delete(place);
    if (places?.size === 0) byKey.delete(found.key);
    return found.entry;
  };

  const overflow = (): T[] => {
    const given: T[] = [];
    while (held.size > most || characters > mostCharacters) {
      const oldest = held.keys().next().value;
      const entry = oldest === undefined ? undefined : remove(oldest);
      if (entry === undefined) break;
      given.push(entry);
    }
    return given;
  };

  const hold: Waiting<T>['hold'] = (key, entry, size) => {
    const places = byKey.get(key) ?? new Set();
    byKey.set(key, places.add(next));
    held.set(next++, { key, entry, characters: size });
    characters += size;
    return overflow();
  };

  const take: Waiting<T>['take'] = (key, fits = () => true) => {
    let looked = 0;
    for (const place of byKey.get(key) ?? []) {
      const found = held.get(place);
      if (found && fits(found.entry)) return remove(place);
      if (++looked >= LOOKED_AT) break;
    }
    return undefined;
  };

  return {
    hold,
    take,
    rest: () => [...held.keys()].map((place) => remove(place) as T),
  };
};
