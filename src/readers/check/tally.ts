import type { Draft } from '../../model/draft.ts';
import type { Format, Item } from '../../model/format.ts';
import type { CheckedField, CheckedFormat } from '../../model/format-check.ts';
import { type NativeField, nativeFields } from './native-fields.ts';
import { type Leaf, leavesOf, placeOf } from './places.ts';
import { maskedPath } from './shown.ts';

/** Gathers what the records of one format give. */
export interface FormatTally {
  add(item: Item, drafts: readonly Draft[]): void;
  checked(): CheckedFormat;
}

interface Field {
  records: number;
  readonly value: string;
  from: string;
}

/** An account of one format. */
export const createFormatTally = (format: Format): FormatTally => {
  const fields = new Map<string, Field>();
  const members = new Set<string>();
  const used = new Set<string>(format.places && format.columns);
  let records = 0;

  const count = (name: string, value: string, from: string, seen: Set<string>): void => {
    const known = fields.get(name);
    if (!known) fields.set(name, { records: 1, value, from });
    else if (!seen.has(name)) known.records++;
    if (known && known.from === '') known.from = from;
    seen.add(name);
  };

  const placeIn = (leaves: readonly Leaf[], { name, value }: NativeField): string => {
    if (format.places) return format.places[name] ?? '';
    const found = placeOf(leaves, name, value);
    if (found !== undefined) used.add(found);
    return found ?? '';
  };

  const add = (item: Item, drafts: readonly Draft[]): void => {
    records++;
    const leaves = leavesOf(format.record ? format.record(item.value) : item.value);
    const seen = new Set<string>();
    for (const field of drafts.flatMap(nativeFields)) count(field.name, field.shown, placeIn(leaves, field), seen);
    for (const { path } of leaves) members.add(format.places ? (path.split('.', 1)[0] as string) : path);
  };

  const isUsed = (path: string): boolean =>
    path.split('.').some((_, index, parts) => used.has(parts.slice(0, index + 1).join('.')));

  const checkedFields = (): CheckedField[] =>
    [...fields].map(([name, field]) => ({ name, ...field, from: maskedPath(field.from) }));

  return {
    add,
    checked: () => ({
      id: format.id,
      title: format.title,
      records,
      fields: checkedFields(),
      unused: [...members].filter((path) => path !== 'schema' && !isUsed(path)),
    }),
  };
};
