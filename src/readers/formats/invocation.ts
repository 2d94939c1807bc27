import { canonicalText } from '../../lib/canonical-json.ts';
import { sha256Hex } from '../../lib/digest.ts';
import { readLoggedUrl } from '../../lib/request-url.ts';
import type { InvocationDraft } from '../../model/draft.ts';
import type { Format, Mapped } from '../../model/format.ts';
import type { InvocationFields } from '../../model/invocation.ts';
import coverage from '../evidence/invocation.ts';
import { type Fields, type FieldTypes, isRecord, isRejection, isStated, readExtra, readFields } from '../native/read-fields.ts';
import { checkVersion, versionOf } from '../native/schema.ts';
import { STATED_TOKEN_TYPES, statedToken } from '../native/stated-token.ts';
import { isRow } from '../row.ts';

/** Fields that are taken over as they are: their type, and what they are called here. */
export const PLAIN = {
  record_id: { type: 'text', target: 'recordId' },
  vantage: { type: 'vantage', target: 'vantage' },
  server_name: { type: 'text', target: 'serverName' },
  tool_name: { type: 'text', target: 'toolName' },
  resource: { type: 'text', target: 'resource' },
  outcome: { type: 'outcome', target: 'outcome' },
  http_method: { type: 'text', target: 'httpMethod' },
  http_status: { type: 'integer', target: 'httpStatus' },
  token_scheme: { type: 'scheme', target: 'tokenScheme' },
  token_count: { type: 'integer', target: 'tokenCount' },
  token_sha256: { type: 'hash', target: 'tokenSha256' },
  dpop_proof_count: { type: 'integer', target: 'proofCount' },
  client_cert_sha256: { type: 'hash', target: 'clientCertSha256' },
  client_cert_present: { type: 'boolean', target: 'clientCertPresent' },
  agent_id: { type: 'text', target: 'agentId' },
  client_id: { type: 'text', target: 'clientId' },
  principal_id: { type: 'text', target: 'principalId' },
  agent_name: { type: 'text', target: 'agentName' },
  client_name: { type: 'text', target: 'clientName' },
  principal_name: { type: 'text', target: 'principalName' },
  rpc_id: { type: 'rpcId', target: 'rpcId' },
  protocol_version: { type: 'text', target: 'protocolVersion' },
  trace_id: { type: 'text', target: 'traceId' },
  span_id: { type: 'text', target: 'spanId' },
  parent_span_id: { type: 'text', target: 'parentSpanId' },
  request_id: { type: 'text', target: 'requestId' },
  source_ip: { type: 'text', target: 'sourceIp' },
  user_agent: { type: 'text', target: 'userAgent' },
  workload_id: { type: 'text', target: 'workloadId' },
  device_id: { type: 'text', target: 'deviceId' },
  pod_uid: { type: 'text', target: 'podUid' },
  run_id: { type: 'text', target: 'runId' },
  stage: { type: 'text', target: 'stage' },
  arguments_sha256: { type: 'hash', target: 'argumentsSha256' },
  approval_id: { type: 'text', target: 'approvalId' },
  purpose: { type: 'text', target: 'purpose' },
  scopes_used: { type: 'list', target: 'scopesUsed' },
  transaction_id: { type: 'text', target: 'transactionId' },
} as const;

/** Credentials and what is derived from more than a value. */
const OTHER = {
  event_time: 'time',
  log_time: 'time',
  http_url: 'credential',
  token: 'credential',
  dpop_proof: 'credential',
  dpop_nonces: 'list',
  session_id: 'credential',
  arguments: 'object',
} as const;

type PlainTypes = { readonly [K in keyof typeof PLAIN]: (typeof PLAIN)[K]['type'] };

const plainTypes = Object.fromEntries(Object.entries(PLAIN).map(([name, { type }]) => [name, type])) as unknown as PlainTypes;

const TYPES = { ...plainTypes, ...OTHER, ...STATED_TOKEN_TYPES } satisfies FieldTypes;

/** The fields of an invocation and their types (contract §3.1). */
export const INVOCATION_TYPES: typeof TYPES = TYPES;

type Read = Fields<typeof TYPES>;

const plainFields = (read: Read): InvocationFields => {
  const fields: Record<string, unknown> = {};
  for (const name in PLAIN) {
    const value = read[name as keyof typeof PLAIN];
    if (value !== undefined) fields[PLAIN[name as keyof typeof PLAIN].target] = value;
  }
  return fields;
};

const addTimes = (fields: InvocationFields, { event_time, log_time }: Read): void => {
  if (event_time) fields.eventTime = event_time.milliseconds;
  if (event_time && !event_time.zoned) fields.eventTimeWithoutZone = true;
  if (log_time) fields.logTime = log_time.milliseconds;
};

const addUrl = (fields: InvocationFields, text: string | undefined): void => {
  if (text === undefined) return;
  const logged = readLoggedUrl(text);
  fields.httpUrl = logged.url;
  fields.urlQueryLogged = logged.query;
  fields.tokenInUrl = logged.token;
};

/**
 * Names an event without an id by the hash of its canonical form (RFC 8785) without `log_time` (contract §6). What has no such
 * form, as a text with half a surrogate pair, is left to be named by its content.
 */
export const nameRecord = (record: Readonly<Record<string, unknown>>): string | undefined => {
  const { log_time: _, ...rest } = record;
  const text = canonicalText(isRow(record) ? Object.fromEntries(Object.entries(rest).filter(([, cell]) => cell !== '')) : rest);
  return text === undefined ? undefined : sha256Hex(text);
};

const toDraft = (read: Read, extra: Record<string, unknown> | undefined, name: string | undefined): InvocationDraft => {
  const fields = plainFields(read);
  addTimes(fields, read);
  addUrl(fields, read.http_url);
  const stated = statedToken(read);
  if (stated) fields.statedToken = stated;
  return {
    kind: 'invocation',
    fields,
    ...(name !== undefined && { name }),
    ...(read.token !== undefined && { token: read.token }),
    ...(read.dpop_proof !== undefined && { dpopProof: read.dpop_proof }),
    ...(read.dpop_nonces && { dpopNonces: read.dpop_nonces }),
    ...(read.session_id !== undefined && { sessionId: read.session_id }),
    ...(read.arguments && { arguments: read.arguments }),
    ...(extra && { extra }),
  };
};

const map = (value: unknown): Mapped => {
  const record = value as Readonly<Record<string, unknown>>;
  const otherVersion = checkVersion(record, 'invocation');
  if (otherVersion) return otherVersion;
  const read = readFields(record, TYPES);
  if (isRejection(read)) return read;
  return [toDraft(read, readExtra(record, TYPES), read.record_id === undefined ? nameRecord(record) : undefined)];
};

/** Without `schema` a record must say when, what and where. Of a CSV the columns tell, not the cells. */
const hasForm = (record: Readonly<Record<string, unknown>>): boolean => {
  const has = (name: string): boolean => (isRow(record) ? name in record : Object.hasOwn(record, name) && isStated(record[name]));
  return (has('event_time') || has('log_time')) && has('tool_name') && (has('server_name') || has('http_url'));
};

const format: Format = {
  id: 'invocation',
  title: 'Native invocation records (invocation/1)',
  frames: ['json', 'csv'],
  yields: ['invocation'],
  evidence: 'everything that is logged: token or its hash, proof, request, context',
  coverage,
  columns: Object.keys(TYPES),
  detect: (value) =>
    versionOf(value, 'invocation') !== undefined || (isRecord(value) && !isStated(value['schema']) && hasForm(value)),
  mapper: () => map,
};

export default format;
