import { sha256Notation } from '../../lib/digest.ts';
import { present } from '../../lib/present.ts';
import type { InvocationDraft } from '../../model/draft.ts';
import type { Format } from '../../model/format.ts';
import type { InvocationFields, Outcome } from '../../model/invocation.ts';
import coverage from '../evidence/kong-ai-mcp.ts';
import { type Message, outcomeOfCall, readMessages, readToolCall, type ToolCall } from '../http/json-rpc.ts';
import { isRecord } from '../native/read-fields.ts';
import { invocationDraft, urlFields } from '../record/invocation-draft.ts';
import { at, elementsOf, numberAt, textAt } from '../record/members.ts';

const isMcp = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isRecord(value) && [at(value, 'ai', 'mcp', 'rpc'), at(value, 'ai', 'mcp', 'audit')].some(Array.isArray);

/** What the audit of the ACL plugin says of a tool. */
const isRefused = (record: unknown, tool: string | undefined): boolean =>
  elementsOf(at(record, 'ai', 'mcp', 'audit')).some(
    (entry) => textAt(entry, 'action') === 'deny' && textAt(entry, 'primitive_name') === tool,
  );

/** Where payloads are logged, they are JSON as text. */
const callOf = (rpc: unknown): ToolCall | undefined =>
  readMessages(textAt(rpc, 'payload', 'request') ?? '').flatMap((message) => readToolCall(message) ?? [])[0];

const answersOf = (rpc: unknown): readonly Message[] => readMessages(textAt(rpc, 'payload', 'response') ?? '');

const outcomeOf = (record: unknown, rpc: unknown, tool: string | undefined, call: ToolCall | undefined): Outcome => {
  if (isRefused(record, tool)) return 'denied';
  const answers = answersOf(rpc);
  const status = numberAt(record, 'response', 'status') ?? (answers.length > 0 ? 200 : undefined);
  const outcome = outcomeOfCall(call?.id, status, answers);
  return outcome === 'executed' && textAt(rpc, 'error') !== undefined ? 'failed' : outcome;
};

/** The consumer, its groups and its credential are records of Kong, in no terms of a token. The hash is a field that operators add. */
const requestFields = (record: unknown): InvocationFields =>
  present<InvocationFields>({
    vantage: 'gateway',
    eventTime: numberAt(record, 'started_at'),
    serverName: textAt(record, 'service', 'name') ?? textAt(record, 'route', 'name'),
    httpMethod: textAt(record, 'request', 'method'),
    ...urlFields(textAt(record, 'request', 'url')),
    httpStatus: numberAt(record, 'response', 'status'),
    tokenSha256: sha256Notation(textAt(record, 'token_sha256') ?? ''),
    requestId: textAt(record, 'request', 'id'),
    clientName: textAt(record, 'consumer', 'username') ?? textAt(record, 'consumer', 'id'),
    sourceIp: textAt(record, 'client_ip'),
    userAgent: textAt(record, 'request', 'headers', 'user-agent'),
  });

/** `id` is text in the log whatever it was in the message: only the message itself tells its type. */
const callFields = (record: unknown, rpc: unknown, index: number): InvocationFields => {
  const call = callOf(rpc);
  const toolName = textAt(rpc, 'tool_name') ?? call?.tool;
  const request = textAt(record, 'request', 'id');
  return present<InvocationFields>({
    ...requestFields(record),
    recordId: request && `${request}#${index}`,
    toolName,
    outcome: outcomeOf(record, rpc, toolName, call),
    rpcId: call?.id === undefined ? undefined : JSON.stringify(call.id),
  });
};

/** Refused by the ACL before any message was passed on. */
const refusals = (record: unknown, called: ReadonlySet<unknown>): InvocationFields[] =>
  elementsOf(at(record, 'ai', 'mcp', 'audit'))
    .filter((entry) => textAt(entry, 'action') === 'deny' && textAt(entry, 'primitive') === 'tool')
    .filter((entry) => !called.has(textAt(entry, 'primitive_name')))
    .map((entry) =>
      present<InvocationFields>({ ...requestFields(record), toolName: textAt(entry, 'primitive_name'), outcome: 'denied' }),
    );

const map = (value: unknown): InvocationDraft[] => {
  const record = value as Readonly<Record<string, unknown>>;
  const calls = elementsOf(at(record, 'ai', 'mcp', 'rpc')).filter((rpc) => textAt(rpc, 'method') === 'tools/call');
  const hashed = textAt(record, 'token_sha256') !== undefined;
  const raw = {
    sessionId: textAt(record, 'ai', 'mcp', 'mcp_session_id'),
    token: hashed ? undefined : textAt(record, 'request', 'headers', 'authorization'),
  };
  return [
    ...calls.map((rpc, index) =>
      invocationDraft(callFields(record, rpc, index), record, { ...raw, arguments: callOf(rpc)?.arguments }),
    ),
    ...refusals(record, new Set(calls.map((rpc) => textAt(rpc, 'tool_name')))).map((fields) =>
      invocationDraft(fields, record, raw),
    ),
  ];
};

const format: Format = {
  id: 'kong-ai-mcp',
  title: 'Logs of Kong with the MCP plugins (ai.mcp)',
  frames: ['json'],
  yields: ['invocation'],
  evidence:
    'which consumer called which tool, and whether the ACL let it; Kong writes REDACTED in place of every token, operators may log its hash',
  coverage,
  detect: isMcp,
  mapper: () => map,
};

export default format;
