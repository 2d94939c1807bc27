import { at, elementsOf, textAt, textOf } from '../record/members.ts';

/** The attributes of a span or log record by their names. */
export type Attributes = ReadonlyMap<string, unknown>;

const integerOf = (value: unknown): unknown => (typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value);

/** An `AnyValue` as JSON has it: 64-bit integers come as text. */
export const readValue = (value: unknown): unknown => {
  const integer = at(value, 'intValue');
  if (integer !== undefined) return integerOf(integer);
  const plain = at(value, 'stringValue') ?? at(value, 'boolValue') ?? at(value, 'doubleValue');
  if (plain !== undefined) return plain;
  const list = at(value, 'arrayValue');
  if (list !== undefined) return elementsOf(at(list, 'values')).map(readValue);
  const entries = at(value, 'kvlistValue', 'values');
  return entries === undefined ? undefined : Object.fromEntries(readAttributes(entries));
};

/** Reads a list of `KeyValue`; of names that occur twice the first counts. */
export const readAttributes = (list: unknown): Attributes => {
  const attributes = new Map<string, unknown>();
  for (const each of elementsOf(list)) {
    const key = textAt(each, 'key');
    if (key !== undefined && !attributes.has(key)) attributes.set(key, readValue(at(each, 'value')));
  }
  return attributes;
};

/** Epoch milliseconds of a time in nanoseconds, which comes as text. */
export const readNanoseconds = (value: unknown): number | undefined => {
  const text = typeof value === 'number' ? String(value) : textOf(value);
  return text !== undefined && /^[1-9]\d{0,19}$/.test(text) ? Number(text) / 1e6 : undefined;
};

/** An id of a trace or span: hex in this encoding, of any case; all zeros is none. */
export const readId = (value: unknown): string | undefined => {
  const text = textOf(value);
  return text !== undefined && /^[0-9a-f]{16,32}$/i.test(text) && !/^0+$/.test(text) ? text.toLowerCase() : undefined;
};
