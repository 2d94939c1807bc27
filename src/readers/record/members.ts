import { isRecord } from '../native/read-fields.ts';

/** Follows own members into a record; `undefined` where one is missing. Members are never looked up through a prototype. */
const at = (value: unknown, ...path: readonly string[]): unknown => {
  let reached = value;
  for (const name of path) {
    if (!isRecord(reached) || !Object.hasOwn(reached, name)) return undefined;
    reached = reached[name];
  }
  return reached;
};

/** Text that says something: `-` is how access logs write that there is nothing. */
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value !== '-' ? value : undefined;

export const textAt = (value: unknown, ...path: readonly string[]): string | undefined => textOf(at(value, ...path));

/** A record that some systems hand on as JSON text. */
export const recordOf = (value: unknown): Readonly<Record<string, unknown>> | undefined => {
  if (isRecord(value)) return value;
  if (typeof value !== 'string' || !value.startsWith('{')) return undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
};
