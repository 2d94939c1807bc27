import type { YAMLMap } from 'yaml';
import { describeValues } from '../lib/describe-values.ts';
import { normaliseUrl } from '../lib/request-url.ts';
import { matchesResource } from '../lib/resource-identifier.ts';
import { isRare, mostFrequent } from './bounded-names.ts';
import { type Entry, inCalls, list, mapping, row, scalar, times } from './draft-node.ts';
import { draftTools } from './draft-tools.ts';
import type { ServerSurvey, Survey } from './survey.ts';

/** Protected resource metadata (RFC 9728) that was found. */
export interface FoundResource {
  readonly resource: string;
  /** As the user would write it. */
  readonly path: string;
}

/** Beyond that, URLs hold ids rather than name a server. */
const MOST_URLS = 5;

const isBelow = (url: string, base: string): boolean => url === base || url.startsWith(base.endsWith('/') ? base : `${base}/`);

/**
 * Metadata that is about a server: its URLs say so, else the audience that most of its tokens bear. A rarer one may be that of
 * another server, let in by mistake.
 */
export const resourcesOf = ({ urls, audiences }: ServerSurvey, found: readonly FoundResource[]): readonly FoundResource[] => {
  const byUrl = found.filter(({ resource }) => {
    const base = normaliseUrl(resource);
    return base !== undefined && [...urls.keys()].some((url) => isBelow(url, base));
  });
  const usual = mostFrequent(audiences)
    .slice(0, 1)
    .map(([name]) => name);
  return byUrl.length > 0 ? byUrl : found.filter(({ resource }) => matchesResource(usual, [resource]) !== undefined);
};

/** Where an audience was seen more often than here. */
const homeOf = (audience: string, count: number, { servers }: Survey): string | undefined =>
  [...servers].find(([, server]) => (server.audiences.get(audience)?.count ?? 0) > count)?.[0];

interface Audience {
  readonly value: string;
  readonly comment: string;
  readonly doubtful: boolean;
}

/** One that is rare here, or more at home at another server, may have been let in by mistake: it is told and not accepted. */
const audiencesOf = (server: ServerSurvey, survey: Survey, resources: readonly FoundResource[]): readonly Audience[] =>
  mostFrequent(server.audiences).map(([value, count], _, [first]) => {
    const most = first?.[1] ?? 0;
    const seen = `audience of the token in ${count} of ${inCalls(server.calls)}`;
    const home = count < most ? homeOf(value, count, survey) : undefined;
    if (home !== undefined) return { value, comment: `${seen}, but seen more often at ${home}`, doubtful: true };
    return { value, comment: `${seen}, confirm`, doubtful: resources.length > 0 || isRare(count, most) };
  });

/** What the metadata says, else what the tokens said that were let in, which is the weaker witness. */
const resourceEntry = (server: ServerSurvey, survey: Survey, found: readonly FoundResource[]): Entry => {
  const resources = resourcesOf(server, found);
  const stated = new Map(resources.map(({ resource, path }) => [resource, path]));
  const seen = audiencesOf(server, survey, resources).filter(({ value }) => !stated.has(value));
  const items = [
    ...[...stated].map(([resource, path]) => scalar(resource, `from the metadata in ${path}, confirm`)),
    ...seen.filter(({ doubtful }) => !doubtful).map(({ value, comment }) => scalar(value, comment)),
  ];
  const doubts = seen.filter(({ doubtful }) => doubtful).map(({ value, comment }) => `- ${JSON.stringify(value)} # ${comment}`);
  const nothing = items.length === 0 ? ['no audience is known: name the identifiers that tokens for this server bear'] : [];
  return { key: 'resource', value: list(items, [...nothing, ...doubts]) };
};

/** Proofs name the URL that clients see. Where most name another than the log, the log has that behind a proxy. */
const agreesWithProofs = ({ urls, proofTargets }: ServerSurvey): boolean => {
  const targets = mostFrequent(proofTargets);
  const all = targets.reduce((sum, [, count]) => sum + count, 0);
  const agreeing = targets.filter(([url]) => matchesResource([url], [...urls.keys()])).reduce((sum, [, count]) => sum + count, 0);
  return agreeing * 2 >= all;
};

const urlsEntry = (server: ServerSurvey): Entry | undefined => {
  const seen = mostFrequent(server.urls);
  if (seen.length === 0 || seen.length > MOST_URLS || !agreesWithProofs(server)) return undefined;
  return {
    key: 'urls',
    value: list(seen.map(([url, count]) => scalar(url, `seen ${times(count)}; if a proxy rewrites it, name the external one`))),
  };
};

const urlsLeftOut = (server: ServerSurvey): readonly string[] => {
  const urls = mostFrequent(server.urls).map(([url]) => url);
  if (urls.length === 0 || urlsEntry(server)) return [];
  if (agreesWithProofs(server))
    return [`urls: the log has ${urls.length} (${describeValues(urls.slice(0, 2))}, ...); name the external ones`];
  const targets = mostFrequent(server.proofTargets).map(([url, count]) => `${url} (${times(count)})`);
  return [`urls: the log has ${describeValues(urls)}, proofs were made for ${describeValues(targets)}; name the external ones`];
};

const bindingModeOf = ({ calls, dpop, mtls }: ServerSurvey): 'dpop' | 'mtls' | 'any' | 'none' => {
  if (dpop * 2 > calls) return 'dpop';
  if (mtls * 2 > calls) return 'mtls';
  return (dpop + mtls) * 2 > calls ? 'any' : 'none';
};

const bindingEntry = (server: ServerSurvey): Entry => {
  const { calls, dpop, mtls } = server;
  const seen = `seen: DPoP in ${dpop}, mutual TLS in ${mtls} of ${inCalls(calls)}`;
  const mode = bindingModeOf(server);
  const advice = mode === 'none' ? 'once tokens are bound, demand it' : 'confirm; calls without will be findings';
  return { key: 'binding', value: scalar(mode, `${seen}; ${advice}`) };
};

const tokenEntry = ({ calls, withoutToken }: ServerSurvey): Entry => {
  const seen =
    withoutToken === 0 ? 'the default' : `${withoutToken} of ${inCalls(calls)} had none; say optional or none if that is meant`;
  return { key: 'token', value: scalar('required', seen) };
};

/** Only issuers that the draft lists may be named. */
const issuersEntry = (server: ServerSurvey, listed: readonly string[]): Entry | undefined => {
  const seen = mostFrequent(server.issuers).filter(([name]) => listed.includes(name));
  if (seen.length === 0 || listed.length < 2) return undefined;
  const counts = seen.map(([name, count]) => `${name} ${times(count)}`);
  return {
    key: 'issuers',
    value: row(
      seen.map(([name]) => name),
      `seen here: ${describeValues(counts)}, confirm`,
    ),
  };
};

/** An entry of `servers`. `issuers` are those that the draft lists. */
export const draftServer = (id: string, survey: Survey, issuers: readonly string[], found: readonly FoundResource[]): YAMLMap => {
  const server = survey.servers.get(id) as ServerSurvey;
  const entries: readonly (Entry | undefined)[] = [
    { key: 'id', value: scalar(id, `called ${times(server.calls)}`) },
    resourceEntry(server, survey, found),
    urlsEntry(server),
    tokenEntry(server),
    issuersEntry(server, issuers),
    bindingEntry(server),
    server.tools.size === 0 ? undefined : { key: 'tools', value: draftTools(server) },
  ];
  return mapping(
    entries.filter((entry) => entry !== undefined),
    urlsLeftOut(server),
  );
};
