import { parseWithin } from '../readers/bounded-json.ts';
import type { FieldType } from '../readers/native/field-types.ts';

const INTEGER = /^\s*\d{1,15}\s*$/;
const BOOLEANS = new Map(Object.entries({ true: true, false: false, yes: true, no: false, '1': true, '0': false }));

const textOf = (value: unknown): unknown => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value);

const parsed = (value: unknown): unknown => {
  const within = typeof value === 'string' ? parseWithin(value) : undefined;
  return within === undefined ? value : within;
};

const integer = (value: unknown): unknown => (typeof value === 'string' && INTEGER.test(value) ? Number(value) : value);

const boolean = (value: unknown): unknown => BOOLEANS.get(String(value).trim().toLowerCase()) ?? value;

const asIs = (value: unknown): unknown => value;

const COERCIONS: Readonly<Record<FieldType, (value: unknown) => unknown>> = {
  text: textOf,
  credential: textOf,
  integer,
  boolean,
  time: asIs,
  zonedTime: asIs,
  tokenTime: asIs,
  hash: asIs,
  list: (value) => (Array.isArray(value) ? value.map(textOf) : textOf(value)),
  object: parsed,
  rpcId: asIs,
  outcome: asIs,
  vantage: asIs,
  scheme: asIs,
};

/** A value in the type that a native record has it in, where a log writes it in another one: `"200"` as 200. */
export const coerce = (value: unknown, type: FieldType): unknown => COERCIONS[type](value);
