import { readRfc3339 } from '../lib/rfc3339.ts';

const DAY = 86_400_000;
const PLAIN = /^\d{4}-\d{2}-\d{2}$/;

const midnight = (day: string): number | undefined => readRfc3339(`${day}T00:00:00Z`)?.milliseconds;

/** Epoch milliseconds of an RFC 3339 time with a zone, or of the midnight (UTC) at which a plain date begins. */
export const readDate = (text: string): number | undefined => {
  if (PLAIN.test(text)) return midnight(text);
  const time = readRfc3339(text);
  return time?.zoned ? time.milliseconds : undefined;
};

/** As `readDate`, but a plain date ends with its last millisecond. */
export const readLastMoment = (text: string): number | undefined => {
  const start = readDate(text);
  return start !== undefined && PLAIN.test(text) ? start + DAY - 1 : start;
};
