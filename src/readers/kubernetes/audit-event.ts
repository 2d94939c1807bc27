import { sha256Notation } from '../../lib/digest.ts';
import { present } from '../../lib/present.ts';
import { readLoggedUrl } from '../../lib/request-url.ts';
import { type ReadTime, readRfc3339 } from '../../lib/rfc3339.ts';
import type { TokenDraft } from '../../model/draft.ts';
import type { InvocationFields, Outcome, StatedToken } from '../../model/invocation.ts';
import { outcomeOfStatus } from '../http/json-rpc.ts';
import { at, elementsOf, numberAt, textAt, textOf, zonedTimeOf } from '../record/members.ts';

/** Whose ids the ids of service account tokens are: an audit event does not name their issuer. */
const TOKEN_IDS = 'kubernetes-credential-id';

/** Some collectors rewrite the names of members. */
const rewritten = (name: string): string => name.replaceAll('.', '_').replaceAll('/', '_slash_');

const annotation = (event: unknown, name: string): string | undefined =>
  textAt(event, 'annotations', name) ?? textAt(event, 'annotations', rewritten(name));

const extra = (event: unknown, name: string): string | undefined => {
  const all = at(event, 'user', 'extra');
  return textOf(elementsOf(at(all, name) ?? at(all, rewritten(name)))[0]);
};

/** The credential that authenticated the request: the id of a token, or the hash of a client certificate (KEP-4193). */
interface CredentialId {
  readonly jti?: string;
  readonly certificate?: string;
}

const readCredentialId = (text: string | undefined): CredentialId => {
  const [, kind, id = ''] = /^(JTI|X509SHA256)=(.{1,256})$/.exec(text ?? '') ?? [];
  if (kind === 'JTI') return { jti: id };
  const certificate = kind === undefined ? undefined : sha256Notation(id);
  return certificate === undefined ? {} : { certificate };
};

const credentialOf = (event: unknown): CredentialId =>
  readCredentialId(extra(event, 'authentication.kubernetes.io/credential-id'));

/** When the request came in; `timestamp` in v1beta1. */
const requestTime = (event: unknown): ReadTime | undefined =>
  readRfc3339(textAt(event, 'requestReceivedTimestamp') ?? textAt(event, 'timestamp') ?? '');

/** As kubectl writes it: `create serviceaccounts/token`, `list endpointslices.discovery.k8s.io`; else the path: `get /version`. */
const toolOf = (event: unknown): string | undefined => {
  const ref = (name: string): string | undefined => textAt(event, 'objectRef', name);
  const group = ref('apiGroup');
  const named = ref('resource') && [ref('resource'), ...(group === undefined ? [] : [group])].join('.');
  const target = named === undefined ? pathOf(event) : [named, ref('subresource')].filter(Boolean).join('/');
  return [textAt(event, 'verb'), target].filter(Boolean).join(' ') || undefined;
};

const pathOf = (event: unknown): string | undefined => {
  const uri = textAt(event, 'requestURI');
  return uri === undefined ? undefined : readLoggedUrl(uri).url;
};

const resourceOf = (event: unknown): string | undefined =>
  [textAt(event, 'objectRef', 'namespace'), textAt(event, 'objectRef', 'name')].filter(Boolean).join('/') || undefined;

/** A decision against the caller, else the status; any success, and a switch of protocols (exec, port-forward), has effect. */
const outcomeOf = (event: unknown): Outcome => {
  if (annotation(event, 'authorization.k8s.io/decision') === 'forbid') return 'denied';
  const code = numberAt(event, 'responseStatus', 'code');
  if (textAt(event, 'stage') === 'Panic') return 'unknown';
  return code !== undefined && code >= 100 && code < 300 ? 'executed' : outcomeOfStatus(code);
};

const SERVICE_ACCOUNT = 'system:serviceaccount:';

/** The name of a service account is `sub` of its token; other names come from certificates or are mapped by the cluster. */
const partiesOf = (event: unknown): InvocationFields => {
  const username = textAt(event, 'user', 'username');
  const impersonated = textAt(event, 'impersonatedUser', 'username');
  if (impersonated !== undefined) return present<InvocationFields>({ agentName: username, principalName: impersonated });
  if (username?.startsWith(SERVICE_ACCOUNT)) return { principalId: username };
  return username === undefined ? {} : { principalName: username };
};

/** All but the last address are what the client says. */
const addressOf = (event: unknown): string | undefined => textOf(elementsOf(at(event, 'sourceIPs')).at(-1));

const schemeOf = ({ jti, certificate }: CredentialId): InvocationFields['tokenScheme'] => {
  if (jti !== undefined) return 'bearer';
  return certificate === undefined ? undefined : 'other';
};

/**
 * One request to the API server. The pod in `user.extra` is left out: it is copied from the token, and says nothing of where the
 * request came from.
 */
export const requestOf = (event: unknown): InvocationFields => {
  const time = requestTime(event);
  const credential = credentialOf(event);
  const uri = textAt(event, 'requestURI');
  const url = uri === undefined ? undefined : readLoggedUrl(uri);
  return present<InvocationFields>({
    recordId: textAt(event, 'auditID'),
    eventTime: time?.milliseconds,
    eventTimeWithoutZone: time && !time.zoned ? true : undefined,
    serverName: 'kube-apiserver',
    toolName: toolOf(event),
    resource: resourceOf(event),
    outcome: outcomeOf(event),
    urlQueryLogged: url?.query,
    tokenInUrl: url?.token,
    httpStatus: numberAt(event, 'responseStatus', 'code'),
    tokenScheme: schemeOf(credential),
    statedToken: credential.jti === undefined ? undefined : { idSpace: TOKEN_IDS, jti: credential.jti },
    clientCertSha256: credential.certificate,
    sourceIp: addressOf(event),
    userAgent: textAt(event, 'userAgent'),
    ...partiesOf(event),
  });
};

const issuedSubject = (event: unknown): string | undefined => {
  const namespace = textAt(event, 'objectRef', 'namespace');
  const name = textAt(event, 'objectRef', 'name');
  return namespace === undefined || name === undefined ? undefined : `${SERVICE_ACCOUNT}${namespace}:${name}`;
};

const listAt = (event: unknown, ...path: readonly string[]): string[] | undefined => {
  const texts = elementsOf(at(event, ...path)).filter((each): each is string => typeof each === 'string' && each !== '');
  return texts.length === 0 ? undefined : texts;
};

/** Tokens asked for by a pod for this time are in truth given a year, and are only called stale after it. */
const EXTENDED_SECONDS = 3607;

const issuedUntil = (event: unknown): number | undefined => {
  if (numberAt(event, 'requestObject', 'spec', 'expirationSeconds') === EXTENDED_SECONDS) return undefined;
  return zonedTimeOf(at(event, 'responseObject', 'status', 'expirationTimestamp'));
};

/** The token that a TokenRequest had issued: its id, and where the log keeps the objects its audiences and its end. */
export const issuedTokenOf = (event: unknown): TokenDraft | undefined => {
  const { jti } = readCredentialId(annotation(event, 'authentication.kubernetes.io/issued-credential-id'));
  if (jti === undefined || outcomeOf(event) !== 'executed') return undefined;
  const time = requestTime(event);
  const stated = present<StatedToken>({
    idSpace: TOKEN_IDS,
    jti,
    subject: issuedSubject(event),
    audience: listAt(event, 'responseObject', 'spec', 'audiences') ?? listAt(event, 'requestObject', 'spec', 'audiences'),
    issuedAt: time?.zoned ? time.milliseconds : undefined,
    expiresAt: issuedUntil(event),
  });
  return { kind: 'token', stated };
};
