import { sha256Base64url } from '../lib/digest.ts';
import type { InvocationDraft } from '../model/draft.ts';
import type { InvocationFields } from '../model/invocation.ts';
import { isJsonObject } from './json-object.ts';
import { textOf } from './text-of.ts';

/** Not part of what happened (`logTime`, `tokenVerbatim`), of random key (`argumentDigests`), or a mere view of the arguments (`tokensInArguments`). */
const LEFT_OUT: ReadonlySet<string> = new Set(['logTime', 'argumentDigests', 'tokensInArguments', 'tokenVerbatim']);

const entries = (object: object): [string, unknown][] => Object.entries(object).sort(([a], [b]) => (a < b ? -1 : Number(a > b)));

const fieldEntries = (fields: InvocationFields): unknown[] =>
  entries(fields)
    .filter(([name, value]) => !LEFT_OUT.has(name) && value !== undefined)
    .map(([name, value]) => [name, isJsonObject(value) ? entries(value) : value]);

const isStated = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/**
 * Members that no format maps, as text, since a CSV knows nothing else; what has no canonical form is told by its name alone.
 * They tell events apart only where no id does: collectors add labels of their own to each delivery.
 */
const extraEntries = ({ extra, fields }: InvocationDraft): unknown[] =>
  entries(fields.recordId === undefined ? (extra ?? {}) : {})
    .filter(([, value]) => isStated(value))
    .map(([name, value]) => [name, textOf(value) ?? null]);

/**
 * The identity of a record's content (contract §6): the same whatever the order of its members, the format that carried it, the
 * notation of its times and hashes, and the random key of the database; another one when anything but `log_time` differs.
 * `remains` are hashes of raw values that left no trace in the fields.
 */
export const contentDigest = (
  draft: InvocationDraft,
  fields: InvocationFields,
  remains: readonly (string | undefined)[],
): string => sha256Base64url(JSON.stringify([fieldEntries(fields), extraEntries(draft), remains.map((hash) => hash ?? null)]));
