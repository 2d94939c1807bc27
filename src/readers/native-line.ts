import type { InvocationDraft } from '../model/draft.ts';
import { parseExact } from './exact-json.ts';
import invocation from './formats/invocation.ts';
import { KEPT_CHARACTERS, NESTING } from './limits.ts';
import { isDismissal, isRejection } from './native/read-fields.ts';
import type { NativeRecord } from './native-likeness.ts';
import { isDeep } from './nesting.ts';

const SCHEMA = 'invocation/1';
const mapper = invocation.mapper();

/**
 * Reads a line that is an `invocation/1` record. `undefined` for everything else, broken ones included: whatever is to be said of
 * it is said where all formats are known.
 */
export const readNativeLine = (text: string): NativeRecord | undefined => {
  // Long records are read where their bounds are looked after, and never on a thread of which the heap is small.
  if (text.length > KEPT_CHARACTERS || text.charCodeAt(0) !== 0x7b) return undefined;
  if (!text.includes(SCHEMA)) return undefined;
  const value = parseExact(text) as NativeRecord | undefined | null;
  if (typeof value !== 'object' || value === null || value['schema'] !== SCHEMA || isDeep(value, NESTING)) return undefined;
  return value;
};

/** The whole of a record; `undefined` where it is not sound. */
export const draftOf = (record: NativeRecord): InvocationDraft | undefined => {
  const mapped = mapper(record, { kind: 'json', value: record, text: '', line: 1 });
  return isRejection(mapped) || isDismissal(mapped) ? undefined : (mapped[0] as InvocationDraft);
};
