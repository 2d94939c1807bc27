import { sha256Base64url } from './digest.ts';
import { remembering } from './remembering.ts';

/** A SHA-256 in base64url, which may read like anything by chance. */
const DIGEST = /^[A-Za-z0-9_-]{43}$/;
const DIGEST_LENGTH = 43;

/** Shorter text holds no credential that is told by its form. */
const SHORTEST = 20;

/** Digests in hex, UUIDs, numbers: most of what is long in a log. */
const HEXADECIMAL = /^[0-9A-Fa-f-]*$/;

/** True of every text that holds something to be taken out. */
const MAY_HOLD =
  /e[yw][A-Za-z0-9]|PRIVATE KEY|gh[opsur]_|github_pat_|glpat-|xox[abeprs]-|xapp-|sk[-_]|rk_|AIza|ya29\.|hvs\.|npm_|pypi-|SG\.|(?:bearer|dpop|basic|negotiate|apikey)\s|:\/\/|[?&;][\w-]{3,40}=|"\s*:/i;

const PRIVATE_KEY = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g;
/** Members of a JWK that are secret (RFC 7518 §6), in JSON text, escaped or not. */
const PRIVATE_MEMBER = /("(?:d|p|q|dp|dq|qi|k)\\{0,4}"\s{0,8}:\s{0,8}\\{0,4}")[A-Za-z0-9_-]{16,}/g;
const USER_INFORMATION = /(:\/\/)[^\s/@?#"']{1,512}@/g;
const PARAMETER =
  /([?&;](?:access_token|id_token|refresh_token|bearer_token|token|api[_-]?key|client_secret|client_assertion|assertion|secret|password|passwd|authorization|jwt|x-amz-security-token|x-amz-signature)=)[^&;\s"'#]+/gi;
const SCHEME = /\b(bearer|dpop|basic|negotiate|apikey)(\s{1,8})([A-Za-z0-9._~+/=-]{12,})/gi;
/** RFC 9110 §11.2, token68: what a token can be made of. */
const RUN = /[A-Za-z0-9._~+/=-]{20,}/g;

/** Prefixes by which providers mark their secrets, before a run of letters and digits; common ones only where a word begins. */
const MARKED =
  /(?:gh[opsur]_|github_pat_|glpat-|xox[abeprs]-|AIza|(?<![A-Za-z0-9])(?:xapp-|sk-(?:ant-|proj-)?|sk_(?:live|test)_|rk_live_|ya29\.|hvs\.|npm_|pypi-|SG\.))[A-Za-z0-9]/;

const DENSE = /[A-Za-z0-9]{12,}/;

/** A word such as `authentication-required` is none. */
const looksRandom = (text: string): boolean => /[A-Z0-9]/.test(text);

/** Enough of a header for the name of its first member. */
const HEADER_CHARACTERS = 128;
const HEADER_BEGINS = /e(?:yJ|yA|yI|wo|wp|w0)/g;

const beginsJson = (segment: string): boolean => {
  const text = Buffer.from(segment.slice(0, HEADER_CHARACTERS), 'base64url').toString('latin1');
  return text.startsWith('{') && /"\s*:/.test(text);
};

/** Where a compact JOSE object begins in a run: a segment of JSON, and more behind it; -1 where there is none. */
const joseAt = (run: string): number => {
  let dot = run.indexOf('.');
  for (const { index } of run.matchAll(HEADER_BEGINS)) {
    if (dot !== -1 && dot < index) dot = run.indexOf('.', index);
    if (dot === -1 || dot > run.length - 3) return -1;
    if (beginsJson(run.slice(index, Math.min(dot, index + HEADER_CHARACTERS)))) return index;
  }
  return -1;
};

const secretAt = (run: string): number => {
  const jose = joseAt(run);
  if (jose !== -1) return jose;
  const marked = run.search(MARKED);
  return marked !== -1 && DENSE.test(run.slice(marked)) ? marked : -1;
};

const named = (secret: string): string => `[credential ${sha256Base64url(secret).slice(0, 12)}]`;

const withoutSecret = (run: string): string => {
  const at = secretAt(run);
  return at === -1 ? run : run.slice(0, at) + named(run.slice(at));
};

const mend = (text: string): string =>
  text
    .replace(PRIVATE_KEY, '[private key]')
    .replace(PRIVATE_MEMBER, '$1…')
    .replace(USER_INFORMATION, '$1')
    .replace(PARAMETER, '$1…')
    .replace(RUN, withoutSecret)
    .replace(SCHEME, (whole, scheme: string, space: string, rest: string) => (looksRandom(rest) ? `${scheme}${space}…` : whole));

/** Short texts that were looked at closely are remembered, as addresses come again with each call. */
const REMEMBERED = 500;
const REMEMBERED_LENGTH = 256;
const mended = remembering(mend, REMEMBERED);

const isHarmless = (text: string): boolean =>
  text.length < SHORTEST ||
  HEXADECIMAL.test(text) ||
  (text.length === DIGEST_LENGTH && DIGEST.test(text)) ||
  !MAY_HOLD.test(text);

/**
 * Text of a log as it may be kept and shown (contract §5): credentials that can be told by their form are taken out wherever they
 * stand, since a log may hold them in any field. Tokens and keys of providers are named by the beginning of their SHA-256; what
 * could be guessed is not. Linear; the same text where there is nothing to take out.
 */
export const withoutCredentials = (text: string): string => {
  if (isHarmless(text)) return text;
  return text.length > REMEMBERED_LENGTH ? mend(text) : mended(text);
};

/** Nesting of values whose texts are looked at; none that is kept is as deep. */
const DEEPEST = 64;

/** A key that was split where it has spaces and line breaks. */
const splitKeys = (list: readonly unknown[]): readonly unknown[] => {
  if (!list.some((entry) => typeof entry === 'string' && entry.includes('-----BEGIN'))) return list;
  const joined = list.map(String).join('\n');
  const mended = joined.replace(
    /-----BEGIN\s{1,8}([A-Z]{1,20}\s{1,8})?PRIVATE\s{1,8}KEY[\s\S]*?(?:-----END|$)/g,
    '[private key]',
  );
  return mended === joined ? list : mended.split('\n');
};

const ofList = (given: readonly unknown[], depth: number): readonly unknown[] => {
  if (given.length === 0) return given;
  const list = splitKeys(given);
  const mended = list.map((entry) => ofValue(entry, depth));
  return list === given && mended.every((entry, index) => entry === list[index]) ? given : mended;
};

type Data = Readonly<Record<string, unknown>>;

/** Nearly all objects stay as they are: nothing is made for them. */
const ofObject = (object: Data, depth: number): Data => {
  let changes: Map<string, [string, unknown]> | undefined;
  for (const name in object) {
    const value = object[name];
    const entry = entryOf(name, value, depth);
    if (!entry) continue;
    changes ??= new Map();
    changes.set(name, entry);
  }
  return changes ? Object.fromEntries(Object.entries(object).map((entry) => changes.get(entry[0]) ?? entry)) : object;
};

/** A member as it is to be kept; `undefined` where it may stay as it is. */
const entryOf = (name: string, value: unknown, depth: number): [string, unknown] | undefined => {
  const keptName = withoutCredentials(name);
  const kept = ofValue(value, depth);
  return keptName === name && kept === value ? undefined : [keptName, kept];
};

const ofValue = (value: unknown, depth: number): unknown => {
  if (typeof value === 'string') return withoutCredentials(value);
  if (typeof value !== 'object' || value === null || depth === 0) return value;
  return Array.isArray(value) ? ofList(value, depth - 1) : ofObject(value as Data, depth - 1);
};

/** Plain data with every text and every name of a member as `withoutCredentials` has it; the same data where nothing changes. */
export const dataWithoutCredentials = <T>(data: T): T => ofValue(data, DEEPEST) as T;
