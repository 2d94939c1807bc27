import { sha256Hex } from './digest.ts';

let last = { text: '', hex: sha256Hex('') };

/**
 * SHA-256 of the text of a record, hex. All records that were taken out of one line have its text, and a line may hold a million: it is
 * digested once.
 */
export const recordDigest = (text: string): string => {
  if (text !== last.text) last = { text, hex: sha256Hex(text) };
  return last.hex;
};
