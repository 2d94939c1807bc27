import { readDuration } from '../lib/duration.ts';
import { readRfc3339 } from '../lib/rfc3339.ts';
import { UsageError } from '../model/errors.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The one place where the clock is read. Epoch milliseconds. */
export const readClock = (): number => Date.now();

/** Reads a time from an option: RFC 3339 with zone, a day (its beginning in UTC), or for `--since` a duration before `now` such as 24h. */
export const readTimeOption = (option: string, text: string, now?: number): number => {
  const read = readRfc3339(DAY.test(text) ? `${text}T00:00:00Z` : text);
  if (read?.zoned) return read.milliseconds;
  if (read) throw new UsageError(`${option} ${text}: the time has no zone`, 'Add Z or an offset, as in 2026-03-18T14:00:00Z.');
  const ago = now === undefined ? undefined : readDuration(text);
  if (ago !== undefined && now !== undefined) return now - ago;
  throw new UsageError(
    `${option} ${text}: this is no time`,
    'Write it as 2026-03-18, 2026-03-18T14:00:00Z or, counted back from --as-of, 24h.',
  );
};
