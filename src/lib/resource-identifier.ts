const DEFAULT_PORTS: ReadonlyMap<string, string> = new Map([
  ['http', '80'],
  ['https', '443'],
  ['ws', '80'],
  ['wss', '443'],
]);

/** Scheme, authority, and all that follows, of identifiers with an authority; user information has letters of its own. */
const WITH_AUTHORITY = /^([a-z][a-z0-9+.-]*):\/\/([^/?#@]+)(\/[^?#]*)?$/i;

const withoutDefaultPort = (scheme: string, authority: string): string => {
  const port = DEFAULT_PORTS.get(scheme);
  return port !== undefined && authority.endsWith(`:${port}`) ? authority.slice(0, -port.length - 1) : authority;
};

/** An identifier with scheme and host in lower case, without default port and one trailing slash. Others stay as they are. */
const fold = (identifier: string): string => {
  const match = WITH_AUTHORITY.exec(identifier);
  if (!match) return identifier;
  const [scheme, authority, path] = [match[1] ?? '', match[2] ?? '', match[3] ?? ''];
  const lowered = scheme.toLowerCase();
  return `${lowered}://${withoutDefaultPort(lowered, authority.toLowerCase())}${path.endsWith('/') ? path.slice(0, -1) : path}`;
};

/**
 * Whether an audience names one of the resource identifiers (RFC 9068 §4, RFC 8707 §2): byte for byte, else with case of scheme and
 * host, the default port and one trailing slash folded, and nothing else. A path below a resource is another resource.
 */
export const matchesResource = (audience: readonly string[], identifiers: readonly string[]): 'exact' | 'folded' | undefined => {
  if (audience.some((entry) => identifiers.includes(entry))) return 'exact';
  const folded = identifiers.map(fold);
  return audience.some((entry) => folded.includes(fold(entry))) ? 'folded' : undefined;
};
