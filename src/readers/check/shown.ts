const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** A run of characters that may be a credential: a compact token, a key, a hash. */
const RUN = /[A-Za-z0-9_+/=~.-]{24,}/g;
const SCHEME = /\b(basic|bearer|dpop)\s+\S+/gi;
/** Characters of such a run that stand together as a word does; a path or a host name has none as long. */
const DENSE = /[A-Za-z0-9_+=~]{20,}/;

const mask = (run: string): string =>
  UUID.test(run) || (!DENSE.test(run) && !run.startsWith('eyJ')) ? run : `${run.slice(0, 4)}…(${run.length} characters)`;

/** Text in which nothing that may be a credential can be read. */
const masked = (text: string): string => text.replace(SCHEME, '$1 …').replace(RUN, mask);

/** The path of a member; names are often long, and hold no digits then. */
export const maskedPath = (path: string): string =>
  path.replace(RUN, (run) => (/\d/.test(run) || run.startsWith('eyJ') ? mask(run) : run));

const LONGEST = 120;

/** A value of a log in words that show no credential. */
export const shown = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(shown).join(' ') || 'an empty list';
  if (typeof value === 'object' && value !== null) return `an object of ${Object.keys(value).length} members`;
  const text = masked(String(value));
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
};

/** Only what kind of thing it is. */
export const unshown = (value: unknown): string => {
  if (Array.isArray(value)) return `(a list of ${value.length}, not shown)`;
  if (typeof value === 'object' && value !== null) return `(an object of ${Object.keys(value).length} members, not shown)`;
  return `(${String(value).length} characters, not shown)`;
};
