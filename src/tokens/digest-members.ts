import { keyedDigest } from '../lib/digest.ts';
import type { JsonObject } from './json-object.ts';
import { textOf } from './text-of.ts';

const MAXIMUM_MEMBERS = 256;

/** The digest of each member of an object under the random key of the database, over its text; members without one are left out. */
export const digestMembers = (object: JsonObject, digestKey: Uint8Array): Record<string, string> =>
  Object.fromEntries(
    Object.entries(object)
      .slice(0, MAXIMUM_MEMBERS)
      .flatMap(([name, value]) => {
        const text = textOf(value);
        return text === undefined ? [] : [[name, keyedDigest(digestKey, text)]];
      }),
  );
