import type { Draft } from '../model/draft.ts';
import { KEPT_CHARACTERS } from './limits.ts';

/** What ends as a digest of fixed length, or is gone once the record was read. */
const NOT_KEPT: ReadonlySet<string> = new Set(['token', 'dpopProof', 'sessionId', 'arguments', 'extra', 'place']);

/** Characters of the texts in a value, its names included; of more than `most` no more than a little above it. */
export const charactersOf = (value: unknown, most = Number.POSITIVE_INFINITY): number => {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let weight = 0;
  for (const [name, member] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
    weight += 1 + (typeof name === 'string' ? name.length : 0) + charactersOf(member, most);
    if (weight > most) break;
  }
  return weight;
};

/** The fields of an invocation, the members of any other draft. */
const partsOf = (draft: Draft): readonly (readonly [name: string, value: unknown])[] => {
  const { fields, ...rest } = { fields: {}, ...draft };
  return [...Object.entries(fields), ...Object.entries(rest).filter(([name]) => !NOT_KEPT.has(name))];
};

/** What is wrong with a draft of which more text would be kept than is, in words; `undefined` for any other. */
export const overweight = (draft: Draft): string | undefined => {
  let [all, most, heaviest] = [0, 0, ''];
  for (const [name, value] of partsOf(draft)) {
    const weight = charactersOf(value, KEPT_CHARACTERS);
    all += weight;
    if (weight > most) [most, heaviest] = [weight, name];
  }
  if (all <= KEPT_CHARACTERS) return undefined;
  return `more than ${KEPT_CHARACTERS} characters of text beside credentials and arguments, most of them in ${heaviest}`;
};
