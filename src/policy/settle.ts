import { dirname, join } from 'node:path';
import { type IssuerPolicy, type KeySetSource, NO_POLICY, type Policy } from '../model/policy.ts';
import { readDate, readLastMoment } from './date.ts';
import type { RawException, RawIssuer, RawKeySet, RawPolicy } from './raw.ts';
import { milliseconds, settleServer } from './settle-server.ts';

const settleDate = (name: 'from' | 'until', text: string | undefined): { from?: number; until?: number } => {
  const time = text === undefined ? undefined : readDate(text);
  return time === undefined ? {} : { [name]: time };
};

const settleKeySet = ({ path, from, until, complete }: RawKeySet, folder: string): KeySetSource => ({
  path: join(folder, path),
  ...settleDate('from', from),
  ...settleDate('until', until),
  ...(complete !== undefined && { complete }),
});

const settleIssuer = ({ issuer, jwks = [], algorithms, profile }: RawIssuer, folder: string): IssuerPolicy => ({
  issuer,
  jwks: (typeof jwks === 'string' ? [{ path: jwks }] : jwks).map((set) => settleKeySet(set, folder)),
  ...(algorithms && { algorithms }),
  ...(profile && { profile }),
});

/** Without a prototype: scopes of hostile tokens are looked up in it. */
const settleImplications = (implies: Readonly<Record<string, readonly string[]>> = {}): Policy['scopeImplications'] =>
  Object.assign(Object.create(null), implies);

const settleException = (exception: RawException): Policy['exceptions'][number] => ({
  rule: exception.rule,
  match: exception.match,
  reason: exception.reason,
  ...(exception.owner !== undefined && { owner: exception.owner }),
  expires: readLastMoment(exception.expires) ?? 0,
  acceptRisk: exception.accept_risk ?? false,
});

const settleDurations = (raw: RawPolicy): Pick<Policy, 'clockSkew' | 'proofWindow' | 'maxTokenLifetime' | 'revocationGrace'> => ({
  clockSkew: raw.clock_skew === undefined ? NO_POLICY.clockSkew : milliseconds(raw.clock_skew),
  proofWindow: raw.proof_window === undefined ? NO_POLICY.proofWindow : milliseconds(raw.proof_window),
  ...(raw.max_token_lifetime !== undefined && { maxTokenLifetime: milliseconds(raw.max_token_lifetime) }),
  revocationGrace: raw.revocation_grace === undefined ? NO_POLICY.revocationGrace : milliseconds(raw.revocation_grace),
});

/** The policy that a file states, in our words, with its defaults and its paths joined to the folder of the file (contract §3.3). */
export const settlePolicy = (raw: RawPolicy, file: string): Policy => ({
  path: file,
  ...settleDurations(raw),
  issuers: (raw.issuers ?? []).map((issuer) => settleIssuer(issuer, dirname(file))),
  servers: (raw.servers ?? []).map(settleServer),
  scopeImplications: settleImplications(raw.scopes?.implies),
  broadScopes: raw.scopes?.broad ?? [],
  ...(raw.delegation?.max_depth !== undefined && { maxDelegationDepth: raw.delegation.max_depth }),
  ...(raw.delegation?.actors && { actors: raw.delegation.actors }),
  singleUse: raw.tokens?.single_use ?? [],
  replayContext: raw.replay?.context ?? NO_POLICY.replayContext,
  introspectionTrusted: raw.introspection === 'trusted',
  identities: raw.identities ?? [],
  ...(raw.frameworks && { frameworks: raw.frameworks }),
  exceptions: (raw.exceptions ?? []).map(settleException),
});
