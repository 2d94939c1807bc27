import { matchesGlob } from '../lib/glob-pattern.ts';
import { remembering } from '../lib/remembering.ts';
import { hostOf, normaliseUrl } from '../lib/request-url.ts';
import type { InvocationFields } from '../model/invocation.ts';
import type { IssuerPolicy, Policy, ServerPolicy, ToolPolicy } from '../model/policy.ts';
import type { KeyFacts } from '../model/token.ts';
import type { IdentityComparison } from './records.ts';

/** A policy made ready for look-ups, with the keys that it and the command line name. */
export interface PolicyIndex {
  readonly policy: Policy;
  readonly keys: readonly KeyFacts[];
  issuer(name: string): IssuerPolicy | undefined;
  server(id: string): ServerPolicy | undefined;
  /** The tool of a server, the most specific pattern first. */
  tool(server: ServerPolicy, name: string): ToolPolicy | undefined;
  /** Id of the server that an invocation was for: as logged, else by its URL, else the host (contract §3.1). */
  serverOf(fields: InvocationFields): string | undefined;
  readonly identities: IdentityComparison;
  /** The policy lists this name of a party. */
  knowsIdentity(name: string): boolean;
  readonly resourcesByServer: ReadonlyMap<string, readonly string[]>;
  /** Keys of an issuer, wherever they were named. */
  keysOf(issuer: string): readonly KeyFacts[];
}

const isBelow = (url: string, base: string): boolean => url === base || url.startsWith(base.endsWith('/') ? base : `${base}/`);

const serverByUrl = (servers: readonly ServerPolicy[]): ((url: string) => string | undefined) => {
  const bases = servers
    .flatMap(({ id, urls }) => urls.map((url) => ({ id, base: normaliseUrl(url) })))
    .filter((entry): entry is { id: string; base: string } => entry.base !== undefined)
    .sort((a, b) => b.base.length - a.base.length);
  return (url) => bases.find(({ base }) => isBelow(url, base))?.id;
};

const REMEMBERED = 10_000;

/** Each name of a party → the party, by the identities of the policy; a name that it does not list stands for itself. */
const partiesOf = (policy: Policy): ReadonlyMap<string, string> =>
  new Map(policy.identities.flatMap(({ id, also }) => [id, ...also].map((name): [string, string] => [name, id])));

/** Makes the index of a policy. */
export const indexPolicy = (policy: Policy, keys: readonly KeyFacts[]): PolicyIndex => {
  const servers = new Map(policy.servers.map((server) => [server.id, server]));
  const issuers = new Map(policy.issuers.map((issuer) => [issuer.issuer, issuer]));
  const byUrl = serverByUrl(policy.servers);
  const byLoggedUrl = remembering((url: string) => {
    const normalised = normaliseUrl(url);
    return normalised === undefined ? undefined : (byUrl(normalised) ?? hostOf(url));
  }, REMEMBERED);
  const tools = new Map(
    policy.servers.map((server) => [
      server,
      remembering(
        (name: string) => server.tools.find(({ pattern }) => pattern === name || matchesGlob(pattern, name)),
        REMEMBERED,
      ),
    ]),
  );
  const keysOf = remembering((issuer: string) => keys.filter((key) => key.issuer === issuer), REMEMBERED);
  const parties = partiesOf(policy);
  const partyOf = (name: string): string => parties.get(name) ?? name;
  return {
    policy,
    keys,
    identities: { same: (a, b) => a === b || partyOf(a) === partyOf(b), partyOf },
    knowsIdentity: (name) => parties.has(name),
    keysOf,
    issuer: (name) => issuers.get(name),
    server: (id) => servers.get(id),
    tool: (server, name) => tools.get(server)?.(name),
    serverOf: ({ serverName, httpUrl }) => serverName ?? (httpUrl === undefined ? undefined : byLoggedUrl(httpUrl)),
    resourcesByServer: new Map(policy.servers.map(({ id, resource }) => [id, resource])),
  };
};
