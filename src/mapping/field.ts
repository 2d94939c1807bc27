import { INVOCATION_TYPES } from '../readers/formats/invocation.ts';
import { type RecordPath, readPath } from './path.ts';
import { fieldOf, pathsOf, type RawField, stepsOf } from './raw.ts';
import { stepsNamed } from './transforms/index.ts';
import { BadValue } from './transforms/transform.ts';

/** A native field as a mapping gives it. */
export interface MappedField {
  readonly name: string;
  readonly paths: readonly RecordPath[];
  /** Where the value is found, and what is done with it, in words. */
  readonly about: string;
  /** The value for a record: `undefined` where there is none, a `BadValue` where it is not what it should be. */
  read(record: unknown): unknown;
}

/** Whether a value says nothing: not there, or one of the texts that stand for that. */
type IsAbsent = (value: unknown) => boolean;

const asText = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;

/** Fills the paths in braces; nothing where one of them is missing. */
const fill = (template: string, read: (path: string) => unknown): string | undefined => {
  let complete = true;
  const text = template.replace(/\{([^{}]*)\}/g, (_, path: string) => {
    const value = asText(read(path));
    if (value === undefined) complete = false;
    return value ?? '';
  });
  return complete ? text : undefined;
};

const sourceOf = (field: RawField, paths: readonly RecordPath[], isAbsent: IsAbsent): ((record: unknown) => unknown) => {
  const stated = (path: RecordPath, record: unknown): unknown => {
    const value = path.read(record);
    return isAbsent(value) ? undefined : value;
  };
  if (field.const !== undefined) return () => field.const;
  if (field.template !== undefined) {
    const byText = new Map(paths.map((path) => [path.text, path]));
    return (record) => fill(field.template as string, (text) => stated(byText.get(text) as RecordPath, record));
  }
  return (record) => {
    for (const path of paths) {
      const value = stated(path, record);
      if (value !== undefined) return value;
    }
    return undefined;
  };
};

const aboutStep = ([name, argument]: readonly [string, unknown]): string => {
  if (argument === undefined) return name;
  return typeof argument === 'object' ? name : `${name} ${argument}`;
};

const aboutOf = (field: RawField): string => {
  const source = field.const !== undefined ? 'the mapping itself' : (field.template ?? [field.from ?? []].flat().join(' or '));
  return [source, ...stepsOf(field).map(aboutStep)].join(' → ');
};

/** Prepares a field of a checked mapping. */
export const mapField = (name: string, raw: string | RawField, isAbsent: IsAbsent): MappedField => {
  const field = fieldOf(raw);
  const paths = pathsOf(field).map(readPath);
  const source = sourceOf(field, paths, isAbsent);
  const steps = stepsNamed(stepsOf(field), INVOCATION_TYPES[name as keyof typeof INVOCATION_TYPES] === 'credential');
  const read = (record: unknown): unknown => {
    let value = source(record);
    for (const step of steps) {
      if (isAbsent(value) || value instanceof BadValue) break;
      value = step(value);
    }
    return isAbsent(value) ? undefined : value;
  };
  return { name, paths, about: aboutOf(field), read };
};
