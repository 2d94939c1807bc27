import { Document } from 'yaml';
import { describeDuration } from '../lib/describe-time.ts';
import { isRare, isWritableName } from './bounded-names.ts';
import { type DraftFile, draftIssuer } from './draft-issuer.ts';
import { commentText, type Entry, inCalls, list, mapping, scalar, times } from './draft-node.ts';
import { draftServer, type FoundResource, resourcesOf } from './draft-server.ts';
import { emptyIssuer, type Survey } from './survey.ts';

/** What lies beside the logs, and what the user named. Nothing is trusted for lying there (contract §3.2). */
export interface DraftMaterial {
  /** Given with `--jwks`. */
  readonly givenKeySets: readonly (DraftFile & { readonly issuer: string })[];
  readonly foundKeySets: readonly DraftFile[];
  /** By the metadata of issuers (RFC 8414, OpenID Connect discovery). */
  readonly foundIssuers: readonly { readonly issuer: string; readonly path: string }[];
  readonly foundResources: readonly FoundResource[];
}

const sorted = (names: Iterable<string>): readonly string[] => [...new Set(names)].sort();

const headerOf = ({ calls, ran, nameless, leftOut }: Survey): readonly string[] => [
  `A policy to start from, drafted by \`bindcheck init\` from ${inCalls(ran)} that ran or may have run, of ${calls} found.`,
  'What was seen is not what is right: an attack that worked looks the same. Look at each line that says',
  '"confirm", correct it, and delete its comment.',
  ...(nameless === 0 ? [] : [`Calls that do not tell at which server, and are not in here: ${nameless}.`]),
  ...(leftOut === 0 ? [] : [`Names that were too many, too long or unprintable, and were left out: seen ${leftOut} times.`]),
];

const limitEntries = ({ longestLifetime }: Survey): readonly Entry[] => {
  const seen = longestLifetime === undefined ? 'none was seen' : `the longest seen is ${describeDuration(longestLifetime)}`;
  return [
    { key: 'clock_skew', value: scalar('60s', 'the default') },
    { key: 'proof_window', value: scalar('300s', 'the default') },
    { key: 'max_token_lifetime', value: scalar('1h', `a common limit, not from the logs; ${seen}, confirm`) },
  ];
};

/** Those that the user vouches for with a key set, and those seen often. To trust a forger is worse than to ask. */
const listedIssuers = ({ issuers }: Survey, { givenKeySets }: DraftMaterial): readonly string[] => {
  const most = Math.max(0, ...[...issuers.values()].map(({ calls }) => calls));
  const frequent = [...issuers].filter(([, { calls }]) => !isRare(calls, most)).map(([name]) => name);
  return sorted([...frequent, ...givenKeySets.map(({ issuer }) => issuer)]);
};

const issuersEntry = ({ issuers }: Survey, names: readonly string[], material: DraftMaterial): Entry => {
  const { givenKeySets, foundKeySets, foundIssuers } = material;
  const drafts = names.map((name) => {
    const given = givenKeySets.filter(({ issuer }) => issuer === name);
    return draftIssuer(name, issuers.get(name) ?? emptyIssuer(), { given, found: foundKeySets });
  });
  const rare = sorted(issuers.keys())
    .filter((name) => !names.includes(name))
    .map(
      (name) =>
        `- issuer: ${JSON.stringify(name)} # seen ${times(issuers.get(name)?.calls ?? 0)}, so rarely: list it only if it is trusted`,
    );
  const others = foundIssuers
    .filter(({ issuer }) => isWritableName(issuer) && !names.includes(issuer) && !issuers.has(issuer))
    .map(({ issuer, path }) => `The metadata in ${path} is of ${issuer}; no token of it was seen.`);
  const nothing = names.length === 0 ? ['No issuer is known: list those whose tokens are trusted, as `- issuer: URL`.'] : [];
  return { key: 'issuers', value: list(drafts), above: [...nothing, ...rare, ...others], spaced: true };
};

const serversEntry = (survey: Survey, issuers: readonly string[], { foundResources }: DraftMaterial): Entry => {
  const names = sorted(survey.servers.keys());
  const writable = foundResources.filter(({ resource }) => isWritableName(resource));
  const used = new Set([...survey.servers.values()].flatMap((server) => resourcesOf(server, writable)));
  const others = writable
    .filter((found) => !used.has(found))
    .map(({ resource, path }) => `The metadata in ${path} is of ${resource}; no call to it was seen.`);
  const nothing = names.length === 0 ? ['No server is known: list those that are audited, as `- id: NAME`.'] : [];
  return {
    key: 'servers',
    value: list(names.map((name) => draftServer(name, survey, issuers, writable))),
    above: [...nothing, ...others],
    spaced: true,
  };
};

const FURTHER = [
  'What a draft cannot know, and a policy can say: what each tool demands besides scopes (delegation, max_auth_age, acr,',
  'approval, purpose), which scopes imply others or are too broad (scopes), who may act for whom (delegation), which names',
  'are of the same party (identities), whether introspection answers are trusted (introspection).',
];

/**
 * Drafts a policy from what was seen, as commented YAML that `readPolicy` accepts: scopes that were used, never those of the
 * tokens, and no exceptions. The same survey and material give the same bytes.
 */
export const draftPolicy = (survey: Survey, material: DraftMaterial): string => {
  const issuers = listedIssuers(survey, material);
  const document = new Document(null, { version: '1.2' });
  document.contents = mapping([
    { key: 'schema', value: scalar('bindcheck.policy/1') },
    ...limitEntries(survey),
    issuersEntry(survey, issuers, material),
    serversEntry(survey, issuers, material),
  ]) as unknown as typeof document.contents;
  document.commentBefore = commentText(headerOf(survey));
  document.comment = commentText(FURTHER);
  return `${document.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd()}\n`;
};
