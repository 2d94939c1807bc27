/** Hashes text, or two texts with a NUL between them, to a whole number below 2^53. Not for secrets: equal hashes are a reason to look, never an answer. */
export type KeyHash = (text: string, second?: string) => number;

/** Two 32-bit multiplicative hashes side by side. The seed keeps the author of a log from making keys that collide. */
export const createKeyHash = (seed: Uint8Array): KeyHash => {
  const seeds = new DataView(seed.buffer, seed.byteOffset, seed.byteLength);
  const [firstSeed, secondSeed] = [seeds.getUint32(0) ^ 0xdeadbeef, seeds.getUint32(4) ^ 0x41c6ce57];
  let [high, low] = [0, 0];
  const take = (code: number): void => {
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  };
  const takeAll = (text: string): void => {
    for (let at = 0; at < text.length; at++) take(text.charCodeAt(at));
  };
  return (text, other) => {
    [high, low] = [firstSeed, secondSeed];
    takeAll(text);
    if (other !== undefined) {
      take(0);
      takeAll(other);
    }
    high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
    low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
    return 4294967296 * (2097151 & low) + (high >>> 0);
  };
};
