import { writeRfc3339 } from './rfc3339.ts';

/** A time within a sentence, from epoch milliseconds; numbers that no calendar holds are told as such. */
export const describeTime = (milliseconds: number): string =>
  writeRfc3339(milliseconds)?.replace('.000Z', 'Z') ?? 'a time that no calendar holds';

/** A span of milliseconds within a sentence, in seconds to the millisecond, as policies are written: `90s`. */
export const describeDuration = (milliseconds: number): string => `${Math.round(milliseconds) / 1000}s`;
