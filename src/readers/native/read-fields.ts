import type { Dismissal, Rejection } from '../../model/format.ts';
import { isRow } from '../row.ts';
import { type FieldType, type FieldValues, TYPE_READERS } from './field-types.ts';

/** The fields of a native record and their types. */
export type FieldTypes = Readonly<Record<string, FieldType>>;

/** The fields that a record holds, each as its type has it. */
export type Fields<T extends FieldTypes> = { [K in keyof T]?: FieldValues[T[K]] };

export const reject = (message: string): Rejection => ({ kind: 'rejection', message });

export const isRejection = (value: unknown): value is Rejection =>
  typeof value === 'object' && value !== null && (value as Partial<Rejection>).kind === 'rejection';

export const isDismissal = (value: unknown): value is Dismissal =>
  typeof value === 'object' && value !== null && (value as Partial<Dismissal>).kind === 'dismissal';

/** A JSON object or a row of CSV. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Absent, null and empty text all mean that the log does not say. */
export const isStated = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

const SHOWN = 32;
/** A run of characters that may be a credential, put into the wrong field. */
const LONG_WORD = /[A-Za-z0-9_]{13}/;
/** Types of which the value is shown, as long as it looks like one of them. */
const SHOWABLE = new Set<FieldType>(['integer', 'boolean', 'time', 'zonedTime', 'tokenTime', 'outcome', 'vantage', 'scheme']);

const describe = (value: unknown, type: FieldType): string => {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value !== 'string') return SHOWABLE.has(type) ? `${typeof value} ${value}` : `a ${typeof value}`;
  const shown = SHOWABLE.has(type) && value.length <= SHOWN && !LONG_WORD.test(value);
  return shown ? `text ${JSON.stringify(value)}` : `text of ${value.length} characters`;
};

/** Reads the known fields of a record. The first one of a wrong type rejects it, in words that show no credential. */
export const readFields = <T extends FieldTypes>(record: Readonly<Record<string, unknown>>, types: T): Fields<T> | Rejection => {
  const fields: Record<string, unknown> = {};
  const form = isRow(record) ? 'csv' : 'json';
  for (const name in record) {
    const type = Object.hasOwn(types, name) ? (types[name] as FieldType) : undefined;
    const stated = record[name];
    if (type === undefined || !isStated(stated)) continue;
    const value = TYPE_READERS[type][form](stated as string);
    if (value === undefined) return reject(`${name}: expected ${TYPE_READERS[type].expected}, found ${describe(stated, type)}`);
    fields[name] = value;
  }
  return fields as Fields<T>;
};

/** Members that no field is known for, as they stand. */
export const readExtra = (record: Readonly<Record<string, unknown>>, types: FieldTypes): Record<string, unknown> | undefined => {
  const unknown = Object.keys(record).filter(
    (name) => name !== 'schema' && !Object.hasOwn(types, name) && isStated(record[name]),
  );
  return unknown.length === 0 ? undefined : Object.fromEntries(unknown.map((name) => [name, record[name]]));
};
