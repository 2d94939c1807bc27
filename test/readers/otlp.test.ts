import { describe, expect, it } from 'vitest';
import { createSpanTree, type ToolSpan } from '../../src/readers/otlp/span-tree.ts';
import { invocationsOf, readBytes } from './reading.ts';

const TRACE = 'a'.repeat(32);
type Value = string | number | boolean | readonly string[];

const anyValue = (value: Value) => {
  if (typeof value === 'number') return { intValue: String(value) };
  if (typeof value === 'boolean') return { boolValue: value };
  return typeof value === 'string'
    ? { stringValue: value }
    : { arrayValue: { values: value.map((each) => ({ stringValue: each })) } };
};
const attributes = (values: Readonly<Record<string, Value>>) =>
  Object.entries(values).map(([key, value]) => ({ key, value: anyValue(value) }));

const span = (kind: number | string, values: Readonly<Record<string, Value>>, more: object = {}) => ({
  traceId: TRACE,
  spanId: 'b'.repeat(16),
  name: 'tools/call repo.write',
  kind,
  startTimeUnixNano: '1782900000000000000',
  attributes: attributes({ 'mcp.method.name': 'tools/call', ...values }),
  ...more,
});
const traces = (spans: readonly object[], scope = 'x', service = 'git-mcp') => ({
  resourceSpans: [
    { resource: { attributes: attributes({ 'service.name': service }) }, scopeSpans: [{ scope: { name: scope }, spans }] },
  ],
});
const read = async (...documents: object[]) =>
  invocationsOf(await readBytes(documents.map((each) => `${JSON.stringify(each)}\n`).join('')));
const one = async (...given: Parameters<typeof traces>) => (await read(traces(...given)))[0]?.fields;

describe('a span of a tool call', () => {
  it.each<[string, Record<string, Value>, object, string]>([
    ['that ended well', {}, {}, 'executed'],
    ['of a tool that failed', { 'error.type': 'tool_error' }, { status: { code: 2 } }, 'tool_error'],
    [
      'with an error of JSON-RPC',
      { 'rpc.response.status_code': '-32602', 'error.type': '-32602' },
      { status: { code: 2 } },
      'failed',
    ],
    ['that was refused', { 'http.response.status_code': 401 }, { status: { code: 'STATUS_CODE_ERROR' } }, 'denied'],
    ['that failed', { 'error.type': 'timeout' }, { status: { code: 2 } }, 'unknown'],
  ])('%s', async (_, values, more, outcome) => {
    expect((await one([span(2, values, more)]))?.outcome).toBe(outcome);
  });

  it('names its tool in an attribute, else in its name', async () => {
    expect((await one([span(2, {})]))?.toolName).toBe('repo.write');
    expect((await one([span(2, { 'gen_ai.tool.name': 'a' })]))?.toolName).toBe('a');
  });

  it('is that of the service where it was served, and of the address where it was called', async () => {
    expect(await one([span('SPAN_KIND_SERVER', {})])).toMatchObject({ vantage: 'server', serverName: 'git-mcp' });
    const called = { 'server.address': 'git.acme.example', 'server.port': 443 };
    expect(await one([span('SPAN_KIND_CLIENT', called)])).toMatchObject({
      vantage: 'client',
      serverName: 'git.acme.example:443',
    });
  });

  it('takes a user for a client only where FastMCP writes it', async () => {
    const values = { 'enduser.id': 'ci-bot', 'enduser.scope': 'a b' };
    expect(await one([span(2, values)], 'fastmcp')).toMatchObject({ statedToken: { clientId: 'ci-bot', scopes: ['a', 'b'] } });
    const other = await one([span(2, values)], 'other');
    expect(other).toMatchObject({ principalName: 'ci-bot' });
    expect(other).not.toHaveProperty('statedToken');
  });

  it('keeps the type of a JSON-RPC id where it can be told', async () => {
    expect((await one([span(2, { 'jsonrpc.request.id': 7 })]))?.rpcId).toBe('7');
    expect((await one([span(2, { 'jsonrpc.request.id': 'r-7' })]))?.rpcId).toBe('"r-7"');
    expect((await one([span(2, { 'jsonrpc.request.id': '7' })]))?.rpcId).toBeUndefined();
  });

  it('without ids is still one', async () => {
    expect(await read(traces([span(2, {}, { traceId: '', spanId: '' })]))).toHaveLength(1);
  });
});

describe('spans of one call', () => {
  const draft = (toolName: string, id: string): ToolSpan['draft'] => ({ kind: 'invocation', fields: { toolName, recordId: id } });
  const node = (id: string, parent: string | undefined, kind: ToolSpan['kind'], tool = 't'): ToolSpan => ({
    trace: 'x',
    id,
    parent,
    kind,
    draft: draft(tool, id),
  });
  const fold = (...spans: ToolSpan[]) => {
    const tree = createSpanTree();
    return [...spans.flatMap((each) => tree.add(each)), ...tree.end()].map(({ fields }) => fields.recordId);
  };
  const agent = node('a', undefined, 'internal');
  const client = node('c', 'a', 'client');
  const server = node('s', 'c', 'server');

  it.each([
    [agent, client, server],
    [server, client, agent],
    [client, agent, server],
    [server, agent, client],
    [agent, server, client],
    [client, server, agent],
  ])('are one, that of the server, in any order (%#)', (...spans) => {
    expect(fold(...spans)).toEqual(['s']);
  });

  it('of a gateway before a server are one, that of the server', () => {
    expect(fold(node('g', undefined, 'server'), node('gc', 'g', 'client'), node('s', 'gc', 'server'))).toEqual(['s']);
  });

  it('do not swallow a call of another tool below', () => {
    expect(fold(node('s', undefined, 'server', 'plan'), node('c', 's', 'client', 'search'))).toEqual(['s', 'c']);
  });

  it('are given up in order where there are too many', () => {
    const tree = createSpanTree(2);
    const given = ['1', '2', '3', '4'].flatMap((id) => tree.add(node(id, undefined, 'server')));
    expect(given.map(({ fields }) => fields.recordId)).toEqual(['1', '2']);
  });

  it('may lie in several exports', async () => {
    const parent = span(3, {}, { spanId: 'c'.repeat(16) });
    const given = await read(traces([parent]), traces([span(2, {}, { parentSpanId: 'c'.repeat(16) })]));
    expect(given.map(({ fields }) => [fields.vantage, fields.spanId])).toEqual([['server', 'c'.repeat(16)]]);
  });
});

describe('log records', () => {
  const logs = (scope: string, values: Readonly<Record<string, Value>>, more: object = {}) => ({
    resourceLogs: [
      {
        scopeLogs: [
          {
            scope: { name: scope },
            logRecords: [{ timeUnixNano: '1782900002000000000', attributes: attributes(values), ...more }],
          },
        ],
      },
    ],
  });
  const AGENT = 'com.anthropic.claude_code.events';
  const decision = (source: string, decided = 'accept') =>
    logs(AGENT, { 'event.name': 'tool_decision', tool_name: 'mcp__git__push', tool_use_id: 't-1', decision: decided, source });
  const result = logs(AGENT, {
    'event.name': 'tool_result',
    tool_name: 'mcp__git__push',
    tool_use_id: 't-1',
    success: 'true',
    duration_ms: 500,
  });

  it.each<[string, string, string | undefined]>([
    ['user_temporary', 'accept', 't-1'],
    ['user_permanent', 'accept', undefined],
    ['config', 'accept', undefined],
    ['user_reject', 'reject', undefined],
  ])('a decision by %s to %s approves %s', async (source, decided, approval) => {
    const { drafts } = await readBytes([decision(source, decided), result].map((each) => `${JSON.stringify(each)}\n`).join(''));
    expect(drafts.filter(({ kind }) => kind === 'approval')).toHaveLength(approval === undefined ? 0 : 1);
    expect(drafts.find((draft) => draft.kind === 'invocation')?.fields).toMatchObject({
      serverName: 'git',
      toolName: 'push',
      eventTime: 1782900001500,
      ...(approval !== undefined && { approvalId: approval }),
    });
  });

  it('that a collector only observed have no time of the request', async () => {
    const values = { 'mcp.method.name': 'tools/call', 'gen_ai.tool.name': 'a' };
    const [draft] = await read(logs('x', values, { timeUnixNano: '0', observedTimeUnixNano: '1782900000000000000' }));
    expect(draft?.fields).toMatchObject({ logTime: 1782900000000, outcome: 'unknown' });
    expect(draft?.fields).not.toHaveProperty('eventTime');
  });
});
