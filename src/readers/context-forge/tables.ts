import { sha256Notation } from '../../lib/digest.ts';
import { present } from '../../lib/present.ts';
import { readRfc3339 } from '../../lib/rfc3339.ts';
import type { Draft, InvocationDraft, RevocationDraft, TokenDraft } from '../../model/draft.ts';
import type { Rejection } from '../../model/format.ts';
import type { InvocationFields, Outcome, StatedToken } from '../../model/invocation.ts';
import { parseWithin } from '../bounded-json.ts';
import { outcomeOfStatus } from '../http/json-rpc.ts';
import { nameRoute } from '../http/route.ts';
import { reject } from '../native/read-fields.ts';
import { addressOf } from '../record/address.ts';
import { at, elementsOf, numberAt, textAt, textOf } from '../record/members.ts';

/** Whose ids the ids of API tokens are: none of the tables names an issuer. */
const TOKEN_IDS = 'context-forge-token-id';

/** What a row of a table gives. */
export type MapRow = (row: unknown) => readonly Draft[] | Rejection;

/** Times are in UTC; SQLite writes them without saying so. */
const timeOf = (row: unknown, column: string): number | undefined => readRfc3339(textAt(row, column) ?? '')?.milliseconds;

/** A column that holds a list: as such, or as JSON text in a dump. */
const listOf = (value: unknown): string[] | undefined => {
  const text = textOf(value);
  const listed = elementsOf(text === undefined ? value : parseWithin(text)).filter(
    (each): each is string => typeof each === 'string',
  );
  return listed.length === 0 ? undefined : listed;
};

const isTrue = (value: unknown): boolean => value === true || /^(?:1|true|t)$/i.test(String(value));

/** `/servers/ID/mcp` is the endpoint of one virtual server; others are those of the gateway itself. */
const serverOf = (endpoint: string | undefined): string =>
  /^\/servers\/([^/?#]{1,128})(?:\/|$)/.exec(endpoint ?? '')?.[1] ?? 'context-forge';

const nameOf = (table: string, row: unknown): string | undefined => {
  const id = at(row, 'id');
  return typeof id === 'number' || textOf(id) !== undefined ? `${table}/${id}` : undefined;
};

const outcomeOf = (row: unknown): Outcome =>
  isTrue(at(row, 'blocked')) ? 'denied' : outcomeOfStatus(numberAt(row, 'status_code'));

/** `token_usage_logs`: one request with an API token, written when it was answered. The tool stands in no column. */
const mapUsage: MapRow = (row) => {
  const time = timeOf(row, 'timestamp');
  const endpoint = textAt(row, 'endpoint');
  const method = textAt(row, 'method');
  const jti = textAt(row, 'token_jti');
  if (jti === undefined) return reject('token_jti: expected the id of the token, found none');
  const fields = present<InvocationFields>({
    recordId: nameOf('token_usage_logs', row),
    vantage: 'gateway',
    eventTime: time === undefined ? undefined : time - (numberAt(row, 'response_time_ms') ?? 0),
    serverName: serverOf(endpoint),
    toolName: endpoint === undefined ? undefined : nameRoute(method ?? 'POST', endpoint),
    outcome: outcomeOf(row),
    httpMethod: method,
    httpStatus: numberAt(row, 'status_code'),
    tokenScheme: 'bearer',
    statedToken: { idSpace: TOKEN_IDS, jti },
    principalName: textAt(row, 'user_email'),
    sourceIp: addressOf(textAt(row, 'ip_address')),
    userAgent: textAt(row, 'user_agent'),
  });
  return [{ kind: 'invocation', fields }];
};

/** `email_api_tokens`: what was issued. The server that a token is limited to is not its audience. */
const mapToken: MapRow = (row) => {
  const jti = textAt(row, 'jti');
  const tokenSha256 = sha256Notation(textAt(row, 'token_hash') ?? '');
  if (jti === undefined && tokenSha256 === undefined) return reject('jti: expected the id of the token, found none');
  const stated = present<StatedToken>({
    idSpace: jti === undefined ? undefined : TOKEN_IDS,
    jti,
    scopes: listOf(at(row, 'resource_scopes')),
    issuedAt: timeOf(row, 'created_at'),
    expiresAt: timeOf(row, 'expires_at'),
  });
  return [present<TokenDraft>({ kind: 'token', tokenSha256, stated })];
};

/** `token_revocations`. */
const mapRevocation: MapRow = (row) => {
  const tokenJti = textAt(row, 'jti');
  const revokedAt = timeOf(row, 'revoked_at');
  if (tokenJti === undefined) return reject('jti: expected the id of the token, found none');
  if (revokedAt === undefined) return reject('revoked_at: expected the time of the revocation, found none');
  const revocation: RevocationDraft = { kind: 'revocation', revokedAt, knownAt: revokedAt, tokenIssuer: TOKEN_IDS, tokenJti };
  return [revocation];
};

const RUNS = /^(?:execute|invoke|call|tool_(?:execution|invocation|call))/i;

/** `audit_trails`: of it the runs of tools. It names the tool and no token. */
const mapAudit: MapRow = (row) => {
  if (textAt(row, 'resource_type') !== 'tool' || !RUNS.test(textAt(row, 'action') ?? '')) return [];
  const fields = present<InvocationFields>({
    recordId: nameOf('audit_trails', row),
    vantage: 'gateway',
    eventTime: timeOf(row, 'timestamp'),
    serverName: serverOf(textAt(row, 'request_path')),
    toolName: textAt(row, 'resource_name') ?? textAt(row, 'resource_id'),
    outcome: isTrue(at(row, 'success')) ? 'executed' : 'unknown',
    httpMethod: textAt(row, 'request_method'),
    principalName: textAt(row, 'user_email') ?? textAt(row, 'user_id'),
    requestId: textAt(row, 'request_id'),
    sourceIp: addressOf(textAt(row, 'client_ip')),
    userAgent: textAt(row, 'user_agent'),
  });
  const draft: InvocationDraft = { kind: 'invocation', fields };
  return [draft];
};

interface Table {
  readonly name: string;
  /** Columns that its rows have, and no other table. */
  readonly columns: readonly string[];
  readonly map: MapRow;
}

export const TABLES: readonly Table[] = [
  { name: 'token_usage_logs', columns: ['token_jti', 'endpoint', 'blocked'], map: mapUsage },
  { name: 'email_api_tokens', columns: ['jti', 'token_hash', 'resource_scopes'], map: mapToken },
  { name: 'token_revocations', columns: ['jti', 'revoked_at', 'revoked_by'], map: mapRevocation },
  { name: 'audit_trails', columns: ['correlation_id', 'resource_type', 'resource_name', 'request_path'], map: mapAudit },
];
