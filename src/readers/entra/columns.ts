import { isRecord } from '../native/read-fields.ts';
import { textOf, zonedTimeOf } from '../record/members.ts';

/** The columns of a record of Microsoft Entra by name in lower case. */
export type Columns = Readonly<Record<string, unknown>>;

/**
 * Diagnostic settings write an envelope with `properties`, Microsoft Graph writes camelCase, Log Analytics PascalCase: the same columns
 * in three spellings. What stands in the properties counts before what stands around them.
 */
export const columnsOf = (value: unknown): Columns => {
  const columns: Record<string, unknown> = Object.create(null);
  if (!isRecord(value)) return columns;
  const properties = value['properties'];
  for (const part of [value, ...(isRecord(properties) ? [properties] : [])])
    for (const [name, column] of Object.entries(part)) if (column !== null && column !== '') columns[name.toLowerCase()] = column;
  return columns;
};

/** The records of a page of Microsoft Graph (`value`) or a batch of an event hub (`records`); any other record stands for itself. */
export const recordsOf = (value: unknown): readonly unknown[] => {
  if (!isRecord(value)) return [];
  const batch = [value['value'], value['records']].find(Array.isArray);
  return batch ?? [value];
};

const PORTAL_TIME = /^(\d{1,2})\/(\d{1,2})\/(\d{4}), (\d{1,2}):(\d{2}):(\d{2})(\.\d{1,7})? (AM|PM)$/;

/** `7/1/2026, 10:00:00.123 AM`, as the portal exports a column whose header says `[UTC]`. */
const portalTime = (text: string): number | undefined => {
  const match = PORTAL_TIME.exec(text);
  if (!match) return undefined;
  const [, month, day, year, hour, minute, second, fraction = '0', half] = match;
  const hours = (Number(hour) % 12) + (half === 'PM' ? 12 : 0);
  return Date.UTC(Number(year), Number(month) - 1, Number(day), hours, Number(minute), Number(second)) + Number(fraction) * 1000;
};

/** When the service received the request, epoch milliseconds. */
export const timeOf = (columns: Columns): number | undefined =>
  zonedTimeOf(columns['timegenerated']) ??
  zonedTimeOf(columns['time']) ??
  portalTime(textOf(columns['timegenerated [utc]']) ?? '');
