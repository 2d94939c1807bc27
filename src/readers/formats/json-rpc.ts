import type { Format, RecordMapper } from '../../model/format.ts';
import coverage from '../evidence/json-rpc.ts';
import { isMessage } from '../http/json-rpc.ts';
import { createConversation } from '../mcp/conversation.ts';
import { reject } from '../native/read-fields.ts';

const createMapper = (): RecordMapper => {
  const conversation = createConversation();
  const map: RecordMapper = (value, item) =>
    isMessage(value)
      ? conversation.take({ message: value, server: '', fields: { vantage: 'client' }, item })
      : reject('jsonrpc: expected "2.0", found none');
  return Object.assign(map, { end: conversation.end });
};

const format: Format = {
  id: 'json-rpc',
  title: 'MCP messages as they were sent (JSON-RPC 2.0, one a line)',
  frames: ['json'],
  yields: ['invocation'],
  evidence: 'which tool was called and whether it ran; neither time, token nor caller',
  coverage,
  detect: (value) =>
    isMessage(value) && (typeof value['method'] === 'string' || Object.hasOwn(value, 'result') || Object.hasOwn(value, 'error')),
  mapper: createMapper,
};

export default format;
