const TOKEN_PARAMETERS = new Set(['access_token', 'token', 'id_token', 'bearer_token', 'authorization']);

/** What is kept of a URL as logged: without user information, query and fragment, and whether a query was there. */
export interface LoggedUrl {
  readonly url: string;
  readonly query: boolean;
  /** The query, or the fragment, has a parameter that carries a token (RFC 6750 §2.3). */
  readonly token: boolean;
}

const carriesToken = (query: string): boolean =>
  query.split('&').some((pair) => TOKEN_PARAMETERS.has((pair.split('=')[0] ?? '').toLowerCase()) && pair.includes('='));

/** Reduces a URL to what may be stored (contract §5). Works on text, so that what is no URL is kept as it stands. */
export const readLoggedUrl = (text: string): LoggedUrl => {
  const [beforeFragment = '', fragment = ''] = text.split('#', 2);
  const mark = beforeFragment.indexOf('?');
  const bare = mark === -1 ? beforeFragment : beforeFragment.slice(0, mark);
  const query = mark === -1 ? '' : beforeFragment.slice(mark + 1);
  return {
    url: bare.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1'),
    query: mark !== -1,
    token: carriesToken(query) || carriesToken(fragment),
  };
};

const DEFAULT_PORTS: Record<string, string> = { 'http:': '80', 'https:': '443' };
const UNRESERVED = /^[A-Za-z0-9\-._~]$/;

const normalisePercent = (path: string): string =>
  path.replace(/%([0-9a-fA-F]{2})/g, (whole, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return UNRESERVED.test(character) ? character : whole.toUpperCase();
  });

const removeDotSegments = (path: string): string => {
  const kept: string[] = [];
  const segments = path.split('/');
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1;
    if (segment === '..') kept.length > 1 && kept.pop();
    if (segment === '.' || segment === '..') last && kept.push('');
    else kept.push(segment);
  }
  return kept.join('/');
};

/**
 * A URL in the form in which `htu` is compared (RFC 9449 §4.3 check 9; RFC 3986 §6.2.2-3): scheme and host in lower case, default
 * port dropped, percent-encoding normalised, dot segments removed, no query and no fragment. The path keeps its case and its
 * slashes. `undefined` where the text is no absolute http or https URL.
 */
export const normaliseUrl = (text: string): string | undefined => {
  const match = /^(https?):\/\/(?:[^/?#@]*@)?(\[[^\]]+\]|[^/?#:]*)(?::(\d*))?([^?#]*)/i.exec(text);
  if (!match?.[2]) return undefined;
  const scheme = `${(match[1] as string).toLowerCase()}:`;
  const host = asciiHost(match[2]);
  if (host === undefined) return undefined;
  const port = match[3] && match[3] !== DEFAULT_PORTS[scheme] ? `:${match[3]}` : '';
  const path = removeDotSegments(normalisePercent(match[4] || '/'));
  return `${scheme}//${host}${port}${path || '/'}`;
};

const asciiHost = (host: string): string | undefined => {
  if (/^[a-z0-9.-]+$/i.test(host) || host.startsWith('[')) return host.toLowerCase();
  try {
    return new URL(`http://${host}`).hostname;
  } catch {
    return undefined;
  }
};

/** Host and port of a URL in lower case, or `undefined`. */
export const hostOf = (text: string): string | undefined => normaliseUrl(text)?.split('/')[2];
