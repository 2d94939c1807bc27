import type { StatedToken } from '../model/invocation.ts';
import type { Profile } from '../model/policy.ts';
import type { Claims, Confirmation } from '../model/token.ts';
import { type Fact, known, type Unknown, unknown } from './fact.ts';
import { activeOf, latestAt } from './introspection-answers.ts';
import type { Subject } from './subject.ts';
import type { FactValues } from './values.ts';

/** What a claim is called in each place that may tell it. */
interface ClaimReader<T> {
  /** Names of the claim in a token: one of the wrong type is not known (`parse-differential`), not absent. */
  readonly names: readonly string[];
  /**
   * An answer of a trusted authorization server that does not tell it says that there is none: a binding must be told
   * (RFC 9449 §6.2, RFC 8705 §3.2), a start may be. Of other members its silence says nothing (RFC 7662 §2.2).
   */
  readonly toldIfThere?: true;
  /** What a token allows may be in claims that it only points to (`_claim_names`: OpenID Connect Core §5.6.2, groups of Entra). */
  readonly mayBeElsewhere?: true;
  of(claims: Claims, profile: Profile | undefined): T | undefined;
  ofStated(stated: StatedToken): T | undefined;
}

const confirmationOf = (jkt: string | undefined, x5tS256: string | undefined): Confirmation | undefined =>
  jkt === undefined && x5tS256 === undefined ? undefined : { ...(jkt ? { jkt } : {}), ...(x5tS256 ? { x5tS256 } : {}) };

const clientOf = (claims: Claims, profile: Profile | undefined): string | undefined => {
  if (profile === 'entra') return claims.azp ?? claims.appid ?? claims.clientId;
  if (profile === 'okta') return claims.cid ?? claims.clientId;
  if (profile === 'auth0') return claims.clientId ?? claims.azp;
  return claims.clientId ?? claims.azp ?? claims.cid;
};

const scopesOf = (claims: Claims, profile: Profile | undefined): readonly string[] | undefined => {
  if (profile === 'entra' && claims.scp === undefined) return claims.roles;
  return claims.scope ?? claims.scp;
};

const READERS = {
  issuer: { names: ['iss'], of: ({ issuer }) => issuer, ofStated: ({ issuer }) => issuer },
  subject: { names: ['sub'], of: ({ subject }) => subject, ofStated: ({ subject }) => subject },
  audience: { names: ['aud'], of: ({ audience }) => audience, ofStated: ({ audience }) => audience },
  clientId: { names: ['client_id'], of: clientOf, ofStated: ({ clientId }) => clientId },
  tokenId: { names: ['jti'], of: ({ jti, uti }) => jti ?? uti, ofStated: ({ jti }) => jti },
  scopes: { names: ['scope', 'scp'], mayBeElsewhere: true, of: scopesOf, ofStated: ({ scopes }) => scopes },
  issuedAt: { names: ['iat'], of: ({ issuedAt }) => issuedAt, ofStated: ({ issuedAt }) => issuedAt },
  notBefore: { names: ['nbf'], toldIfThere: true, of: ({ notBefore }) => notBefore, ofStated: ({ notBefore }) => notBefore },
  expiresAt: { names: ['exp'], of: ({ expiresAt }) => expiresAt, ofStated: ({ expiresAt }) => expiresAt },
  warnAfter: { names: [], toldIfThere: true, of: ({ warnAfter }) => warnAfter, ofStated: () => undefined },
  actors: { names: ['act'], toldIfThere: true, of: ({ actors }) => actors, ofStated: ({ actors }) => actors },
  mayAct: { names: ['may_act'], toldIfThere: true, of: ({ mayAct }) => mayAct, ofStated: () => undefined },
  tokenSession: { names: ['sid'], of: ({ sessionId }) => sessionId, ofStated: () => undefined },
  authenticatedAt: { names: ['auth_time'], of: ({ authenticatedAt }) => authenticatedAt, ofStated: () => undefined },
  authenticationClass: { names: ['acr'], of: ({ acr }) => acr, ofStated: () => undefined },
  purposes: { names: ['purpose', 'purp'], of: ({ purposes }) => purposes, ofStated: () => undefined },
  transactionContext: { names: ['tctx'], of: ({ transactionContext }) => transactionContext, ofStated: () => undefined },
  tokenArgumentsHash: { names: [], of: ({ argumentsSha256 }) => argumentsSha256, ofStated: () => undefined },
  authorizationDetails: {
    names: ['authorization_details'],
    of: ({ authorizationDetails }) => authorizationDetails,
    ofStated: () => undefined,
  },
  tokenRun: { names: ['run_id'], of: ({ runId }) => runId, ofStated: () => undefined },
  tokenEnvironment: { names: ['environment'], of: ({ environment }) => environment, ofStated: () => undefined },
  tokenPod: { names: ['kubernetes.io'], of: ({ podUid }) => podUid, ofStated: () => undefined },
  confirmation: {
    names: ['cnf'],
    toldIfThere: true,
    of: ({ confirmation }) => confirmation,
    ofStated: ({ jkt, x5tS256 }) => confirmationOf(jkt, x5tS256),
  },
} satisfies { readonly [N in ClaimName]: ClaimReader<NonNullable<FactValues[N]>> };

/** Facts that are claims: a pass that rests on one needs it verified (contract §1). */
export type ClaimName =
  | 'issuer'
  | 'subject'
  | 'audience'
  | 'clientId'
  | 'tokenId'
  | 'scopes'
  | 'issuedAt'
  | 'notBefore'
  | 'expiresAt'
  | 'warnAfter'
  | 'confirmation'
  | 'actors'
  | 'mayAct'
  | 'tokenSession'
  | 'authenticatedAt'
  | 'authenticationClass'
  | 'purposes'
  | 'transactionContext'
  | 'tokenArgumentsHash'
  | 'authorizationDetails'
  | 'tokenRun'
  | 'tokenEnvironment'
  | 'tokenPod';

/** Why nothing is known of the claims of a token. */
export const whyNoClaims = (subject: Subject): Unknown => {
  const { fields } = subject.invocation;
  const sample = subject.token?.sample;
  if (sample?.limitExceeded) return unknown('limit-exceeded');
  if (sample?.kind === 'encrypted') return unknown('encrypted-token');
  if (sample?.kind === 'opaque') return unknown('opaque-no-introspection');
  if (fields.tokenTruncated) return unknown('no-token-sample');
  return unknown(fields.tokenSha256 !== undefined || subject.token?.sha256 !== undefined ? 'token-hash-only' : 'no-token-sample');
};

/** Whether a key of the issuer vouches for the claims of the sample, and parsers agree on what they are. */
const sampleIsVerified = (subject: Subject): boolean => {
  const signature = subject.fact('signature');
  const form = subject.token?.sample?.form;
  return signature.known && signature.value.status === 'valid' && form?.differential.length === 0;
};

/** The answer that counts: the latest active one at or before the request, else the first active one after it. */
export const introspectionFor = (subject: Subject): Claims | undefined => {
  const active = activeOf(subject.introspections);
  if (active.length === 0) return undefined;
  const { eventTime } = subject.invocation.fields;
  const before = eventTime === undefined ? undefined : latestAt(active, eventTime);
  return (before ?? active[0])?.claims;
};

const fromSample = <T>(subject: Subject, reader: ClaimReader<T>): Fact<T | null> | undefined => {
  const sample = subject.token?.sample;
  if (!sample?.claims) return undefined;
  if (reader.names.some((name) => sample.form?.codes.includes(`claim-type:${name}`))) return unknown('parse-differential');
  const value = reader.of(sample.claims, profileOf(subject, sample.claims.issuer));
  if (value === undefined && reader.mayBeElsewhere && sample.claims.names.includes('_claim_names'))
    return unknown('coverage-unknown');
  return known(value ?? null, sampleIsVerified(subject));
};

const profileOf = (subject: Subject, issuer: string | undefined): Profile | undefined =>
  issuer === undefined ? undefined : subject.index.issuer(issuer)?.profile;

const fromIntrospection = <T>(subject: Subject, reader: ClaimReader<T>): Fact<T | null> | undefined => {
  const claims = introspectionFor(subject);
  const trusted = subject.index.policy.introspectionTrusted;
  const value = claims && reader.of(claims, profileOf(subject, claims.issuer));
  if (value !== undefined) return known(value, trusted);
  return claims && trusted && reader.toldIfThere ? known(null, true) : undefined;
};

const fromStated = <T>(stated: StatedToken | undefined, reader: ClaimReader<T>): Fact<T> | undefined => {
  const value = stated && reader.ofStated(stated);
  return value === undefined ? undefined : known(value, false);
};

/**
 * A claim by precedence: verified JWT, introspection, unverified JWT, log of the issuer, what the invocation log states
 * (contract §3.2). A JWT in hand is known to lack what it does not say.
 */
const readClaim = <T>(subject: Subject, reader: ClaimReader<T>): Fact<T | null> => {
  const sample = fromSample(subject, reader);
  if (sample?.known && sample.verified && sample.value !== null) return sample;
  const introspected = fromIntrospection(subject, reader);
  if (introspected?.known && introspected.verified) return introspected;
  return (
    sample ??
    introspected ??
    fromStated(subject.token?.stated, reader) ??
    fromStated(subject.invocation.fields.statedToken, reader) ??
    whyNoClaims(subject)
  );
};

type ClaimFacts = { readonly [N in ClaimName]: (subject: Subject) => Fact<FactValues[N]> };

/** How each claim is found. */
export const CLAIM_FACTS = Object.fromEntries(
  Object.entries(READERS).map(([name, reader]) => [
    name,
    (subject: Subject) => readClaim(subject, reader as ClaimReader<unknown>),
  ]),
) as unknown as ClaimFacts;

/** Names of the claims of a JWT in hand. */
export const claimNames = (subject: Subject): Fact<readonly string[]> => {
  const claims = subject.token?.sample?.claims;
  return claims ? known(claims.names, sampleIsVerified(subject)) : whyNoClaims(subject);
};
