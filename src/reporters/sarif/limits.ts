import { gzipSync } from 'node:zlib';

/** GitHub takes no run with more results. */
const MOST_RESULTS = 25_000;

/** GitHub takes 10 MB of gzip; the rest is for rules, taxonomies and notifications. */
const MOST_COMPRESSED = 9_000_000;

const BLOCK = 262_144;

/** Texts as long as they stay within what GitHub takes; returns how many they were. */
export function* withinLimits(texts: Iterable<string>): Generator<string, number> {
  let compressed = 0;
  let block = '';
  let taken = 0;
  for (const text of texts) {
    if (taken === MOST_RESULTS || compressed > MOST_COMPRESSED) return taken;
    block += text;
    if (block.length >= BLOCK) {
      // Blocks compressed apart are larger than all of it together, so this errs on the safe side.
      compressed += gzipSync(block).length;
      block = '';
    }
    yield text;
    taken++;
  }
  return taken;
}
