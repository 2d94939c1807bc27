import { isRecord } from '../native/read-fields.ts';

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
