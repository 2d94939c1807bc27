import { withoutCredentials } from '../../lib/credential-text.ts';
import { normaliseUrl } from '../../lib/request-url.ts';

const LONG = 32;
const IDS = [
  /^\d+$/,
  /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
  /^(?=[^\d]*\d)[0-9a-f]{8,}$/i,
  /^(?=[^\d]*\d)(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9_-]{20,}$/,
  /^[A-Za-z]{1,16}[-_]\d+$/,
];

const isId = (segment: string): boolean => segment.length > LONG || IDS.some((pattern) => pattern.test(segment));

/**
 * Names the tool behind a plain HTTP request: `GET /repos/{}/issues`, ids, hashes and long segments as `{}` (contract §3.2). What is
 * a credential as a whole goes first: a private key cut at its slashes would not be known for one any more.
 */
export const nameRoute = (method: string, logged: string): string => {
  const url = withoutCredentials(logged);
  const path = (normaliseUrl(url) ?? url).replace(/^[a-z]+:\/\/[^/]*/i, '').split(/[?#]/, 1)[0] || '/';
  const route = path.split('/').map((segment) => (isId(segment) ? '{}' : segment));
  return `${method} ${route.join('/')}`;
};
