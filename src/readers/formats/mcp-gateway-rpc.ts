import { readRfc3339 } from '../../lib/rfc3339.ts';
import type { Format, RecordMapper } from '../../model/format.ts';
import type { InvocationFields } from '../../model/invocation.ts';
import coverage from '../evidence/mcp-gateway-rpc.ts';
import { isMessage } from '../http/json-rpc.ts';
import { createConversation } from '../mcp/conversation.ts';
import { isRecord, reject } from '../native/read-fields.ts';
import { recordOf, textAt } from '../record/members.ts';

const FILTERED = 'DIFC_FILTERED';
const TYPES = new Set(['REQUEST', 'RESPONSE', 'NOTIFICATION']);

const fieldsOf = (value: unknown, server: string): InvocationFields => {
  const time = readRfc3339(textAt(value, 'timestamp') ?? '');
  return { vantage: 'gateway', serverName: server, ...(time && { eventTime: time.milliseconds }) };
};

/** Requests stand in the log without their ids, and their answers with them: they are paired in their order. */
const createMapper = (): RecordMapper => {
  const conversation = createConversation();
  const map: RecordMapper = (value, item) => {
    const server = textAt(value, 'server_id') ?? '';
    const message = recordOf((value as Readonly<Record<string, unknown>>)['payload']);
    if (message && isMessage(message)) return conversation.take({ message, server, fields: fieldsOf(value, server), item });
    // What a guard took out of an answer: the call stands in the log on its own.
    return textAt(value, 'type') === FILTERED ? [] : reject('payload: expected a JSON-RPC 2.0 message, found none');
  };
  return Object.assign(map, { end: conversation.end });
};

const hasForm = (value: Readonly<Record<string, unknown>>): boolean =>
  (typeof value['type'] === 'string' && TYPES.has(value['type']) && Object.hasOwn(value, 'payload')) ||
  value['type'] === FILTERED;

const format: Format = {
  id: 'mcp-gateway-rpc',
  title: 'JSON-RPC messages of an MCP gateway (rpc-messages.jsonl of gh-aw)',
  frames: ['json'],
  yields: ['invocation'],
  evidence: 'which tool was called and whether it ran; neither token nor caller',
  coverage,
  detect: (value) =>
    isRecord(value) && typeof value['server_id'] === 'string' && typeof value['timestamp'] === 'string' && hasForm(value),
  mapper: createMapper,
};

export default format;
