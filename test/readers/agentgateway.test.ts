import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { formatById } from '../../src/readers/index.ts';
import { addressOf } from '../../src/readers/record/address.ts';
import { invocationsOf, readBytes } from './reading.ts';

const line = (keys: string, call = 'mcp.method.name=tools/call mcp.target=git gen_ai.tool.name=read') =>
  `2026-07-01T10:00:01.000000Z\tinfo\trequest gateway=default/default http.method=POST ${call} ${keys}\n`;
const one = async (keys: string, call?: string) => invocationsOf(await readBytes(line(keys, call)))[0];

describe('outcome', () => {
  it.each([
    ['http.status=200', 'executed'],
    ['http.status=202', 'unknown'],
    ['http.status=401 reason=JwtAuth', 'denied'],
    ['http.status=200 reason=Authorization', 'denied'],
    ['http.status=429 reason=RateLimit', 'failed'],
    ['http.status=200 mcp.error.code=-32602', 'failed'],
    ['http.status=504 reason=Timeout', 'unknown'],
    ['http.status=503 reason=NoHealthyBackend', 'failed'],
  ])('%s: %s', async (keys, outcome) => {
    expect((await one(keys))?.fields.outcome).toBe(outcome);
  });
});

describe('lines', () => {
  it('may have quoted values with blanks, quotes and keys in them', async () => {
    const draft = await one('http.status=200 error="a \\"b\\" http.status=500" token.scope="a b" duration=250ms');
    expect(draft?.fields).toMatchObject({ httpStatus: 200, statedToken: { scopes: ['a', 'b'] } });
    expect(draft?.fields.eventTime).toBe(Date.UTC(2026, 6, 1, 10, 0, 0, 750));
  });

  it('of older builds name no tool', async () => {
    const draft = await one('http.status=200', 'mcp.method=tools/call mcp.target=git');
    expect(draft?.fields).toMatchObject({ serverName: 'git', outcome: 'executed' });
    expect(draft?.fields.toolName).toBeUndefined();
  });

  it('of other requests give nothing, and are no rejects', async () => {
    const { outcome, drafts } = await readBytes(line('http.status=200', 'http.path=/.well-known/oauth-protected-resource'));
    expect(outcome).toMatchObject({ format: 'agentgateway', records: 1, rejected: 0 });
    expect(drafts).toEqual([]);
  });

  it('without a claim say nothing of a token', async () => {
    const fields = (await one('http.status=200'))?.fields;
    expect(fields).not.toHaveProperty('statedToken');
    expect(fields).not.toHaveProperty('tokenScheme');
    expect(fields).not.toHaveProperty('httpUrl');
  });

  it('take linear time, whatever they hold', async () => {
    const hostile = `${'k="\\'.repeat(200_000)}`;
    const started = performance.now();
    await readBytes(line(hostile));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

it('the keys that the configuration adds are all read', async () => {
  const { configuration = '' } = formatById('agentgateway')?.coverage?.toDecideMore ?? {};
  const { frontendPolicies } = parse(configuration) as { frontendPolicies: { accessLog: { add: Record<string, string> } } };
  const values: Record<string, string> = {
    'token.iss': 'https://as.example',
    'token.jti': 'j-1',
    'token.aud': '["https://mcp.example"]',
    'token.scope': 'read write',
    'token.client_id': 'bot',
    'token.iat': '1782900000',
    'token.exp': '1782903600',
    'token.act': '{"sub":"agent-7"}',
    'token.cnf': '{"jkt":"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"}',
    dpop: 'a.b.c',
  };
  expect(Object.keys(frontendPolicies.accessLog.add)).toEqual(Object.keys(values));
  const keys = Object.entries(values).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  expect(await one(`http.status=200 ${keys.join(' ')}`)).toMatchObject({
    dpopProof: 'a.b.c',
    fields: {
      statedToken: {
        issuer: 'https://as.example',
        jti: 'j-1',
        audience: ['https://mcp.example'],
        scopes: ['read', 'write'],
        clientId: 'bot',
        issuedAt: 1782900000000,
        expiresAt: 1782903600000,
        actors: [{ subject: 'agent-7' }],
        jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I',
      },
    },
  });
});

it.each([
  ['203.0.113.9:443', '203.0.113.9'],
  ['203.0.113.9', '203.0.113.9'],
  ['[2001:db8::7]:443', '2001:db8::7'],
  ['2001:db8::7', '2001:db8::7'],
  ['kms.amazonaws.com', undefined],
  ['AWS Internal', undefined],
])('the address of %s is %s', (text, address) => {
  expect(addressOf(text)).toBe(address);
});
