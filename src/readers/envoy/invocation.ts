import { sha256Notation } from '../../lib/digest.ts';
import { present } from '../../lib/present.ts';
import { readRfc3339 } from '../../lib/rfc3339.ts';
import type { InvocationDraft } from '../../model/draft.ts';
import type { InvocationFields, Outcome, StatedToken } from '../../model/invocation.ts';
import { outcomeOfStatus } from '../http/json-rpc.ts';
import { nameRoute } from '../http/route.ts';
import { invocationDraft, urlFields } from '../record/invocation-draft.ts';
import { at, numberOf, textOf } from '../record/members.ts';
import { statedClaims } from '../record/stated-claims.ts';
import type { AccessLine, Fact } from './names.ts';

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-/;
/** Filters that refuse a request for its credentials, as `%RESPONSE_CODE_DETAILS%` names them. */
const DENIED = /^(?:jwt_authn_access_denied|rbac_access_denied|ext_authz_denied|oauth)/;
const UNAUTHORIZED = /(?:^|,)UAEX(?:,|$)/;
/** `192.0.2.1:443`, `[2001:db8::1]:443`. */
const ADDRESS = /^\[?([^\]]+?)\]?(?::\d{1,5})?$/;

const textFrom = (line: AccessLine, fact: Fact): string | undefined => textOf(line.of(fact));

const outcomeOf = (line: AccessLine, status: number | undefined): Outcome => {
  const denied = DENIED.test(textFrom(line, 'denial') ?? '') || UNAUTHORIZED.test(textFrom(line, 'flags') ?? '');
  return denied ? 'denied' : outcomeOfStatus(status === 0 ? undefined : status);
};

/** The external URL, where the log names scheme and authority; of a path alone nothing can be compared. */
const urlOf = (line: AccessLine): string | undefined => {
  const path = textFrom(line, 'path') ?? '/';
  const authority = textFrom(line, 'authority');
  const scheme = textFrom(line, 'scheme');
  return authority && scheme && /^https?$/.test(scheme) ? `${scheme}://${authority}${path}` : undefined;
};

const addressOf = (text: string | undefined): string | undefined => {
  const first = text?.split(',', 1)[0]?.trim();
  if (first === undefined) return undefined;
  return /^[^[\]]*:[^[\]]*:/.test(first) ? first : ADDRESS.exec(first)?.[1];
};

/** Claims that are logged one by one, by what the log calls them. */
const NAMED: Readonly<Record<string, Fact>> = {
  iss: 'iss',
  jti: 'jti',
  sub: 'sub',
  azp: 'azp',
  aud: 'aud',
  scope: 'scope',
  exp: 'exp',
  iat: 'iat',
  'cnf.jkt': 'jkt',
};

/** The payload of the token as a whole counts before claims under names of their own. */
const tokenOf = (line: AccessLine): StatedToken | undefined =>
  statedClaims((name) => {
    const fact = NAMED[name];
    return at(line.claims, name) ?? (fact && line.of(fact));
  });

const timeFields = (line: AccessLine): Pick<InvocationFields, 'eventTime' | 'eventTimeWithoutZone'> => {
  const time = readRfc3339(textFrom(line, 'time') ?? '');
  return time ? { eventTime: time.milliseconds, ...(time.zoned ? {} : { eventTimeWithoutZone: true }) } : {};
};

const isCall = (line: AccessLine): boolean =>
  line.of('rpcMethod') === 'tools/call' || (!line.has('rpcMethod') && line.has('tool'));

/** Whether a line that is no message of MCP shows anything of a credential: else it is traffic like any other. */
const showsCredential = (line: AccessLine): boolean =>
  line.claims !== undefined ||
  (['jti', 'sub', 'tokenHash', 'authorization', 'certificate'] as const).some((fact) => line.has(fact));

/** `x-request-id` is made by the proxy; ids of JSON-RPC lose their type in access logs, so that they are not compared. */
const fieldsOf = (line: AccessLine, toolName: string | undefined): InvocationFields => {
  const status = numberOf(line.of('status'));
  const url = urlOf(line);
  const trace = TRACEPARENT.exec(textFrom(line, 'traceparent') ?? '');
  const { eventTime, eventTimeWithoutZone } = timeFields(line);
  return present<InvocationFields>({
    vantage: 'gateway',
    eventTime,
    eventTimeWithoutZone,
    serverName: textFrom(line, 'server') ?? (url === undefined ? textFrom(line, 'authority') : undefined),
    toolName,
    httpMethod: textFrom(line, 'method'),
    ...urlFields(url),
    httpStatus: status === 0 ? undefined : status,
    outcome: outcomeOf(line, status),
    tokenSha256: sha256Notation(textFrom(line, 'tokenHash') ?? ''),
    statedToken: tokenOf(line),
    clientCertSha256: sha256Notation(textFrom(line, 'certificate') ?? ''),
    workloadId: textFrom(line, 'workload'),
    principalName: textFrom(line, 'user'),
    requestId: textFrom(line, 'requestId'),
    traceId: trace?.[1],
    spanId: trace?.[2],
    sourceIp: addressOf(textFrom(line, 'source')),
    userAgent: textFrom(line, 'userAgent'),
  });
};

/** The call that a line of an access log is about: a tool call of MCP, or a request that shows a credential. */
export const accessInvocations = (line: AccessLine, record: Readonly<Record<string, unknown>>): InvocationDraft[] => {
  const call = isCall(line);
  if (!call && (line.has('rpcMethod') || !showsCredential(line))) return [];
  const method = textFrom(line, 'method');
  const path = textFrom(line, 'path');
  const tool = call ? textFrom(line, 'tool') : method && path && nameRoute(method, path);
  const raw = { token: textFrom(line, 'authorization'), dpopProof: textFrom(line, 'dpop'), sessionId: textFrom(line, 'session') };
  return [invocationDraft(fieldsOf(line, tool), record, raw)];
};
