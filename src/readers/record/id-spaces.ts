/** Whose ids the ids of tokens are that platforms log without naming an issuer (`StatedToken.idSpace`). Each is unique in its own. */
export const ID_SPACES = {
  /** `accessKeyId` of long-lived and temporary credentials. */
  aws: 'aws-access-key-id',
  /** `uti` of access tokens, in the form of the claim. */
  entra: 'entra-token-id',
  /** `jti` of access tokens of Okta. */
  okta: 'okta-token-id',
  /** `jti` of access tokens of Auth0, where the log does not say at which domain they were asked for. */
  auth0: 'auth0-token-id',
  /** `jti` of access tokens of Keycloak. */
  keycloak: 'keycloak-token-id',
} as const;
