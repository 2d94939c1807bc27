import { readLoggedUrl } from '../../lib/request-url.ts';
import type { InvocationFields } from '../../model/invocation.ts';
import { isRecord } from '../native/read-fields.ts';
import { type Exchange, valuesOf } from './exchange.ts';
import type { ToolCall } from './json-rpc.ts';

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}/;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const set = <K extends keyof InvocationFields>(
  fields: InvocationFields,
  name: K,
  value: InvocationFields[K] | undefined,
): void => {
  if (value !== undefined) fields[name] = value;
};

const addTrace = (fields: InvocationFields, traceparent: string | undefined): void => {
  const match = TRACEPARENT.exec(traceparent ?? '');
  set(fields, 'traceId', match?.[1]);
  set(fields, 'spanId', match?.[2]);
};

const addRequest = (fields: InvocationFields, exchange: Exchange): void => {
  const url = readLoggedUrl(exchange.url);
  fields.httpMethod = exchange.method;
  fields.httpUrl = url.url;
  fields.urlQueryLogged = url.query;
  fields.tokenInUrl = url.token;
  set(fields, 'httpStatus', exchange.status);
  set(fields, 'eventTime', exchange.started?.milliseconds);
  if (exchange.started && !exchange.started.zoned) fields.eventTimeWithoutZone = true;
};

/** Adds what a call itself states: tool, id, and of revision 2026-07-28 on client, revision and trace. */
export const addCall = (fields: InvocationFields, call: ToolCall): void => {
  const client = call.meta['io.modelcontextprotocol/clientInfo'];
  fields.toolName = call.tool;
  if (call.id !== undefined) fields.rpcId = JSON.stringify(call.id);
  set(fields, 'clientName', isRecord(client) ? textOf(client['name']) : undefined);
  set(fields, 'protocolVersion', textOf(call.meta['io.modelcontextprotocol/protocolVersion']));
  addTrace(fields, textOf(call.meta['traceparent']));
};

/** What a captured request states: its line, its time by the clock of the client, and the headers that MCP and tracing give it. */
export const toFields = (exchange: Exchange, call: ToolCall | undefined): InvocationFields => {
  const fields: InvocationFields = { vantage: 'client' };
  const header = (name: string): string | undefined => textOf(valuesOf(exchange.requestHeaders, name)[0]);
  addRequest(fields, exchange);
  if (call) addCall(fields, call);
  set(fields, 'protocolVersion', header('mcp-protocol-version'));
  set(fields, 'userAgent', header('user-agent'));
  set(fields, 'requestId', header('x-request-id'));
  addTrace(fields, header('traceparent'));
  return fields;
};
