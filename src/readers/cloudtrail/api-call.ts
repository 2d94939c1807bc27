import { present } from '../../lib/present.ts';
import type { InvocationFields, Outcome, StatedToken } from '../../model/invocation.ts';
import { addressOf } from '../record/address.ts';
import { at, elementsOf, textAt } from '../record/members.ts';
import { accessKey } from './access-key.ts';

/** Refused for its credentials: what the caller may not do, and credentials that do not hold. */
const DENIED =
  /(?:AccessDenied|Unauthorized|NotAuthorized|AuthFailure|ExpiredToken|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|UnrecognizedClient|InvalidIdentityToken|MissingAuthenticationToken|Forbidden)/;

/** What became of an API call, by its error code. */
export const outcomeOfError = (code: string | undefined): Outcome => {
  if (code === undefined) return 'executed';
  return DENIED.test(code) ? 'denied' : 'failed';
};

/** What every event states of its request. */
export const requestOf = (event: unknown): InvocationFields =>
  present<InvocationFields>({
    recordId: textAt(event, 'eventID'),
    requestId: textAt(event, 'requestID'),
    // The name of the service stands here where one service calls another.
    sourceIp: addressOf(textAt(event, 'sourceIPAddress')),
    userAgent: textAt(event, 'userAgent'),
  });

const OIDC_PROVIDER = /^arn:aws[a-z-]*:iam::\d{12}:oidc-provider\/(.+)$/;

/** The token of another issuer that STS exchanged; IAM names its issuer without the scheme, which is always https. */
const exchangedToken = (event: unknown): StatedToken | undefined => {
  const subject = textAt(event, 'responseElements', 'subjectFromWebIdentityToken');
  const provider = OIDC_PROVIDER.exec(textAt(event, 'responseElements', 'provider') ?? '')?.[1];
  const audience = textAt(event, 'responseElements', 'audience');
  if (subject === undefined) return undefined;
  return present<StatedToken>({
    issuer: provider === undefined ? undefined : `https://${provider}`,
    subject,
    audience: audience === undefined ? undefined : [audience],
  });
};

const resourceOf = (event: unknown): string | undefined => {
  const resources = elementsOf(at(event, 'resources')).flatMap((each) => textAt(each, 'ARN') ?? []);
  return resources.length === 1 ? resources[0] : undefined;
};

/**
 * One call of an AWS API: the service is the server, the action the tool. Signed with an access key, which is named by its id; the
 * ARN of the caller is the one that STS gave the credential out for. Parameters are left out, as CloudTrail rewrites and hides some.
 */
export const apiCallOf = (event: unknown): InvocationFields => {
  const key = textAt(event, 'userIdentity', 'accessKeyId');
  const statedToken = accessKey(key) ?? exchangedToken(event);
  return present<InvocationFields>({
    ...requestOf(event),
    serverName: textAt(event, 'eventSource'),
    toolName: textAt(event, 'eventName'),
    resource: resourceOf(event),
    outcome: outcomeOfError(textAt(event, 'errorCode')),
    tokenScheme: statedToken && 'other',
    statedToken,
    principalId: key === undefined ? undefined : textAt(event, 'userIdentity', 'arn'),
    principalName: textAt(event, 'userIdentity', 'userName'),
  });
};
