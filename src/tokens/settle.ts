import { dataWithoutCredentials } from '../lib/credential-text.ts';
import { sha256Base64url } from '../lib/digest.ts';
import type { Draft, IntrospectionDraft, LeakDraft, RevocationDraft, TokenDraft } from '../model/draft.ts';
import type { Settled, SettledIntrospection, SettledLeak, SettledRevocation, SettledToken } from '../model/settled.ts';
import type { TokenSample } from '../model/token.ts';
import { readClaims } from './claims.ts';
import { member } from './json-object.ts';
import type { KeyRing } from './keys.ts';
import { readPresented } from './presented.ts';
import { createSampler, type Sampler } from './sample.ts';
import { createInvocationSettler, type InvocationSettler } from './settle-invocation.ts';

/** Turns drafts into facts; the raw credentials in them end here. */
export interface Settler {
  /** Settles a batch in its order. Never throws because of what a draft holds. */
  settle(drafts: readonly Draft[]): Settled[];
  readonly invocations: InvocationSettler;
}

/** The hash of a raw token where there is one in full, else the hash that the record states. */
const tokenHash = (draft: { readonly token?: string; readonly tokenSha256?: string }): { tokenSha256?: string } => {
  const token = draft.token === undefined ? undefined : readPresented(draft.token).token;
  const hash = token === undefined ? draft.tokenSha256 : sha256Base64url(token);
  return hash === undefined ? {} : { tokenSha256: hash };
};

const settleToken = (draft: TokenDraft, sample: Sampler): SettledToken => {
  const raw = draft.token === undefined ? undefined : readPresented(draft.token).token;
  const known = raw === undefined ? undefined : sample(raw);
  const hash = known?.sha256 ?? draft.tokenSha256;
  return {
    kind: 'token',
    ...(known && { sample: known }),
    ...(hash !== undefined && { tokenSha256: hash }),
    ...(draft.stated && { stated: draft.stated }),
  };
};

const settleIntrospection = (draft: IntrospectionDraft, digestKey: Uint8Array): SettledIntrospection => ({
  kind: 'introspection',
  ...tokenHash(draft),
  queriedAt: draft.queriedAt,
  ...(draft.answeredBy !== undefined && { answeredBy: draft.answeredBy }),
  active: member(draft.response, 'active') === true,
  claims: readClaims(draft.response, digestKey),
});

const contentOf = ({ signingInputSha256: tokenContent }: TokenSample): { tokenContent?: string } =>
  tokenContent === undefined ? {} : { tokenContent };

const settleRevocation = ({ token, tokenSha256, sessionId, ...rest }: RevocationDraft, sample: Sampler): SettledRevocation => ({
  ...rest,
  ...(token !== undefined && contentOf(sample(readPresented(token).token ?? ''))),
  ...tokenHash({ ...(token !== undefined && { token }), ...(tokenSha256 !== undefined && { tokenSha256 }) }),
  ...(sessionId !== undefined && { sessionId: sha256Base64url(sessionId) }),
});

/** Issuer and id of a token, where a key of that very issuer vouches for them: anybody can write those of another into a token. */
const verifiedNames = ({ claims, signature }: TokenSample, ring: KeyRing): Pick<LeakDraft, 'tokenIssuer' | 'tokenJti'> => {
  const { issuer, jti } = claims ?? {};
  const vouched = ring.facts.some((key) => key.issuer === issuer && signature?.verifiedBy.includes(key.thumbprint));
  return issuer !== undefined && jti !== undefined && vouched ? { tokenIssuer: issuer, tokenJti: jti } : {};
};

/** A leaked JWT is known by its id too, since many logs name tokens so. */
const settleLeak = ({ token, tokenSha256, ...rest }: LeakDraft, sample: Sampler, ring: KeyRing): SettledLeak => {
  const raw = token === undefined ? undefined : readPresented(token).token;
  if (raw === undefined) return { ...rest, ...(tokenSha256 !== undefined && { tokenSha256 }) };
  const known = sample(raw);
  return { ...rest, ...verifiedNames(known, ring), ...contentOf(known), tokenSha256: known.sha256 };
};

/**
 * A settler that judges signatures with the keys of `ring` and digests low-entropy values under `digestKey`, the random key of the
 * database (contract §5). Each distinct token is worked out once.
 */
export const createSettler = (ring: KeyRing, digestKey: Uint8Array): Settler => {
  const sample = createSampler(ring, digestKey);
  const invocations = createInvocationSettler(sample, digestKey);
  const settleOne = (draft: Draft): Settled => {
    switch (draft.kind) {
      case 'invocation':
        return invocations.settle(draft);
      case 'token':
        return dataWithoutCredentials(settleToken(draft, sample));
      case 'introspection':
        return dataWithoutCredentials(settleIntrospection(draft, digestKey));
      case 'revocation':
        return dataWithoutCredentials(settleRevocation(draft, sample));
      case 'leak':
        return dataWithoutCredentials(settleLeak(draft, sample, ring));
      case 'approval':
      case 'hint':
        return dataWithoutCredentials(draft);
    }
  };
  return {
    settle: (drafts) => drafts.map(settleOne),
    invocations,
  };
};
