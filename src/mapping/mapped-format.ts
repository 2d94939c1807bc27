import { readKeyValues, type Separators } from '../lib/key-value.ts';
import type { InvocationDraft } from '../model/draft.ts';
import type { Format, FrameKind, Item, Mapped, Rejection } from '../model/format.ts';
import invocation, { INVOCATION_TYPES, nameRecord } from '../readers/formats/invocation.ts';
import { isDismissal, isRecord, isRejection, isStated, reject } from '../readers/native/read-fields.ts';
import { namesOwnSchema } from '../readers/native/schema.ts';
import { coerce } from './coerce.ts';
import { conditionOf } from './condition.ts';
import { type MappedField, mapField } from './field.ts';
import type { RawMapping } from './raw.ts';
import { BadValue } from './transforms/transform.ts';

const KINDS: Readonly<Record<string, FrameKind>> = { json: 'json', csv: 'csv', 'key-value': 'text' };
const ABSENT = ['-', ''];

type TypeName = keyof typeof INVOCATION_TYPES;
type Members = Readonly<Record<string, unknown>>;

/** Lines of a source come twice, to be recognised and to be mapped: the last one is remembered. */
const createLineReader = (separators: Separators): ((line: string) => Members) => {
  let last: { readonly line: string; readonly record: Members } | undefined;
  return (line) => {
    if (last?.line !== line) last = { line, record: readKeyValues(line, separators) };
    return last.record;
  };
};

const separatorsOf = ({ pair_separator: pair, equals = '=' }: RawMapping): Separators =>
  pair === undefined ? { equals } : { pair, equals };

/** Without conditions a record must hold a tool and a time, where the mapping looks for them in it. */
const holdsNeeded = (fields: readonly MappedField[], isAbsent: (value: unknown) => boolean): ((record: unknown) => boolean) => {
  const named = (name: string): MappedField | undefined => fields.find((field) => field.name === name);
  const needed = [named('tool_name'), named('event_time') ?? named('log_time')].filter((field) => field !== undefined);
  const looked = needed.filter(({ paths }) => paths.length > 0);
  return (record) => looked.length > 0 && looked.every(({ paths }) => paths.some((path) => !isAbsent(path.read(record))));
};

const toNative = (record: Members, fields: readonly MappedField[]): Record<string, unknown> | Rejection => {
  const native: Record<string, unknown> = { schema: 'invocation/1' };
  for (const { name, about, read } of fields) {
    const value = read(record);
    const type = INVOCATION_TYPES[name as TypeName];
    if (value instanceof BadValue) return reject(`${name}: expected ${value.expected} (mapped from ${about})`);
    if (isStated(value)) native[name] = coerce(value, type);
  }
  return native;
};

/** Without an id, what names a record and tells it from others is the whole of it but for the time it was written (contract §6). */
const dress = (draft: InvocationDraft, record: Members, fields: readonly MappedField[]): InvocationDraft => {
  if (draft.fields.recordId !== undefined) return draft;
  const whole = fields
    .filter(({ name }) => name === 'log_time')
    .flatMap(({ paths }) => paths)
    .reduce((rest: unknown, path) => path.omit(rest), { ...record });
  const { name: _, ...rest } = draft;
  const name = nameRecord({ record: whole });
  return { ...rest, ...(name !== undefined && { name }), extra: { record: whole } };
};

const withSource = (rejection: Rejection, fields: readonly MappedField[]): Rejection => {
  const field = fields.find(({ name }) => rejection.message.startsWith(`${name}:`));
  return field ? reject(`${rejection.message} (mapped from ${field.about})`) : rejection;
};

/** Makes a format of a mapping that has been checked. It is asked before all others, and leaves native records to them. */
export const createMappedFormat = (raw: RawMapping): Format => {
  const absent = new Set(raw.absent ?? ABSENT);
  const isAbsent = (value: unknown): boolean => !isStated(value) || (typeof value === 'string' && absent.has(value));
  const fields = Object.entries(raw.fields).map(([name, field]) => mapField(name, field, isAbsent));
  const claims = conditionOf(raw) ?? holdsNeeded(fields, isAbsent);
  const kind = KINDS[raw.input ?? 'json'] as FrameKind;
  const readLine = createLineReader(separatorsOf(raw));
  const recordOf = (value: unknown): unknown => (typeof value === 'string' ? readLine(value) : value);
  const mapNative = invocation.mapper();

  const map = (value: unknown, item: Item): Mapped => {
    const record = recordOf(value) as Members;
    const native = toNative(record, fields);
    if (isRejection(native)) return native;
    const mapped = mapNative(native, item);
    if (isRejection(mapped)) return withSource(mapped, fields);
    if (isDismissal(mapped)) return mapped;
    return mapped.map((draft) => (draft.kind === 'invocation' ? dress(draft, record, fields) : draft));
  };

  return {
    id: `map:${raw.name}`,
    title: raw.title ?? `Records read with the mapping ${raw.name}`,
    frames: [kind],
    yields: ['invocation'],
    evidence: 'what the mapping finds',
    columns: [...new Set([...fields.flatMap(({ paths }) => paths.map(({ first }) => first)), ...Object.keys(raw.when ?? {})])],
    detect: (value, found) => {
      if (found !== kind) return false;
      const record = recordOf(value);
      return isRecord(record) && !namesOwnSchema(record) && claims(record);
    },
    mapper: () => map,
    record: recordOf,
    places: Object.fromEntries(fields.map(({ name, about }) => [name, about])),
  };
};
