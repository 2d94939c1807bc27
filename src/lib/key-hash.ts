/** Hashes text to a whole number below 2^53. Not for secrets: equal hashes are a reason to look, never an answer. */
export type KeyHash = (text: string) => number;

/** Two 32-bit multiplicative hashes side by side. The seed keeps the author of a log from making keys that collide. */
export const createKeyHash = (seed: Uint8Array): KeyHash => {
  const seeds = new DataView(seed.buffer, seed.byteOffset, seed.byteLength);
  const [first, second] = [seeds.getUint32(0) ^ 0xdeadbeef, seeds.getUint32(4) ^ 0x41c6ce57];
  return (text) => {
    let high = first;
    let low = second;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      high = Math.imul(high ^ code, 2654435761);
      low = Math.imul(low ^ code, 1597334677);
    }
    high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
    low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
    return 4294967296 * (2097151 & low) + (high >>> 0);
  };
};
