const FORM = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(\.\d+)?(?:([Zz])|([+-])(\d{2}):?(\d{2}))?$/;

/** A time read from text: epoch milliseconds with fractions, and whether the text named a zone. */
export interface ReadTime {
  readonly milliseconds: number;
  readonly zoned: boolean;
}

const ZERO = 0x30;

/** The number that the digits from `from` up to `to` make; NaN where anything else is among them. */
const numberIn = (text: string, from: number, to: number): number => {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
};

const isDate = (utc: number, day: number, month: number): boolean => {
  const date = new Date(utc);
  return date.getUTCDate() === day && date.getUTCMonth() === month - 1;
};

let lastDate = '';
let lastMidnight = Number.NaN;

/** Midnight of a date, epoch milliseconds, NaN where there is no such date. A log has few dates, one after the other. */
const midnightOf = (date: string): number => {
  if (date === lastDate) return lastMidnight;
  const [year, month, day] = [numberIn(date, 0, 4), numberIn(date, 5, 7), numberIn(date, 8, 10)];
  const utc = Date.UTC(year, month - 1, day);
  lastDate = date;
  lastMidnight = date[4] === '-' && date[7] === '-' && isDate(utc, day, month) ? utc : Number.NaN;
  return lastMidnight;
};

const WRITTEN_BY_MOST = 'YYYY-MM-DDTHH:MM:SS.sssZ';

/** Reads a time in the form in which nearly all are written, for a tenth of what the whole grammar costs; NaN for all others. */
const readUsual = (text: string): number => {
  if (text.length !== WRITTEN_BY_MOST.length || text[10] !== 'T' || text[13] !== ':' || text[16] !== ':') return Number.NaN;
  if (text[19] !== '.' || text[23] !== 'Z') return Number.NaN;
  const hour = numberIn(text, 11, 13);
  const minute = numberIn(text, 14, 16);
  const second = numberIn(text, 17, 19);
  if (!(hour < 24 && minute < 60 && second < 60)) return Number.NaN;
  return midnightOf(text.slice(0, 10)) + ((hour * 60 + minute) * 60 + second) * 1000 + numberIn(text, 20, 23);
};

/**
 * Reads an RFC 3339 time strictly, never through the lenient `Date.parse`. A time without a zone is read as UTC and says so.
 * `undefined` for anything else, dates that do not exist included. A leap second counts as the second before it.
 */
export const readRfc3339 = (text: string): ReadTime | undefined => {
  const usual = readUsual(text);
  if (!Number.isNaN(usual)) return { milliseconds: usual, zoned: true };
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
  if (!isDate(utc, day, month)) return undefined;
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
