import { readRfc3339 } from '../../lib/rfc3339.ts';
import { parseWithin } from '../bounded-json.ts';
import { isRecord } from '../native/read-fields.ts';

/** Follows own members into a record; `undefined` where one is missing. Members are never looked up through a prototype. */
export const at = (value: unknown, ...path: readonly string[]): unknown => {
  let reached = value;
  for (const name of path) {
    if (!isRecord(reached) || !Object.hasOwn(reached, name)) return undefined;
    reached = reached[name];
  }
  return reached;
};

/** Text that says something: `-` is how access logs write that there is nothing. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value !== '-' ? value : undefined;

export const textAt = (value: unknown, ...path: readonly string[]): string | undefined => textOf(at(value, ...path));

/** A number, or one written as text. */
export const numberOf = (value: unknown): number | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && /^\d{1,15}(?:\.\d{1,9})?$/.test(value) ? Number(value) : undefined;
};

export const numberAt = (value: unknown, ...path: readonly string[]): number | undefined => numberOf(at(value, ...path));

/** A list of texts, as such or parted by white space or commas; empty ones say nothing. */
export const wordsOf = (value: unknown): string[] | undefined => {
  const listed = Array.isArray(value) ? value : textOf(value)?.split(/[\s,]+/);
  const words = listed?.filter((word): word is string => typeof word === 'string' && word !== '');
  return words && words.length > 0 ? words : undefined;
};

/** The elements of a list; empty where there is none. */
export const elementsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A record that some systems hand on as JSON text. */
export const recordOf = (value: unknown): Readonly<Record<string, unknown>> | undefined => {
  if (isRecord(value)) return value;
  if (typeof value !== 'string' || !value.startsWith('{')) return undefined;
  const parsed = parseWithin(value);
  return isRecord(parsed) ? parsed : undefined;
};

/** Epoch milliseconds of an RFC 3339 time that names its zone. */
export const zonedTimeOf = (value: unknown): number | undefined => {
  const time = typeof value === 'string' ? readRfc3339(value.trim()) : undefined;
  return time?.zoned ? time.milliseconds : undefined;
};

/** Epoch milliseconds of a number of seconds, as in a JWT, or of an RFC 3339 time. */
export const secondsOf = (value: unknown): number | undefined => {
  const seconds = numberOf(value);
  return seconds === undefined ? zonedTimeOf(value) : Math.abs(seconds) < 8.64e12 ? seconds * 1000 : undefined;
};
