import { present } from '../../lib/present.ts';
import { readLoggedUrl } from '../../lib/request-url.ts';
import type { ReadTime } from '../../lib/rfc3339.ts';
import type { InvocationDraft } from '../../model/draft.ts';
import type { InvocationFields, Outcome } from '../../model/invocation.ts';
import { outcomeOfStatus } from '../http/json-rpc.ts';
import { addressOf } from '../record/address.ts';
import { numberOf, recordOf, textOf } from '../record/members.ts';
import { statedClaims } from '../record/stated-claims.ts';

/** The value of a key of the access log, whatever carried it. */
export type ReadKey = (key: string) => unknown;

const REFUSED = /^(?:JwtAuth|APIKeyAuth|ApiKeyAuth|BasicAuth|Oidc|ExtAuth|Authorization)$/;
/** Another answer than that of the server: whether it ran there is not known. */
const UNCERTAIN = /^(?:Internal|UpstreamFailure|Timeout)$/;

const outcomeOf = (read: ReadKey): Outcome => {
  const reason = textOf(read('reason')) ?? '';
  const status = outcomeOfStatus(numberOf(read('http.status')));
  if (status === 'denied' || REFUSED.test(reason)) return 'denied';
  if (UNCERTAIN.test(reason)) return 'unknown';
  const refused = reason !== '' && reason !== 'MCP';
  return refused || textOf(read('mcp.error.code')) !== undefined || numberOf(read('mcp.error.code')) !== undefined
    ? 'failed'
    : status;
};

const UNITS: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1000 };

/** Milliseconds of `69ms` or `1.5s`. */
const durationOf = (value: unknown): number | undefined => {
  const [, number, unit = ''] = /^(\d{1,12}(?:\.\d{1,9})?)(ns|us|µs|ms|s)$/.exec(textOf(value) ?? '') ?? [];
  return number === undefined ? undefined : Number(number) * (UNITS[unit] as number);
};

/** A log that has the name for TLS was written where it ends, so that the scheme is known; else a proxy may have ended it. */
const urlOf = (read: ReadKey): string | undefined => {
  const host = textOf(read('http.host'));
  return host === undefined || textOf(read('tls.sni')) === undefined
    ? undefined
    : `https://${host}${textOf(read('http.path')) ?? ''}`;
};

/** Claims stand there as `accessLog.add` names them: `token.jti`, `jwt.jti`, or all of them below one of the two. */
const claimOf =
  (read: ReadKey) =>
  (name: string): unknown =>
    read(`token.${name}`) ?? read(`jwt.${name}`) ?? recordOf(read('token'))?.[name] ?? recordOf(read('jwt'))?.[name];

const requestOf = (read: ReadKey): InvocationFields => {
  const path = textOf(read('http.path'));
  const logged = path === undefined ? undefined : readLoggedUrl(path);
  const url = urlOf(read);
  return present<InvocationFields>({
    httpMethod: textOf(read('http.method')),
    httpUrl: url === undefined ? undefined : readLoggedUrl(url).url,
    urlQueryLogged: logged?.query,
    tokenInUrl: logged?.token,
    httpStatus: numberOf(read('http.status')),
    sourceIp: addressOf(textOf(read('src.addr'))),
    workloadId: textOf(read('src.identity')),
    traceId: textOf(read('trace.id')),
    spanId: textOf(read('span.id')),
  });
};

const isCall = (read: ReadKey): boolean => (read('mcp.method.name') ?? read('mcp.method')) === 'tools/call';

/** `jwt.sub` is there where the gateway has read a JWT and found it good. */
const tokenOf = (read: ReadKey): InvocationFields => {
  const statedToken = statedClaims(claimOf(read));
  return present<InvocationFields>({
    tokenScheme: statedToken && textOf(read('dpop')) === undefined ? 'bearer' : undefined,
    statedToken,
    principalId: textOf(claimOf(read)('sub')),
    clientName: textOf(read('client_id')),
  });
};

/**
 * The tool call of one line of the access log; other requests are none. The line is written when the answer is there, so that the
 * request came its duration earlier. The target is the server; builds up to 2026-03 name no tool.
 */
export const callOf = (read: ReadKey, time: ReadTime | undefined): readonly InvocationDraft[] => {
  if (!isCall(read)) return [];
  const fields = present<InvocationFields>({
    vantage: 'gateway',
    eventTime: time && time.milliseconds - (durationOf(read('duration')) ?? 0),
    eventTimeWithoutZone: time && !time.zoned ? true : undefined,
    serverName: textOf(read('mcp.target')),
    toolName: textOf(read('gen_ai.tool.name')),
    outcome: outcomeOf(read),
    ...requestOf(read),
    ...tokenOf(read),
  });
  const raw = {
    token: textOf(read('authorization')),
    dpopProof: textOf(read('dpop')),
    sessionId: textOf(read('mcp.session.id')),
  };
  return [present<InvocationDraft>({ kind: 'invocation', fields, ...raw })];
};
