import type { ReadTime } from '../lib/rfc3339.ts';
import type { Writable } from '../lib/writable.ts';
import type { OwnDraft } from '../model/draft.ts';
import { FIELD_HOMES } from '../model/record-fields.ts';
import { PLAIN } from './formats/invocation.ts';
import { type FieldType, TYPE_READERS } from './native/field-types.ts';
import { isRecord, isStated } from './native/read-fields.ts';

/** What a record says on its own, while it is read. */
export type OpenDraft = Writable<OwnDraft>;

/** Puts a value that is stated into a draft; false where it is not as it has to be, or says more than meets the eye. */
export type PutOwn = (draft: OpenDraft, stated: unknown) => boolean;

const putField = (type: FieldType, target: string): PutOwn => {
  const { json } = TYPE_READERS[type];
  return ({ fields }, stated) => {
    const value = json(stated);
    if (value === undefined) return false;
    (fields as Record<string, unknown>)[target] = type === 'time' ? (value as ReadTime).milliseconds : value;
    return true;
  };
};

const putTime: PutOwn = (draft, stated) => {
  const time = TYPE_READERS.time.json(stated);
  if (!time?.zoned) return false;
  draft.time = time.milliseconds;
  return true;
};

const putOutcome: PutOwn = (draft, stated) => {
  const outcome = TYPE_READERS.outcome.json(stated);
  if (outcome === undefined) return false;
  draft.outcome = outcome;
  return true;
};

const putTool: PutOwn = (draft, stated) => {
  draft.toolName = TYPE_READERS.text.json(stated);
  return draft.toolName !== undefined;
};

const putArguments: PutOwn = (draft, stated) => {
  if (!isRecord(stated)) return false;
  draft.arguments = stated;
  return true;
};

const putProof: PutOwn = (draft, stated) => {
  if (typeof stated !== 'string') return false;
  draft.dpopProof = stated;
  return true;
};

/** The short way knows nothing of these: there may be none. */
const LONG_WAY_ONLY = ['arguments_sha256', 'dpop_nonces'];

const ownFields = Object.entries(PLAIN).filter(
  ([name, { target }]) => FIELD_HOMES[target] === 'own' && name !== 'outcome' && !LONG_WAY_ONLY.includes(name),
);

/** What a record says on its own, by the names in a record, and how it is taken down. */
export const OWN: ReadonlyMap<string, PutOwn> = new Map([
  ...ownFields.map(([name, { type, target }]): [string, PutOwn] => [name, putField(type, target)]),
  ['log_time', putField('time', 'logTime')],
  ['event_time', putTime],
  ['outcome', putOutcome],
  ['tool_name', putTool],
  ['arguments', putArguments],
  ['dpop_proof', putProof],
]);

/** A record as it was parsed. */
export type NativeRecord = Readonly<Record<string, unknown>>;

/** Whether a record may take the short way at all. */
export const mayBeShort = (record: NativeRecord): boolean =>
  isStated(record['record_id']) && !LONG_WAY_ONLY.some((name) => isStated(record[name]));

/** A draft to put values into. */
export const beginOwn = (): OpenDraft => ({
  time: Number.NaN,
  outcome: 'unknown',
  toolName: undefined,
  fields: {} as OwnDraft['fields'],
  arguments: undefined,
  dpopProof: undefined,
});
