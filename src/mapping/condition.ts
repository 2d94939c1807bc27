import { matchesGlob } from '../lib/glob-pattern.ts';
import { readPath } from './path.ts';
import type { RawMapping } from './raw.ts';

const fits = (value: unknown, expected: string | number | boolean): boolean => {
  if (value === undefined || value === null || typeof value === 'object') return false;
  return typeof expected === 'string' ? matchesGlob(expected, String(value)) : String(expected) === String(value);
};

/** Whether a record meets all conditions of a mapping; `undefined` where it states none. */
export const conditionOf = ({ when }: RawMapping): ((record: unknown) => boolean) | undefined => {
  if (when === undefined) return undefined;
  const conditions = Object.entries(when).map(([text, expected]) => ({
    path: readPath(text),
    values: (Array.isArray(expected) ? expected : [expected]) as readonly (string | number | boolean)[],
  }));
  return (record) =>
    conditions.every(({ path, values }) => {
      const value = path.read(record);
      return values.some((expected) => fits(value, expected));
    });
};
