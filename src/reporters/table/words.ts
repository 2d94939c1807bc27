import type { About } from '../../model/report.ts';

/** A count with thousands set apart: `1,204`. Never by the locale of the machine, as reports are the same everywhere. */
export const count = (number: number): string => String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** A count and its noun: `1 call`, `2 calls`. */
export const counted = (number: number, noun: string, plural = `${noun}s`): string =>
  `${count(number)} ${number === 1 ? noun : plural}`;

/** A share in percent. Only nothing is 0 % and only all is 100 %. */
export const percent = (part: number, whole: number): string => {
  if (whole === 0) return '–';
  if (part === 0 || part === whole) return part === 0 ? '0 %' : '100 %';
  const tenths = Math.round((part / whole) * 1000);
  if (tenths === 0) return '<0.1 %';
  return tenths === 1000 ? '>99.9 %' : `${(tenths / 10).toFixed(1)} %`;
};

/** An RFC 3339 time to the second, for reading. */
export const instant = (time: string): string => `${time.slice(0, 10)} ${time.slice(11, 19)}`;

/** From one time to another, in UTC; the date once where both share it. */
export const span = (first: string | null, last: string | null): string => {
  if (first === null || last === null) return first || last ? `${instant(first ?? last ?? '')} UTC` : 'time not logged';
  if (first === last) return `${instant(first)} UTC`;
  const sameDay = first.slice(0, 10) === last.slice(0, 10);
  return `${instant(first)} to ${sameDay ? last.slice(11, 19) : instant(last)} UTC`;
};

/** What a finding is about: `server git-mcp · tool repo.write`. */
export const aboutText = (about: About, shortened: (value: string) => string): string =>
  Object.entries(about)
    .map(
      ([name, value]) => `${name.replace(/^token_(?=issuer)|_(?:name|id|ref)$/g, '').replaceAll('_', ' ')} ${shortened(value)}`,
    )
    .join(' · ');
