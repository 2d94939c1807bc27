import { readRfc3339 } from '../../lib/rfc3339.ts';
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
const numberOf = (value: unknown): number | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && /^\d{1,15}(?:\.\d{1,9})?$/.test(value) ? Number(value) : undefined;
};

export const numberAt = (value: unknown, ...path: readonly string[]): number | undefined => numberOf(at(value, ...path));

/** The elements of a list; empty where there is none. */
export const elementsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Epoch milliseconds of an RFC 3339 time that names its zone. */
export const zonedTimeOf = (value: unknown): number | undefined => {
  const time = typeof value === 'string' ? readRfc3339(value.trim()) : undefined;
  return time?.zoned ? time.milliseconds : undefined;
};
