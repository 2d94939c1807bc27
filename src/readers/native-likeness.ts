import type { ReadTime } from '../lib/rfc3339.ts';
import type { OwnDraft } from '../model/draft.ts';
import { FIELD_HOMES } from '../model/record-fields.ts';
import { INVOCATION_TYPES, PLAIN } from './formats/invocation.ts';
import { type FieldType, TYPE_READERS } from './native/field-types.ts';
import { isRecord, isStated } from './native/read-fields.ts';

/** What a record says on its own, by the names in a record: how it is read, and what it is called here. */
const OWN = [
  ...Object.entries(PLAIN).filter(([name, { target }]) => FIELD_HOMES[target] === 'own' && name !== 'outcome'),
  ['log_time', { type: 'time', target: 'logTime' }],
] as readonly (readonly [string, { readonly type: FieldType; readonly target: keyof OwnDraft['fields'] }])[];

/** Fields of the record's own. The short way knows nothing of some of them: there may be none. */
const ELSEWHERE = ['event_time', 'outcome', 'arguments', 'dpop_proof'];
const LONG_WAY_ONLY = ['arguments_sha256', 'dpop_nonces'];
const OF_OWN = new Set([...OWN.map(([name]) => name), ...ELSEWHERE, ...LONG_WAY_ONLY]);
/** What varies most comes first, as two records are compared until they differ. */
const COMMON = ['tool_name', ...Object.keys(INVOCATION_TYPES).filter((name) => !OF_OWN.has(name) && name !== 'tool_name')];
const PRESENCE = [...OF_OWN];

/** A record as it was parsed. */
export type NativeRecord = Readonly<Record<string, unknown>>;

/** Whether a record may take the short way at all. */
export const mayBeShort = (record: NativeRecord): boolean =>
  isStated(record['record_id']) && !LONG_WAY_ONLY.some((name) => isStated(record[name]));

/** What two records must share to have anything in common: the credential, else the session. */
export const credentialOf = (record: NativeRecord): string => {
  const key = record['token'] ?? record['token_sha256'] ?? record['session_id'];
  return typeof key === 'string' ? key : '';
};

const isAlike = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));

/** Whether two records differ in nothing but what each says on its own; that they say it at all is common to both. */
export const isLike = (a: NativeRecord, b: NativeRecord): boolean => {
  for (const name of COMMON) if (!isAlike(a[name], b[name])) return false;
  for (const name of PRESENCE) if (isStated(a[name]) !== isStated(b[name])) return false;
  return true;
};

/** The common part of a record alone. */
export const commonPartOf = (record: NativeRecord): NativeRecord => {
  const part: Record<string, unknown> = {};
  for (const name of COMMON) if (record[name] !== undefined) part[name] = record[name];
  for (const name of PRESENCE) if (isStated(record[name])) part[name] = true;
  return part;
};

const timeOf = (stated: unknown): number | undefined => {
  if (!isStated(stated)) return Number.NaN;
  const time = TYPE_READERS.time.json(stated);
  return time?.zoned ? time.milliseconds : undefined;
};

const ownFieldsOf = (record: NativeRecord): OwnDraft['fields'] | undefined => {
  const fields: Record<string, unknown> = {};
  for (const [name, { type, target }] of OWN) {
    const stated = record[name];
    if (!isStated(stated)) continue;
    const value = TYPE_READERS[type].json(stated);
    if (value === undefined) return undefined;
    fields[target] = type === 'time' ? (value as ReadTime).milliseconds : value;
  }
  return fields as unknown as OwnDraft['fields'];
};

/** What a record says on its own; `undefined` where it is not as it has to be, or says more than meets the eye. */
export const ownDraftOf = (record: NativeRecord): OwnDraft | undefined => {
  const time = timeOf(record['event_time']);
  const fields = ownFieldsOf(record);
  const outcome = isStated(record['outcome']) ? TYPE_READERS.outcome.json(record['outcome']) : 'unknown';
  if (time === undefined || !fields || outcome === undefined) return undefined;
  const { arguments: args, dpop_proof: proof } = record;
  if ((isStated(args) && !isRecord(args)) || (isStated(proof) && typeof proof !== 'string')) return undefined;
  return {
    time,
    outcome,
    fields,
    arguments: isStated(args) ? (args as NativeRecord) : undefined,
    dpopProof: isStated(proof) ? (proof as string) : undefined,
  };
};
