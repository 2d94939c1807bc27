import type { Format } from '../model/format.ts';
import approval from './formats/approval.ts';
import authorizationServerMetadata from './formats/authorization-server-metadata.ts';
import githubSecretAlert from './formats/github-secret-alert.ts';
import gitleaks from './formats/gitleaks.ts';
import har from './formats/har.ts';
import introspection from './formats/introspection.ts';
import invocation from './formats/invocation.ts';
import jwks from './formats/jwks.ts';
import jwtLine from './formats/jwt-line.ts';
import leak from './formats/leak.ts';
import openidConfiguration from './formats/openid-configuration.ts';
import policy from './formats/policy.ts';
import protectedResourceMetadata from './formats/protected-resource-metadata.ts';
import revocation from './formats/revocation.ts';
import securityEventToken from './formats/security-event-token.ts';
import token from './formats/token.ts';
import trufflehog from './formats/trufflehog.ts';

/** The formats in the order in which they are tried, most specific first. */
export const FORMATS: readonly Format[] = [
  invocation,
  token,
  introspection,
  approval,
  revocation,
  leak,
  policy,
  har,
  jwks,
  openidConfiguration,
  authorizationServerMetadata,
  protectedResourceMetadata,
  securityEventToken,
  gitleaks,
  trufflehog,
  githubSecretAlert,
  jwtLine,
];

/** The format of that id, as `--input-format` names it. */
export const formatById = (id: string): Format | undefined => FORMATS.find((format) => format.id === id);
