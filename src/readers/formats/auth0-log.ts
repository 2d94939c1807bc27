import { present } from '../../lib/present.ts';
import { readRfc3339 } from '../../lib/rfc3339.ts';
import type { InvocationDraft, TokenDraft } from '../../model/draft.ts';
import type { Format, Mapped } from '../../model/format.ts';
import type { InvocationFields, StatedToken } from '../../model/invocation.ts';
import coverage from '../evidence/auth0-log.ts';
import { outcomeOfStatus } from '../http/json-rpc.ts';
import { inCapitals } from '../http/method.ts';
import { nameRoute } from '../http/route.ts';
import { isRecord } from '../native/read-fields.ts';
import { ID_SPACES } from '../record/id-spaces.ts';
import { at, numberAt, textAt, wordsOf } from '../record/members.ts';

/** The log stream wraps what the Management API gives bare. */
const eventOf = (value: unknown): unknown => (isRecord(value) && isRecord(value['data']) ? value['data'] : value);

const isEvent = (value: unknown): boolean => {
  const event = eventOf(value);
  const id = textAt(value, 'log_id') ?? textAt(event, 'log_id');
  return id !== undefined && textAt(event, 'type') !== undefined && textAt(event, 'date') !== undefined;
};

/** Tokens for the Management API: its own log names them by `jti` alone. */
const isForManagement = (audience: readonly string[] | undefined): boolean =>
  audience?.some((each) => /^https:\/\/[^/]+\/api\/v2\/$/.test(each)) ?? false;

/**
 * A token that was issued. `audience` and `scope` are those "in the JWT" by the published schemas, and its issuer is the domain that it
 * was asked for at. The certificate logged is the one that the client authenticated with, which binds nothing.
 */
const issuedTokens = (event: unknown): TokenDraft[] => {
  const jti = textAt(event, 'details', 'access_token_jti');
  if (jti === undefined) return [];
  const domain = textAt(event, 'hostname');
  const audience = wordsOf(at(event, 'audience'));
  const facts = { jti, clientId: textAt(event, 'client_id'), audience, scopes: wordsOf(at(event, 'scope')) };
  const named = present<StatedToken>({ ...facts, issuer: domain && `https://${domain}/` });
  const unnamed = present<StatedToken>({ ...facts, idSpace: ID_SPACES.auth0 });
  const stated = domain === undefined ? [unnamed] : isForManagement(audience) ? [named, unnamed] : [named];
  return stated.map((each) => ({ kind: 'token', stated: each }));
};

const presentedOf = (event: unknown): StatedToken | undefined => {
  const credentials = at(event, 'details', 'request', 'auth', 'credentials');
  const jti = textAt(credentials, 'jti');
  if (jti === undefined) return undefined;
  return present<StatedToken>({ jti, idSpace: ID_SPACES.auth0, scopes: wordsOf(at(credentials, 'scopes')) });
};

/** A call of the Management API (`sapi`, `fapi`, `mgmt_api_read`). */
const managementCalls = (value: unknown, event: unknown): InvocationDraft[] => {
  const request = at(event, 'details', 'request');
  const logged = textAt(request, 'method');
  const path = textAt(request, 'path');
  if (logged === undefined || path === undefined) return [];
  const method = inCapitals(logged);
  const time = readRfc3339(textAt(event, 'date') ?? '');
  const status = numberAt(event, 'details', 'response', 'statusCode');
  const fields = present<InvocationFields>({
    recordId: textAt(value, 'log_id') ?? textAt(event, 'log_id'),
    eventTime: time?.milliseconds,
    eventTimeWithoutZone: time && !time.zoned ? true : undefined,
    serverName: textAt(event, 'tenant_name') ?? textAt(event, 'hostname'),
    toolName: nameRoute(method, path),
    httpMethod: method,
    httpStatus: status,
    outcome: outcomeOfStatus(status),
    clientId: textAt(event, 'client_id'),
    principalName: textAt(event, 'user_id'),
    sourceIp: textAt(request, 'ip') ?? textAt(event, 'ip'),
    userAgent: textAt(request, 'userAgent') ?? textAt(event, 'user_agent'),
    traceId: textAt(event, 'references', 'trace_id'),
    statedToken: presentedOf(event),
  });
  return [{ kind: 'invocation', fields }];
};

const map = (value: unknown): Mapped => {
  const event = eventOf(value);
  return [...issuedTokens(event), ...managementCalls(value, event)];
};

const format: Format = {
  id: 'auth0-log',
  title: 'Tenant logs of Auth0 (log stream, Management API)',
  frames: ['json'],
  yields: ['token', 'invocation'],
  evidence:
    'audience, scopes and client of the tokens that were issued, by issuer and jti; calls of the Management API with the jti and scopes presented',
  coverage,
  detect: isEvent,
  mapper: () => map,
};

export default format;
