import { keyedDigest } from '../lib/digest.ts';
import type { JsonObject } from './json-object.ts';
import { textOf } from './text-of.ts';

const MAXIMUM_MEMBERS = 256;

/** The digest of each member of an object, over its text; members without one are left out. */
export const digestMembersBy = (object: JsonObject, digest: (text: string) => string): Record<string, string> => {
  const digests: [string, string][] = [];
  for (const [name, value] of Object.entries(object).slice(0, MAXIMUM_MEMBERS)) {
    const text = textOf(value);
    if (text !== undefined) digests.push([name, digest(text)]);
  }
  return Object.fromEntries(digests);
};

/** The same under the random key of the database. */
export const digestMembers = (object: JsonObject, digestKey: Uint8Array): Record<string, string> =>
  digestMembersBy(object, (text) => keyedDigest(digestKey, text));
