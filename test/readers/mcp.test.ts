import { describe, expect, it } from 'vitest';
import { createWaiting } from '../../src/readers/record/waiting.ts';
import { invocationsOf, readBytes } from './reading.ts';

const call = (id: unknown, name = 'repo.write', more: object = {}) => ({
  jsonrpc: '2.0',
  ...(id === undefined ? {} : { id }),
  method: 'tools/call',
  params: { name, arguments: {}, ...more },
});
const result = (id: unknown, value: object = { content: [] }) => ({ jsonrpc: '2.0', id, result: value });
const opening = (version: string) => ({
  jsonrpc: '2.0',
  id: 0,
  method: 'initialize',
  params: { protocolVersion: version, clientInfo: { name: 'c' } },
});
const META = {
  _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28', 'io.modelcontextprotocol/clientInfo': { name: 'd' } },
};

const lines = (messages: readonly object[]) => messages.map((message) => `${JSON.stringify(message)}\n`).join('');
const read = async (...messages: object[]) => invocationsOf(await readBytes(lines(messages)));
const outcomes = async (...messages: object[]) =>
  (await read(...messages)).map(({ fields }) => [fields.toolName, fields.outcome]);

describe('a call and its answer', () => {
  it.each<[string, object, string]>([
    ['a result', result(1), 'executed'],
    ['a result of a tool that failed', result(1, { isError: true }), 'tool_error'],
    ['an error', { jsonrpc: '2.0', id: 1, error: { code: -32602 } }, 'failed'],
    ['a question back', result(1, { resultType: 'input_required' }), 'pending'],
    ['a task that is to run', result(1, { task: { taskId: 't', status: 'working' } }), 'pending'],
    ['an answer to another call', result('1'), 'unknown'],
    ['an answer that a request of the server got', result(1, { roots: [] }), 'unknown'],
  ])('%s', async (_, answer, outcome) => {
    expect(await outcomes(call(1), answer)).toEqual([['repo.write', outcome]]);
  });

  it('are paired by id, in whatever order they come', async () => {
    const given = await outcomes(call(1, 'a'), call(2, 'b'), result(2, { isError: true }), result(1));
    expect(given).toEqual([
      ['b', 'tool_error'],
      ['a', 'executed'],
    ]);
  });

  it('without ids are paired by order and form', async () => {
    const list = { jsonrpc: '2.0', method: 'tools/list' };
    const given = await outcomes(
      list,
      call(undefined, 'a'),
      call(undefined, 'b'),
      result(9, { isError: true }),
      result(1, { tools: [] }),
      result(7),
    );
    expect(given).toEqual([
      ['a', 'tool_error'],
      ['b', 'executed'],
    ]);
  });

  it('an id that is used again while it is open shows that a process began anew', async () => {
    expect(await outcomes(call(1, 'a'), call(1, 'b'), result(1))).toEqual([
      ['a', 'unknown'],
      ['b', 'executed'],
    ]);
  });

  it.each(['constructor', 'toString', '__proto__'])('a request of the method %s is one like any other', async (method) => {
    expect(await outcomes({ jsonrpc: '2.0', id: 1, method }, result(1), call(2), result(2))).toEqual([
      ['repo.write', 'executed'],
    ]);
  });

  it('evidence is the line of the request', async () => {
    const { records } = await readBytes(
      lines([opening('2025-06-18'), call(1), { jsonrpc: '2.0', method: 'notifications/progress' }, result(1)]),
    );
    expect(records.map(({ location }) => location.line)).toEqual([2]);
  });
});

describe('the eras of MCP', () => {
  const versions = async (...messages: object[]) => (await read(...messages)).map(({ fields }) => fields.protocolVersion);

  it('with an opening: the revision that the server agreed to', async () => {
    const agreed = (protocolVersion: string) => result(0, { protocolVersion, serverInfo: { name: 'git-mcp' } });
    expect(await versions(opening('2025-11-25'), agreed('2024-11-05'), call(1), result(1))).toEqual(['2024-11-05']);
    expect(await versions(opening('2025-11-25'), agreed('2025-11-25'), call(1), result(1))).toEqual(['2025-11-25']);
    expect(await versions(opening('2025-11-25'), call(1), result(1))).toEqual([undefined]);
  });

  it('without an opening: the revision in each request', async () => {
    const given = await read(call(1, 'a', META), result(1, { resultType: 'complete', content: [] }), call(2, 'b'), result(2));
    expect(given.map(({ fields }) => [fields.protocolVersion, fields.clientName, fields.outcome])).toEqual([
      ['2026-07-28', 'd', 'executed'],
      [undefined, undefined, 'executed'],
    ]);
  });
});

describe('memory is bounded', () => {
  it('calls that are never answered are given up in order', async () => {
    const many = Array.from({ length: 30_000 }, (_, index) => call(index, `t${index}`));
    const given = await outcomes(...many, result(29_999));
    expect(given).toHaveLength(30_000);
    expect(given[0]).toEqual(['t0', 'unknown']);
    expect(given.filter(([, outcome]) => outcome === 'executed')).toEqual([['t29999', 'executed']]);
  });

  it('no more is held than the limits', () => {
    const waiting = createWaiting<string>(2, 100);
    expect(waiting.hold('k', 'a', 1)).toEqual([]);
    expect(waiting.hold('k', 'b', 1)).toEqual([]);
    expect(waiting.hold('l', 'c', 1)).toEqual(['a']);
    expect(waiting.hold('l', 'd', 99)).toEqual(['b']);
    expect(waiting.hold('l', 'e', 101)).toEqual(['c', 'd', 'e']);
    expect(waiting.rest()).toEqual([]);
  });
});

describe('logs of desktop clients', () => {
  const line = (message: string, brackets = '[git] [info] ') => `2026-05-09T17:26:37.556Z ${brackets}Message from ${message}\n`;
  const sent =
    'client: {"method":"tools/call","params":{"name":"a","arguments":{"x":1}},"jsonrpc":"2.0","id":2} { metadata: undefined }';

  it.each(['[git] [info] ', '[info] [git] '])('name the server in either order: %s', async (brackets) => {
    expect(invocationsOf(await readBytes(line(sent, brackets)))[0]?.fields).toMatchObject({ serverName: 'git', rpcId: '2' });
  });

  it('that cut an answer in its middle still tell what became of the call', async () => {
    const cut =
      'server: {"jsonrpc":"2.0","id":2,"result":{"content":[{"type":"text","text":"aaa...[9 chars truncated]...","isError":true}} { metadata: undefined }';
    expect(invocationsOf(await readBytes(line(sent) + line(cut)))[0]?.fields.outcome).toBe('tool_error');
  });

  it('that cut the arguments give none', async () => {
    const cut =
      'client: {"method":"tools/call","params":{"name":"a","arguments":{"x":"aa...[9 chars truncated]...bb"}},"jsonrpc":"2.0","id":2}';
    const [draft] = invocationsOf(await readBytes(line(cut)));
    expect(draft).toMatchObject({ fields: { toolName: 'a', rpcId: '2' } });
    expect(draft?.arguments).toBeUndefined();
  });

  it('a call that cannot be told is rejected, not lost', async () => {
    const { outcome } = await readBytes(line(sent) + line('client: {"method":"tools/call","params":{"na'));
    expect(outcome).toMatchObject({ records: 2, rejected: 1 });
  });
});
