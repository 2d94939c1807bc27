import { hostOf } from '../lib/request-url.ts';
import type { Profile } from '../model/policy.ts';

/** Hosts of the issuers that the big providers run, or the ends of their names. */
const PROVIDERS: readonly (readonly [host: string, profile: Profile])[] = [
  ['login.microsoftonline.com', 'entra'],
  ['sts.windows.net', 'entra'],
  ['.okta.com', 'okta'],
  ['.oktapreview.com', 'okta'],
  ['.auth0.com', 'auth0'],
  ['token.actions.githubusercontent.com', 'github-actions'],
];

const COGNITO = /^cognito-idp\.[a-z0-9-]+\.amazonaws\.com$/;

/** The profile that the name of an issuer suggests, or `undefined`. */
export const guessProfile = (issuer: string): Profile | undefined => {
  const host = hostOf(issuer) ?? '';
  if (COGNITO.test(host)) return 'cognito';
  return PROVIDERS.find(([name]) => (name.startsWith('.') ? host.endsWith(name) : host === name))?.[1];
};
