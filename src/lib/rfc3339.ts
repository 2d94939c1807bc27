const FORM = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(\.\d+)?(?:([Zz])|([+-])(\d{2}):?(\d{2}))?$/;

/** A time read from text: epoch milliseconds with fractions, and whether the text named a zone. */
export interface ReadTime {
  readonly milliseconds: number;
  readonly zoned: boolean;
}

/**
 * Reads an RFC 3339 time strictly, never through the lenient `Date.parse`. A time without a zone is read as UTC and says so.
 * `undefined` for anything else, dates that do not exist included. A leap second counts as the second before it.
 */
export const readRfc3339 = (text: string): ReadTime | undefined => {
  const match = FORM.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  const utc = Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59));
  if (new Date(utc).getUTCDate() !== day || new Date(utc).getUTCMonth() !== month - 1) return undefined;
  const fraction = match[7] ? Number(match[7]) * 1000 : 0;
  const sign = match[9] === '-' ? 1 : -1;
  const offset = match[9] ? sign * (Number(match[10]) * 60 + Number(match[11])) * 60_000 : 0;
  return { milliseconds: utc + fraction + offset, zoned: match[8] !== undefined || match[9] !== undefined };
};

/** Epoch milliseconds as RFC 3339 in UTC with milliseconds; `null` where it is not a time that can be written. */
export const writeRfc3339 = (milliseconds: number | undefined): string | null => {
  if (milliseconds === undefined || !Number.isFinite(milliseconds) || Math.abs(milliseconds) > 8.64e15) return null;
  return new Date(Math.floor(milliseconds)).toISOString();
};
