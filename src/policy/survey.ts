import { foldMediaType } from '../lib/media-type.ts';
import { type BoundedNames, createBoundedNames } from './bounded-names.ts';
import type { Sighting } from './sighting.ts';

/** So that a draft stays far below the size that a policy may have. */
const MOST_NAMES = 3_000;

type MutableCounts = Map<string, { count: number }>;

const emptyTool = () => ({ calls: 0, callsWithScopes: 0, scopesUsed: new Map() as MutableCounts });

const emptyServer = () => ({
  calls: 0,
  withoutToken: 0,
  dpop: 0,
  mtls: 0,
  audiences: new Map() as MutableCounts,
  issuers: new Map() as MutableCounts,
  urls: new Map() as MutableCounts,
  proofTargets: new Map() as MutableCounts,
  tools: new Map<string, ReturnType<typeof emptyTool>>(),
});

/** An issuer of which nothing was seen. */
export const emptyIssuer = () => ({
  calls: 0,
  verified: 0,
  accessTokenTypes: 0,
  verifiedAlgorithms: new Map() as MutableCounts,
  otherAlgorithms: new Map() as MutableCounts,
});

/** What the calls of one tool showed. */
export type ToolSurvey = Readonly<ReturnType<typeof emptyTool>>;
/** What the calls of one server showed. */
export type ServerSurvey = Readonly<ReturnType<typeof emptyServer>>;
/** What the tokens of one issuer showed, each counted once for each call that it came with. */
export type IssuerSurvey = Readonly<ReturnType<typeof emptyIssuer>>;

/** What all calls showed. Only calls that ran count: what was refused says nothing of what is right. */
export interface Survey {
  readonly calls: number;
  readonly ran: number;
  /** Calls that ran and do not tell at which server. */
  readonly nameless: number;
  /** Names that were too many, too long, or held characters that act or hide. */
  readonly leftOut: number;
  /** Milliseconds. */
  readonly longestLifetime: number | undefined;
  readonly servers: ReadonlyMap<string, ServerSurvey>;
  readonly issuers: ReadonlyMap<string, IssuerSurvey>;
}

/** Collects sightings in bounded memory. */
export interface SurveyCollector {
  add(sighting: Sighting): void;
  survey(): Survey;
}

type MutableServer = ReturnType<typeof emptyServer>;

const addToIssuer = (
  names: BoundedNames,
  issuers: Map<string, ReturnType<typeof emptyIssuer>>,
  { issuer, verified, type, algorithm }: Sighting,
): void => {
  const seen = issuer === undefined ? undefined : names.entry(issuers, issuer, emptyIssuer);
  if (!seen) return;
  seen.calls += 1;
  if (verified) seen.verified += 1;
  if (foldMediaType(type ?? '') === 'at+jwt') seen.accessTokenTypes += 1;
  if (algorithm !== undefined) names.count(verified ? seen.verifiedAlgorithms : seen.otherAlgorithms, algorithm);
};

const addToTool = (names: BoundedNames, { tools }: MutableServer, { tool, scopesUsed }: Sighting): void => {
  const seen = tool === undefined ? undefined : names.entry(tools, tool, emptyTool);
  if (!seen) return;
  seen.calls += 1;
  if (scopesUsed === undefined) return;
  seen.callsWithScopes += 1;
  for (const scope of new Set(scopesUsed)) names.count(seen.scopesUsed, scope);
};

const addToServer = (names: BoundedNames, seen: MutableServer, sighting: Sighting): void => {
  seen.calls += 1;
  if (sighting.withoutToken) seen.withoutToken += 1;
  if (sighting.binding !== undefined) seen[sighting.binding] += 1;
  if (sighting.issuer !== undefined) names.count(seen.issuers, sighting.issuer);
  if (sighting.url !== undefined) names.count(seen.urls, sighting.url);
  if (sighting.proofTarget !== undefined) names.count(seen.proofTargets, sighting.proofTarget);
  for (const audience of new Set(sighting.audience)) names.count(seen.audiences, audience);
  addToTool(names, seen, sighting);
};

/** Makes an empty survey. The same sightings in the same order give the same survey. */
export const createSurvey = (): SurveyCollector => {
  const names = createBoundedNames(MOST_NAMES);
  const servers = new Map<string, MutableServer>();
  const issuers = new Map<string, ReturnType<typeof emptyIssuer>>();
  const totals = { calls: 0, ran: 0, nameless: 0, longestLifetime: undefined as number | undefined };
  return {
    add: (sighting) => {
      totals.calls += 1;
      if (!sighting.ran) return;
      totals.ran += 1;
      const { server, lifetime } = sighting;
      if (lifetime !== undefined) totals.longestLifetime = Math.max(totals.longestLifetime ?? 0, lifetime);
      addToIssuer(names, issuers, sighting);
      if (server === undefined) totals.nameless += 1;
      const seen = server === undefined ? undefined : names.entry(servers, server, emptyServer);
      if (seen) addToServer(names, seen, sighting);
    },
    survey: () => ({ ...totals, leftOut: names.leftOut(), servers, issuers }),
  };
};
