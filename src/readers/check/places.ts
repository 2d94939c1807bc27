import { sha256Notation } from '../../lib/digest.ts';
import { readRfc3339 } from '../../lib/rfc3339.ts';
import { isStated } from '../native/read-fields.ts';
import { maskedPath } from './shown.ts';

/** A value in a record that is neither object nor list, or a list of such, and its path. */
export interface Leaf {
  readonly path: string;
  readonly value: unknown;
}

const MOST_LEAVES = 2_000;

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** The leaves of a record, up to a bound, in its order. */
export const leavesOf = (record: unknown): readonly Leaf[] => {
  const leaves: Leaf[] = [];
  const visit = (value: unknown, path: string): void => {
    if (leaves.length >= MOST_LEAVES) return;
    if (isPlain(value) || (Array.isArray(value) && value.every(isPlain))) leaves.push({ path, value });
    else
      for (const [name, child] of Object.entries(value as object))
        visit(child, path === '' ? maskedPath(name) : `${path}.${maskedPath(name)}`);
  };
  if (!isPlain(record)) visit(record, '');
  return leaves;
};

const asText = (value: unknown): string => (Array.isArray(value) ? value.map(String).join(' ') : String(value));

const asTime = (value: unknown): number | undefined =>
  typeof value === 'string' ? readRfc3339(value.trim())?.milliseconds : undefined;

/** Ways in which a log may write a value: as it is, as a time, as a number of units since 1970, as a hash. */
const isWrittenAs = (leaf: unknown, value: unknown): boolean => {
  if (asText(leaf).toLowerCase() === asText(value).toLowerCase()) return true;
  if (typeof value === 'number')
    return asTime(leaf) === value || (value > 1e11 && [1, 1000, 1e6, 1e9].some((unit) => (Number(leaf) * 1000) / unit === value));
  if (typeof value !== 'string' || typeof leaf !== 'string') return false;
  return sha256Notation(leaf) === value || leaf === value.replace(/^"|"$/g, '') || leaf.split(/[?#]/, 1)[0] === value;
};

/** Values that are too common to tell where they come from: only a member of a like name is taken for the place. */
const isCommon = (name: string, value: unknown): boolean =>
  DERIVED.has(name) || typeof value === 'boolean' || (typeof value === 'number' && value < 1_000) || String(value).length <= 4;

const DERIVED = new Set(['outcome', 'token_scheme', 'vantage']);

const letters = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const isAlike = (name: string, path: string): boolean => {
  const [field, member] = [letters(name), letters(path.slice(path.lastIndexOf('.') + 1))];
  return member !== '' && (field.includes(member) || member.includes(field));
};

const objectPlace = (leaves: readonly Leaf[], name: string): string | undefined => {
  const steps = leaves.map(({ path }) => path.split('.')).find((parts) => parts.includes(name));
  return steps?.slice(0, steps.indexOf(name) + 1).join('.');
};

/** Where a value of a native field seems to stand in a record: the first leaf that is written like it. */
export const placeOf = (leaves: readonly Leaf[], name: string, value: unknown): string | undefined => {
  if (!isPlain(value) && !Array.isArray(value)) return objectPlace(leaves, name);
  const common = isCommon(name, value);
  const found = leaves.find(
    (leaf) => isStated(leaf.value) && isWrittenAs(leaf.value, value) && (!common || isAlike(name, leaf.path)),
  );
  return found?.path;
};
