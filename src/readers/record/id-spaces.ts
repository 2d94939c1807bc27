/** Whose ids the ids of tokens are that platforms log without naming an issuer (`StatedToken.idSpace`). Each is unique in its own. */
export const ID_SPACES = {
  /** `accessKeyId` of long-lived and temporary credentials. */
  aws: 'AWS access keys',
  /** `jti` of service account tokens, as `credential-id` and `issued-credential-id`. */
  kubernetes: 'Kubernetes credentials',
  /** `uti` of access tokens, in the form of the claim. */
  entra: 'Microsoft Entra tokens',
  /** `jti` of access tokens of Okta. */
  okta: 'Okta tokens',
  /** `jti` of access tokens of Auth0, where the log does not say at which domain they were asked for. */
  auth0: 'Auth0 tokens',
  /** `jti` of access tokens of Keycloak. */
  keycloak: 'Keycloak tokens',
} as const;
