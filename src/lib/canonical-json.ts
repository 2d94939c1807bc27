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

/** The RFC 8785 form of a JSON value; `undefined` where it has none, or is nested deeper than 64. */
export const canonicalText = (value: unknown): string | undefined => {
  if (isTooDeep(value)) return undefined;
  try {
    return serialize(value);
  } catch {
    return undefined;
  }
};
