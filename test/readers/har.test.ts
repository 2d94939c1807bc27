import { existsSync, readdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nameRoute } from '../../src/readers/http/route.ts';
import { readSource } from '../../src/readers/read.ts';
import { invocationsOf, readBytes, readWhole } from './reading.ts';

interface Entry {
  url?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  status?: number;
  answer?: unknown;
  answerHeaders?: Record<string, string>;
}

const list = (headers: Record<string, string> = {}) =>
  Object.entries(headers).map(([name, value]) => ({ name: name.replace(/\d$/, ''), value }));
const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

const entryOf = ({
  url = 'https://git.acme.example/mcp',
  method = 'POST',
  headers,
  body,
  status = 200,
  answer,
  answerHeaders,
}: Entry) => ({
  startedDateTime: '2026-07-01T10:00:00.000Z',
  request: { method, url, headers: list(headers), postData: { text: text(body) } },
  response: { status, headers: list(answerHeaders), content: { text: text(answer) } },
});

const call = (id: unknown = 1) => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name: 'repo.write', arguments: { path: 'a' } },
});

const readEntries = async (entries: Entry[], creator = 'proxy') =>
  invocationsOf(
    await readBytes(JSON.stringify({ log: { version: '1.2', creator: { name: creator }, entries: entries.map(entryOf) } })),
  );

const one = async (entry: Entry, creator?: string) => (await readEntries([entry], creator))[0];

describe('outcome', () => {
  it.each<[string, number, unknown, string]>([
    ['401', 401, undefined, 'denied'],
    ['403', 403, undefined, 'denied'],
    ['200', 200, { jsonrpc: '2.0', id: 1, result: {} }, 'executed'],
    ['202', 202, undefined, 'unknown'],
    ['204', 204, undefined, 'executed'],
    ['404', 404, undefined, 'failed'],
    ['500', 500, undefined, 'unknown'],
    ['no answer', 0, undefined, 'unknown'],
    ['an error', 200, { jsonrpc: '2.0', id: 1, error: { code: -32602 } }, 'failed'],
    ['an error without id', 200, { jsonrpc: '2.0', id: null, error: { code: -32602 } }, 'failed'],
    [
      'an error in an event stream',
      200,
      ': ping\r\n\r\nevent: message\r\ndata: {"jsonrpc":"2.0","id":1,"error":{}}\r\n\r\n',
      'failed',
    ],
    ['an error of another call', 200, { jsonrpc: '2.0', id: '1', error: {} }, 'executed'],
    ['a failing tool', 200, { jsonrpc: '2.0', id: 1, result: { isError: true } }, 'tool_error'],
    ['an interim answer', 200, { jsonrpc: '2.0', id: 1, result: { resultType: 'input_required' } }, 'pending'],
  ])('%s', async (_, status, answer, outcome) => {
    expect((await one({ body: call(), status, answer }))?.fields.outcome).toBe(outcome);
  });
});

describe('which entries are invocations', () => {
  const headers = { Authorization: 'Bearer t' };

  it.each<[string, Entry, string[]]>([
    ['a tool call', { body: call() }, ['repo.write']],
    [
      'each call of a batch',
      { body: [call(1), { jsonrpc: '2.0', method: 'notifications/x' }, call(2)] },
      ['repo.write', 'repo.write'],
    ],
    ['a request with a token', { headers, method: 'GET', url: 'https://api.acme.example/v1/users/42?x=1' }, ['GET /v1/users/{}']],
    ['no preflight', { headers, method: 'OPTIONS' }, []],
    ['no other method of JSON-RPC', { headers, body: { jsonrpc: '2.0', id: 1, method: 'tools/list' } }, []],
    ['no answer to the server', { headers, body: { jsonrpc: '2.0', id: 1, result: {} } }, []],
    ['no request with a password', { headers: { Authorization: 'Basic dXNlcjpwdw==' } }, []],
    ['no request without a token', { method: 'GET' }, []],
    ['no call without a name', { body: { jsonrpc: '2.0', id: 1, method: 'tools/call', params: {} } }, []],
  ])('%s', async (_, entry, tools) => {
    expect((await readEntries([entry])).map((draft) => draft.fields.toolName)).toEqual(tools);
  });
});

describe('credentials', () => {
  it.each<[string, Entry, Record<string, unknown>]>([
    [
      'a bearer token',
      { headers: { AUTHORIZATION: 'bEaReR t' } },
      { token: 't', fields: { tokenScheme: 'bearer', tokenCount: 1, proofCount: 0 } },
    ],
    [
      'a token with its proof',
      { headers: { Authorization: 'DPoP t', dpop: 'p' } },
      { token: 't', dpopProof: 'p', fields: { tokenScheme: 'dpop', proofCount: 1 } },
    ],
    ['two proofs', { headers: { Authorization: 'DPoP t', DPoP1: 'p', DPoP2: 'q' } }, { fields: { proofCount: 2 } }],
    ['proofs joined by a proxy', { headers: { Authorization: 'DPoP t', DPoP: 'p, q' } }, { fields: { proofCount: 2 } }],
    [
      'two tokens',
      { url: 'https://x.example/mcp?access_token=u', headers: { Authorization: 'Bearer t' } },
      { token: 't', fields: { tokenCount: 2, tokenInUrl: true } },
    ],
    [
      'a token in the URL',
      { url: 'https://x.example/mcp?access_token=u%2Bv', headers: { Host: 'x' } },
      { token: 'u+v', fields: { tokenScheme: 'bearer', tokenCount: 1, httpUrl: 'https://x.example/mcp' } },
    ],
    [
      'a masked header',
      { headers: { Authorization: '[authorization redacted]' } },
      { token: '[authorization redacted]', fields: { tokenCount: 1 } },
    ],
    ['a token without its signature', { headers: { Authorization: 'Bearer h.p.redacted' } }, { token: 'h.p.redacted' }],
    ['an API key', { headers: { 'X-API-Key': 'k' } }, { token: 'k', fields: { tokenScheme: 'apikey', tokenCount: 1 } }],
    ['another scheme', { headers: { Authorization: 'token ghp_x' } }, { token: 'ghp_x', fields: { tokenScheme: 'other' } }],
  ])('%s', async (_, entry, expected) => {
    expect(await one({ body: call(), ...entry })).toMatchObject(expected);
  });

  it('no proof is told apart where two came', async () => {
    expect(await one({ body: call(), headers: { Authorization: 'DPoP t', DPoP: 'p,q' } })).not.toHaveProperty('dpopProof');
  });

  it('passwords and signatures are never handed on', async () => {
    for (const value of ['Basic dXNlcjpwdw==', 'Digest username="x", response="y"']) {
      expect(await one({ body: call(), headers: { Authorization: value } })).not.toHaveProperty('token');
    }
  });
});

describe('the absence of a token', () => {
  const entry: Entry = { body: call(), headers: { Host: 'git.acme.example' } };

  it('is stated where the capture shows headers as sent', async () => {
    expect((await one(entry))?.fields).toMatchObject({ tokenScheme: 'none', tokenCount: 0, proofCount: 0 });
  });

  it('is not stated where a browser may have left it out', async () => {
    const fields = (await one(entry, 'WebInspector'))?.fields;
    expect(fields).not.toHaveProperty('tokenScheme');
    expect(fields).not.toHaveProperty('tokenCount');
    expect(fields).not.toHaveProperty('proofCount');
  });

  it('is stated in a capture of that browser that showed one before', async () => {
    const [, second] = await readEntries([{ body: call(), headers: { Authorization: 'Bearer t' } }, entry], 'WebInspector');
    expect(second?.fields.tokenScheme).toBe('none');
  });

  it('is not stated where no headers were captured', async () => {
    expect((await one({ body: call() }))?.fields).not.toHaveProperty('tokenScheme');
  });
});

it('a nonce counts for the requests to its server that come after it', async () => {
  const other = 'https://other.example/mcp';
  const drafts = await readEntries([
    { body: call(), status: 401, answerHeaders: { 'DPoP-Nonce': 'n1' } },
    { body: call(), answerHeaders: { 'dpop-nonce': 'n2' } },
    { body: call(), url: 'https://GIT.acme.example:443/x' },
    { body: call(), url: other },
  ]);
  expect(drafts.map((draft) => draft.dpopNonces)).toEqual([undefined, ['n1'], ['n1', 'n2'], undefined]);
});

it('headers of MCP and of tracing are read', async () => {
  const headers = {
    'Mcp-Session-Id': 's-1',
    'MCP-Protocol-Version': '2025-11-25',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    'User-Agent': 'agent/1',
  };
  expect(await one({ body: call('7'), headers })).toMatchObject({
    sessionId: 's-1',
    arguments: { path: 'a' },
    fields: {
      vantage: 'client',
      rpcId: '"7"',
      protocolVersion: '2025-11-25',
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
      userAgent: 'agent/1',
    },
  });
});

describe('the revision of MCP', () => {
  const opening = { jsonrpc: '2.0', id: 0, method: 'initialize', params: { protocolVersion: '2025-11-25' } };
  const agreed = (protocolVersion: string) => ({ jsonrpc: '2.0', id: 0, result: { protocolVersion } });
  const session = { 'Mcp-Session-Id': 's-1' };
  const versions = async (...entries: Entry[]) => (await readEntries(entries)).map(({ fields }) => fields.protocolVersion);

  it('is the one that the server agreed to when the session was opened', async () => {
    const opened = { body: opening, answer: agreed('2025-03-26'), answerHeaders: session };
    expect(await versions(opened, { body: call(), headers: session })).toEqual(['2025-03-26']);
    expect(await versions(opened, { body: call(), headers: { 'Mcp-Session-Id': 's-2' } })).toEqual([undefined]);
  });

  it('without sessions is that of the URL', async () => {
    const opened = { body: opening, answer: agreed('2024-11-05') };
    expect(await versions(opened, { body: call() }, { body: call(), url: 'https://other.example/mcp' })).toEqual([
      '2024-11-05',
      undefined,
    ]);
  });

  it('that the request itself states counts before it', async () => {
    const opened = { body: opening, answer: agreed('2025-11-25') };
    const own = { ...call(), params: { name: 'a', _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' } } };
    const header = { 'MCP-Protocol-Version': '2025-06-18' };
    expect(await versions(opened, { body: own }, { body: call(), headers: header })).toEqual(['2026-07-28', '2025-06-18']);
  });
});

it('an archive of 24 MB on one line is handed on entry by entry', async () => {
  const entry = Buffer.from(`${JSON.stringify(entryOf({ body: call(), answer: 'p'.repeat(20_000) }))},`);
  const count = Math.ceil((24 * 1024 * 1024) / entry.length);
  let produced = 0;
  const produce = function* () {
    yield Buffer.from('{"log":{"version":"1.2","creator":{"name":"proxy"},"pages":[{"id":"p"}],"entries":[');
    for (; produced < count; produced++) yield entry;
    yield Buffer.from(`${JSON.stringify(entryOf({ body: call() }))}],"comment":""}}`);
  };
  let seen = 0;
  let ahead = 0;
  for await (const batch of readSource({ path: '-', named: true, stdin: true }, { stdin: Readable.from(produce()) })) {
    seen += batch.records.length;
    ahead = Math.max(ahead, produced - seen);
  }
  expect(seen).toBe(count + 1);
  expect(ahead).toBeLessThan(500);
});

it('an entry without a URL is rejected, and the others are read', async () => {
  const { outcome, diagnostics } = await readBytes(
    '{"log":{"entries":[{"request":{"method":"GET"},"response":{}},{"request":{"method":"GET","url":"x"},"response":{}}]}}',
  );
  expect(outcome).toMatchObject({ format: 'har', records: 2, rejected: 1 });
  expect(diagnostics[0]?.message).toContain('request.url');
});

it.each([
  ['/repos/acme/site/issues/12', '/repos/acme/site/issues/{}'],
  ['/v2/users/3F2504E0-4F89-41D3-9A0C-0305E82C3301/keys', '/v2/users/{}/keys'],
  ['/blob/ba7816bf8f01cfea', '/blob/{}'],
  ['/t/PROJ-12', '/t/{}'],
  ['/deadbeef/v1beta1/oauth2', '/deadbeef/v1beta1/oauth2'],
  [`/x/${'long-'.repeat(8)}`, '/x/{}'],
  ['', '/'],
])('the route of %s is %s', (path, route) => {
  expect(nameRoute('GET', `https://x.example${path}?q=1#f`)).toBe(`GET ${route}`);
});

const samples = fileURLToPath(new URL('../../../shared/samples/har/', import.meta.url));

it.skipIf(!existsSync(samples))('the HAR files of other tools are read without a reject', async () => {
  for (const name of readdirSync(samples)) {
    const { outcome } = await readWhole({ path: `${samples}${name}`, named: true });
    expect(outcome).toMatchObject({
      format: 'har',
      status: 'read',
      rejected: 0,
      ignored: 0,
      records: name === 'chrome.har' ? 3 : 1,
    });
  }
});

it('cuts no part out of a private key that stands where a path should', () => {
  const fence = (word: string): string => `-----${word} PRIVATE KEY-----`;
  const body = ['MIGHAgEAMBMGByqG/76pGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg', 'vWOb8JeChNY8TGdP/short/part+0a='].join('\n');
  const route = nameRoute('POST', `${fence('BEGIN')}\n${body}\n${fence('END')}`);
  for (const part of body.split(/[\n/]/)) expect(route).not.toContain(part);
});
