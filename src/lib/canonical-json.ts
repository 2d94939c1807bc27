import canonicalize from 'canonicalize';

const MAXIMUM_DEPTH = 64;

// Its types say `export default`, yet it is CommonJS: what Node gives is the function itself.
const serialize = canonicalize as unknown as (value: unknown) => string | undefined;

/** Whether a JSON value is nested deeper than is canonicalised, found without recursion. */
const isTooDeep = (value: unknown): boolean => {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAXIMUM_DEPTH) return true;
    level = level.flatMap((entry) => (typeof entry === 'object' && entry !== null ? Object.values(entry) : []));
  }
  return false;
};

/** Members that are no objects themselves, as those of most arguments: their form is that of JSON with its members in order. */
const isFlat = (value: object): boolean => {
  if (Array.isArray(value)) return false;
  for (const name in value) {
    const member = (value as Record<string, unknown>)[name];
    const isPlain = typeof member === 'string' || typeof member === 'boolean' || Number.isFinite(member) || member === null;
    if (!isPlain) return false;
  }
  return true;
};

/** Names that are sooner put in order here than by `sort`, which makes lists for it. */
const FEW = 16;

/** Puts names in order; false where they were so already. */
const putInOrder = (names: string[]): boolean => {
  let moved = false;
  for (let at = 1; at < names.length; at++) {
    const name = names[at] as string;
    let to = at;
    for (; to > 0 && (names[to - 1] as string) > name; to--) names[to] = names[to - 1] as string;
    names[to] = name;
    moved ||= to < at;
  }
  return moved;
};

const flatText = (value: Readonly<Record<string, unknown>>): string => {
  const names = Object.keys(value);
  if (names.length > FEW) names.sort();
  else if (!putInOrder(names)) return JSON.stringify(value);
  return JSON.stringify(value, names);
};

/** The RFC 8785 form of a JSON value; `undefined` where it has none, or is nested deeper than 64. */
export const canonicalText = (value: unknown): string | undefined => {
  if (typeof value !== 'object' || value === null)
    return Number.isNaN(value) || value === Infinity || value === -Infinity ? undefined : JSON.stringify(value);
  if (isFlat(value)) return flatText(value as Readonly<Record<string, unknown>>);
  if (isTooDeep(value)) return undefined;
  try {
    return serialize(value);
  } catch {
    return undefined;
  }
};
