import { readRfc3339 } from '../../lib/rfc3339.ts';

/** When a line was written, by an RFC 3339 text with a zone; empty where it is none. */
export const writtenAt = (text: unknown): { readonly writtenAt?: number } => {
  const time = typeof text === 'string' ? readRfc3339(text) : undefined;
  return time?.zoned ? { writtenAt: time.milliseconds } : {};
};

/** When a line was written, by a number, or the text of one, in units of which so many make a millisecond. */
export const writtenAtEpoch = (value: unknown, perMillisecond: number): { readonly writtenAt?: number } => {
  const number = typeof value === 'string' && /^\d{1,20}(?:\.\d{1,9})?$/.test(value) ? Number(value) : value;
  const milliseconds = typeof number === 'number' ? number / perMillisecond : Number.NaN;
  return milliseconds > 0 && milliseconds < 8.64e15 ? { writtenAt: milliseconds } : {};
};
