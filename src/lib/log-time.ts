import { type ReadTime, readRfc3339 } from './rfc3339.ts';

/** Units and notations of times that logs use. */
export const TIME_UNITS = ['rfc3339', 'epoch_s', 'epoch_ms', 'epoch_us', 'epoch_ns', 'clf', 'aws', 'compact', 'http'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const NUMBER = /^\d{1,20}(?:\.\d{1,9})?$/;

/** A number of units since 1970, or the text of one, as protobuf writes those of 64 bits. */
const epoch =
  (perMillisecond: number) =>
  (value: unknown): ReadTime | undefined => {
    const number = typeof value === 'string' && NUMBER.test(value.trim()) ? Number(value) : value;
    const milliseconds = typeof number === 'number' ? number / perMillisecond : Number.NaN;
    return Math.abs(milliseconds) < 8.64e15 ? { milliseconds, zoned: true } : undefined;
  };

/** `2026`, `Oct` or `10`, and so on, put into the one notation that is read strictly. */
const assemble = (date: readonly (string | undefined)[], clock: string, zone: string): ReadTime | undefined => {
  const [year, month = '', day = ''] = date;
  const named = MONTHS.indexOf(month) + 1;
  const number = named > 0 ? String(named).padStart(2, '0') : month;
  return readRfc3339(`${year}-${number}-${day.padStart(2, '0')}T${clock}${zone}`);
};

const CLF = /^\[?(\d{1,2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)(?: ([+-]\d{4}))?\]?$/;
const AWS = /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4}),? (\d{1,2}):(\d{2}:\d{2}) ([AP])M$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})T?(\d{2})(\d{2})(\d{2})(\.\d{1,9})?Z?$/;
const HTTP = /^[A-Z][a-z]{2}, (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT$/;

const clf = (text: string): ReadTime | undefined => {
  const [, day, month, year, clock = '', zone = ''] = CLF.exec(text) ?? [];
  return assemble([year, month, day], clock, zone);
};

/** `Jul 9, 2024, 4:41:37 PM`, always UTC. */
const aws = (text: string): ReadTime | undefined => {
  const [, month, day, year, hour, rest, half] = AWS.exec(text) ?? [];
  const hours = (Number(hour) % 12) + (half === 'P' ? 12 : 0);
  return Number(hour) > 12 ? undefined : assemble([year, month, day], `${String(hours).padStart(2, '0')}:${rest}`, 'Z');
};

/** `20130715233322.670` and `20130715T233322Z`, always UTC. */
const compact = (text: string): ReadTime | undefined => {
  const [, year, month, day, hour, minute, second, fraction = ''] = COMPACT.exec(text) ?? [];
  return assemble([year, month, day], `${hour}:${minute}:${second}${fraction}`, 'Z');
};

/** RFC 9110 §5.6.7, IMF-fixdate. */
const http = (text: string): ReadTime | undefined => {
  const [, day, month, year, clock = ''] = HTTP.exec(text) ?? [];
  return assemble([year, month, day], clock, 'Z');
};

const written =
  (read: (text: string) => ReadTime | undefined) =>
  (value: unknown): ReadTime | undefined =>
    typeof value === 'string' ? read(value.trim()) : undefined;

const READERS: Readonly<Record<TimeUnit, (value: unknown) => ReadTime | undefined>> = {
  rfc3339: written((text) => readRfc3339(text.replace(/,(?=\d{1,9}(?:$|[Zz+-]))/, '.').replace(/ (?:UTC|(?=[+-]))/, ''))),
  epoch_s: epoch(1 / 1000),
  epoch_ms: epoch(1),
  epoch_us: epoch(1_000),
  epoch_ns: epoch(1_000_000),
  clf: written(clf),
  aws: written(aws),
  compact: written(compact),
  http: written(http),
};

/**
 * Reads a time in the unit or notation given: epoch milliseconds with fractions. A text that names no zone is read as UTC and
 * says so; `undefined` for anything else. Nothing is guessed from the size of a number.
 */
export const readLogTime = (value: unknown, unit: TimeUnit): ReadTime | undefined => READERS[unit](value);

/** A time as RFC 3339 text to the microsecond, without a zone where none was named. */
export const writeLogTime = ({ milliseconds, zoned }: ReadTime): string => {
  const micros = Math.round(milliseconds * 1000);
  const whole = new Date(Math.floor(micros / 1000)).toISOString().slice(0, -1);
  const rest = ((micros % 1000) + 1000) % 1000;
  return `${whole}${rest === 0 ? '' : String(rest).padStart(3, '0')}${zoned ? 'Z' : ''}`;
};
