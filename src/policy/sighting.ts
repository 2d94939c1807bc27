import { hostOf, normaliseUrl } from '../lib/request-url.ts';
import type { InvocationFields, StatedToken } from '../model/invocation.ts';
import type { Claims, Confirmation, ProofFacts, TokenHeader } from '../model/token.ts';

/** What one call tells of what its server is: all of it seen, none of it judged. */
export interface Sighting {
  /** It had effect, or nothing says that it had none. */
  readonly ran: boolean;
  /** As logged, else the host of its URL. */
  readonly server?: string;
  readonly tool?: string;
  /** In the form in which `htu` is compared. */
  readonly url?: string;
  /** `htu` of the proof that came with it, in the same form. */
  readonly proofTarget?: string;
  readonly scopesUsed?: readonly string[];
  /** The log states that no token came. */
  readonly withoutToken: boolean;
  readonly binding?: 'dpop' | 'mtls';
  readonly issuer?: string;
  /** A key given for the issuer verifies the token. */
  readonly verified: boolean;
  readonly audience: readonly string[];
  readonly algorithm?: string;
  readonly type?: string;
  /** From issue to expiry, milliseconds. */
  readonly lifetime?: number;
}

/** What is known of one call: the record, and the token and proof that came with it. */
export interface Seen {
  readonly fields: InvocationFields;
  /** Of a sample or an introspection answer. */
  readonly claims: Claims | undefined;
  readonly stated: StatedToken | undefined;
  readonly header: TokenHeader | undefined;
  readonly proof: ProofFacts | undefined;
  readonly verified: boolean;
}

const RAN: ReadonlySet<string> = new Set(['executed', 'tool_error', 'unknown']);

const confirmationOf = ({ claims, stated }: Seen): Confirmation | undefined => {
  if (claims) return claims.confirmation ?? {};
  const { jkt, x5tS256 } = stated ?? {};
  return jkt === undefined && x5tS256 === undefined ? undefined : { ...(jkt ? { jkt } : {}), ...(x5tS256 ? { x5tS256 } : {}) };
};

/** By the token where its claims are known; else by how it was presented. */
const bindingOf = (seen: Seen): Sighting['binding'] => {
  const confirmation = confirmationOf(seen);
  if (confirmation?.jkt !== undefined) return 'dpop';
  if (confirmation?.x5tS256 !== undefined) return 'mtls';
  if (confirmation) return undefined;
  if (seen.proof || seen.fields.tokenScheme === 'dpop') return 'dpop';
  return seen.fields.tokenScheme === 'mtls' ? 'mtls' : undefined;
};

const lifetimeOf = ({ claims, stated }: Seen): number | undefined => {
  const { issuedAt, expiresAt } = claims ?? stated ?? {};
  const lifetime = issuedAt === undefined || expiresAt === undefined ? Number.NaN : expiresAt - issuedAt;
  return Number.isFinite(lifetime) && lifetime > 0 ? lifetime : undefined;
};

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

const present = <T extends object>(members: T): Present<T> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<T>;

const urlOf = (url: string | undefined): string | undefined => (url === undefined ? undefined : normaliseUrl(url));

/** Reads off one call what a policy may be drafted from. */
export const sight = (seen: Seen): Sighting => {
  const { fields, claims, stated, header, proof, verified } = seen;
  return {
    ran: RAN.has(fields.outcome ?? 'unknown'),
    withoutToken: fields.tokenScheme === 'none' || fields.tokenCount === 0,
    verified,
    audience: (claims ?? stated)?.audience ?? [],
    ...present({
      server: fields.serverName ?? (fields.httpUrl === undefined ? undefined : hostOf(fields.httpUrl)),
      tool: fields.toolName,
      url: urlOf(fields.httpUrl),
      proofTarget: urlOf(proof?.htu),
      scopesUsed: fields.scopesUsed,
      binding: bindingOf(seen),
      issuer: (claims ?? stated)?.issuer,
      algorithm: header?.alg,
      type: header?.typ,
      lifetime: lifetimeOf(seen),
    }),
  };
};
