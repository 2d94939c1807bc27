import { keyedDigest } from '../lib/digest.ts';
import type { JsonObject } from './json-object.ts';
import { textOf } from './text-of.ts';

const MAXIMUM_MEMBERS = 256;

/** The digest of each member of an object, over its text; members without one are left out. */
export const digestMembersBy = (object: JsonObject, digest: (text: string) => string): Record<string, string> => {
  const digests: Record<string, string> = {};
  let members = 0;
  for (const name in object) {
    if (!Object.hasOwn(object, name)) continue;
    if (++members > MAXIMUM_MEMBERS) break;
    const text = textOf(object[name]);
    if (text === undefined) continue;
    // Plain assignment would lose what is called so.
    if (name === '__proto__') Object.defineProperty(digests, name, { value: digest(text), enumerable: true });
    else digests[name] = digest(text);
  }
  return digests;
};

/** The same under the random key of the database. */
export const digestMembers = (object: JsonObject, digestKey: Uint8Array): Record<string, string> =>
  digestMembersBy(object, (text) => keyedDigest(digestKey, text));
