import { present } from '../../lib/present.ts';
import type { TokenDraft } from '../../model/draft.ts';
import type { StatedToken } from '../../model/invocation.ts';
import { ID_SPACES } from '../record/id-spaces.ts';
import { at, numberAt, textAt, wordsOf, zonedTimeOf } from '../record/members.ts';

const ISSUED = 'authentication.kubernetes.io/issued-credential-id';
const JTI = /^JTI=(.+)$/;

/**
 * Asked for this long (`WarnOnlyBoundTokenExpirationPeriod`), a token may live for a year while the answer names the end that was
 * asked for, so that clients renew it: what is stated is not its `exp`.
 */
const EXTENDED_SECONDS = 3607;

const issuedId = (event: unknown): string | undefined => JTI.exec(textAt(event, 'annotations', ISSUED) ?? '')?.[1];

/** Whether a Kubernetes audit event issues a service account token (TokenRequest, KEP-4193). */
export const isTokenRequest = (event: unknown): boolean =>
  textAt(event, 'objectRef', 'resource') === 'serviceaccounts' &&
  textAt(event, 'objectRef', 'subresource') === 'token' &&
  issuedId(event) !== undefined;

const subjectOf = (event: unknown): string | undefined => {
  const namespace = textAt(event, 'objectRef', 'namespace');
  const name = textAt(event, 'objectRef', 'name');
  return namespace && name ? `system:serviceaccount:${namespace}:${name}` : undefined;
};

const expiresAt = (event: unknown): number | undefined => {
  const seconds =
    numberAt(event, 'responseObject', 'spec', 'expirationSeconds') ??
    numberAt(event, 'requestObject', 'spec', 'expirationSeconds');
  return seconds === EXTENDED_SECONDS ? undefined : zonedTimeOf(at(event, 'responseObject', 'status', 'expirationTimestamp'));
};

/**
 * The token that an audit event issues, by the id that calls made with it log as `credential-id`. Audience and end are there at level
 * RequestResponse only; the token itself never is.
 */
export const tokenRequestTokens = (event: unknown): TokenDraft[] => {
  const jti = issuedId(event);
  if (jti === undefined) return [];
  const audience = at(event, 'responseObject', 'spec', 'audiences') ?? at(event, 'requestObject', 'spec', 'audiences');
  const stated = present<StatedToken>({
    jti,
    idSpace: ID_SPACES.kubernetes,
    subject: subjectOf(event),
    audience: wordsOf(audience),
    expiresAt: expiresAt(event),
  });
  return [{ kind: 'token', stated }];
};
