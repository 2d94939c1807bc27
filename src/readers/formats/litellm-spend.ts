import { sha256Notation } from '../../lib/digest.ts';
import { present } from '../../lib/present.ts';
import { type ReadTime, readRfc3339 } from '../../lib/rfc3339.ts';
import type { Format, Mapped } from '../../model/format.ts';
import type { InvocationFields, Outcome } from '../../model/invocation.ts';
import coverage from '../evidence/litellm-spend.ts';
import { isRecord } from '../native/read-fields.ts';
import { invocationDraft } from '../record/invocation-draft.ts';
import { at, numberOf, recordOf, textAt } from '../record/members.ts';

/** A virtual key is logged as the hex SHA-256 of itself; what is not a hash names a key that is none, as of a health check. */
const HASH = /^[0-9a-f]{64}$/i;

const timeOf = (record: unknown): ReadTime | undefined => {
  const text = textAt(record, 'startTime') ?? textAt(record, 'start_time');
  return text === undefined ? undefined : readRfc3339(text);
};

const outcomeOf = (record: unknown, metadata: unknown): Outcome => {
  const error = at(metadata, 'error_information');
  const code = numberOf(at(error, 'error_code'));
  if (code === 401 || code === 403) return 'denied';
  const status = textAt(record, 'status') ?? textAt(metadata, 'status');
  if (status === 'success') return 'executed';
  return status === 'failure' ? 'failed' : 'unknown';
};

/** `server/tool` and `server-tool`: the tool alone is in the metadata, where the operator stores them. */
const map = (value: unknown): Mapped => {
  const record = value as Readonly<Record<string, unknown>>;
  const metadata = recordOf(record['metadata']);
  const call = recordOf(at(metadata, 'mcp_tool_call_metadata'));
  const named = textAt(record, 'mcp_namespaced_tool_name');
  if (textAt(record, 'call_type') !== 'call_mcp_tool' && call === undefined && named === undefined) return [];
  const time = timeOf(record);
  const key = textAt(record, 'api_key') ?? textAt(metadata, 'user_api_key');
  const fields = present<InvocationFields>({
    recordId: textAt(record, 'request_id'),
    vantage: 'gateway',
    eventTime: time?.milliseconds,
    eventTimeWithoutZone: time && !time.zoned ? true : undefined,
    serverName: textAt(call, 'mcp_server_name'),
    toolName: textAt(call, 'name') ?? named,
    outcome: outcomeOf(record, metadata),
    tokenSha256: key && HASH.test(key) ? sha256Notation(key) : undefined,
    principalName: textAt(record, 'user') ?? textAt(metadata, 'user_api_key_user_id'),
    agentName: textAt(record, 'agent_id'),
    clientName: textAt(metadata, 'user_api_key_alias'),
    sourceIp: textAt(record, 'requester_ip_address'),
  });
  const args = recordOf(at(call, 'arguments'));
  return [invocationDraft(fields, record, { sessionId: textAt(call, 'mcp_session_id'), arguments: args })];
};

const format: Format = {
  id: 'litellm-spend',
  title: 'Spend logs of LiteLLM (MCP tool calls)',
  frames: ['json', 'csv'],
  yields: ['invocation'],
  evidence: 'the hash of the virtual key behind each tool call, and the arguments',
  coverage,
  columns: ['request_id', 'call_type', 'api_key', 'spend'],
  detect: (value) => isRecord(value) && ['request_id', 'call_type', 'api_key', 'spend'].every((name) => name in value),
  mapper: () => map,
};

export default format;
