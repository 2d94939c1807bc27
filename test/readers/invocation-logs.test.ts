import { describe, expect, it } from 'vitest';
import { auditFiles } from './auditing.ts';
import { invocationsOf, readBytes } from './reading.ts';

const only = async (record: object): Promise<Record<string, unknown>> => {
  const [draft, ...more] = invocationsOf(await readBytes(JSON.stringify(record)));
  expect(more).toEqual([]);
  return { ...draft };
};

describe('Microsoft Entra', () => {
  const uti = 'xMFjTVvJPE2OChJx_YE-AA';
  const activity = (id: string, ip: string, signInActivityId: string): object => ({
    category: 'MicrosoftGraphActivityLogs',
    time: '2026-07-01T10:01:00Z',
    properties: {
      requestId: id,
      signInActivityId,
      requestMethod: 'GET',
      requestUri: 'https://graph.microsoft.com/v1.0/me',
      responseStatusCode: 200,
      appId: 'a',
      scopes: 'User.Read',
      ipAddress: ip,
      tokenIssuedAt: '2026-07-01T10:00:00Z',
    },
  });

  it('joins sign-in and use of a token over the encodings of its id', async () => {
    const guid = '4d63c1c4-c95b-4d3c-8e0a-1271fd813e00';
    const signIn = { category: 'SignInLogs', resultType: 0, properties: { appId: 'another', uniqueTokenIdentifier: guid } };
    const files = { 'sign-in.json': JSON.stringify(signIn), 'graph.json': JSON.stringify(activity('r-1', '192.0.2.1', uti)) };
    const { lines } = await auditFiles(files);
    // The client of the sign-in is compared with that of the call.
    expect(lines).toMatchObject([{ rules: { 'identity/client-mismatch': 'fail' } }]);
  });

  it('knows one token by its id at two calls', async () => {
    const calls = [activity('r-1', '192.0.2.1', uti), activity('r-2', '192.0.2.2', '4d63c1c4-c95b-4d3c-8e0a-1271fd813e00')];
    const { lines } = await auditFiles({ 'graph.ndjson': calls.map((call) => JSON.stringify(call)).join('\n') });
    expect(lines.every(({ rules }) => rules['replay/bearer-context'] !== undefined)).toBe(true);
  });

  it('reads batches of an event hub', async () => {
    const batch = JSON.stringify({ records: [activity('r-1', '192.0.2.1', uti), activity('r-2', '192.0.2.1', uti)] });
    expect(invocationsOf(await readBytes(batch)).map(({ fields }) => fields.recordId)).toEqual(['r-1', 'r-2']);
  });
});

describe('access logs of Envoy', () => {
  const line = {
    start_time: '2026-07-01T10:00:00Z',
    method: 'GET',
    path: '/x',
    authority: 'git.example',
    response_code: 200,
    response_flags: '-',
  };

  it.each([
    ['as a JSON object', { jwt: { iss: 'https://as.example', jti: 'j', sub: 's' } }],
    ['as JSON text', { jwt_payload: '{"iss":"https://as.example","jti":"j","sub":"s"}' }],
    ['below another name', { metadata: { jwt_authn: { iss: 'https://as.example', jti: 'j', sub: 's' } } }],
    ['one by one', { jwt_iss: 'https://as.example', 'token.jti': 'j', 'x-jwt-sub': 's' }],
  ])('have the claims of the token %s', async (_, claims) => {
    const { fields } = await only({ ...line, ...claims });
    expect(fields).toMatchObject({ statedToken: { issuer: 'https://as.example', jti: 'j', subject: 's' } });
  });

  it('tell a raw token as one that lies in the log', async () => {
    const { report } = await auditFiles({
      log: JSON.stringify({ ...line, authorization: 'Bearer made-up-opaque-token-of-some-length' }),
    });
    expect(report.findings.map(({ rule }) => rule)).toContain('exposure/token-in-log');
  });

  it.each([
    ['the JWT filter', { response_code: 401, response_code_details: 'jwt_authn_access_denied{Jwt_is_expired}' }, 'denied'],
    ['external authorization', { response_code: 429, response_flags: 'UAEX' }, 'denied'],
    ['a server that is not there', { response_code: 503, response_flags: 'UF' }, 'unknown'],
    ['a client that went away', { response_code: 0, response_flags: 'DC' }, 'unknown'],
  ])('say what %s did', async (_, fields, outcome) => {
    expect(await only({ ...line, 'mcp.tool.name': 't', ...fields })).toMatchObject({ fields: { outcome } });
  });

  it.each([
    ['192.0.2.1:443', '192.0.2.1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['2001:db8::1', '2001:db8::1'],
    ['192.0.2.1, 10.0.0.1', '192.0.2.1'],
  ])('have the address %s', async (address, sourceIp) => {
    expect(await only({ ...line, mcp_tool_name: 't', downstream_remote_address: address })).toMatchObject({
      fields: { sourceIp },
    });
  });

  it('hold traffic that is no call of anybody', async () => {
    const read = await readBytes(JSON.stringify(line));
    expect(read.outcome).toMatchObject({ format: 'envoy-access-log', records: 1 });
    expect(read.drafts).toEqual([]);
  });

  it('compare no URL of which the log lacks the scheme', async () => {
    const { fields } = await only({ ...line, jti: 'j' });
    expect(fields).toMatchObject({ serverName: 'git.example', toolName: 'GET /x' });
    expect(fields).not.toHaveProperty('httpUrl');
  });
});

describe('Kong', () => {
  it('masks tokens, which is told', async () => {
    const record = {
      request: { id: 'r', headers: { authorization: 'REDACTED' } },
      response: { status: 200 },
      latencies: {},
      started_at: 1782900000000,
      ai: { mcp: { rpc: [{ method: 'tools/call', tool_name: 't', id: '1' }] } },
    };
    const { report } = await auditFiles({ log: JSON.stringify(record) });
    expect(report.findings.map(({ rule }) => rule)).toContain('logging/truncated-token');
  });

  it('does not compare ids of JSON-RPC whose type the log lost', async () => {
    expect(await only({ ai: { mcp: { rpc: [{ method: 'tools/call', tool_name: 't', id: '1' }] } } })).not.toHaveProperty(
      'fields.rpcId',
    );
  });

  it('says what the ACL refused, also where no message was passed on', async () => {
    const audit = [{ primitive: 'tool', primitive_name: 'drop', action: 'deny' }];
    expect(await only({ ai: { mcp: { rpc: [], audit } } })).toMatchObject({ fields: { toolName: 'drop', outcome: 'denied' } });
    const rpc = [{ method: 'tools/call', tool_name: 'drop', id: '1' }];
    expect(await only({ response: { status: 200 }, latencies: {}, request: {}, ai: { mcp: { rpc, audit } } })).toMatchObject({
      fields: { outcome: 'denied' },
    });
  });
});

describe('OCSF', () => {
  const event = { class_uid: 6003, category_uid: 6, api: { operation: 'x' }, metadata: { uid: 'e' } };

  it.each([
    ['milliseconds', { time: 1782900000000 }, 1782900000000],
    ['a time with zone beside it', { time: 1782900000, time_dt: '2026-07-01T10:00:00Z' }, 1782900000000],
    ['seconds against the schema: not known', { time: 1782900000 }, undefined],
  ])('has times in %s', async (_, time, expected) => {
    const draft = await only({ ...event, ...time });
    expect((draft['fields'] as { eventTime?: number }).eventTime).toBe(expected);
  });

  it('takes no other credential than an access key for the id of a token', async () => {
    expect(await only({ ...event, time: 1782900000000, actor: { user: { credential_uid: '4711' } } })).not.toHaveProperty(
      'fields.statedToken',
    );
  });
});

describe('Claude Code', () => {
  const event = (name: string, attributes: object): object => ({
    body: `claude_code.${name}`,
    attributes: {
      'event.timestamp': '2026-07-01T10:00:00Z',
      tool_use_id: 'toolu_1',
      tool_name: 'mcp__git__push',
      'user.email': 'alice@acme.example',
      ...attributes,
    },
  });
  const policy = 'servers: [{ id: git, tools: { push: { scopes: [], approval: required } } }]\n';
  const approvalOf = async (source: string): Promise<unknown> => {
    const log = [event('tool_decision', { decision: 'accept', source }), event('tool_result', { success: 'true' })];
    const { lines } = await auditFiles({ log: log.map((each) => JSON.stringify(each)).join('\n') }, policy);
    return lines.map(({ rules }) => rules['approval/missing']);
  };

  it('tells the word of a person from that of a setting', async () => {
    expect(await approvalOf('user_temporary')).toEqual(['pass']);
    expect(await approvalOf('config')).toEqual(['not-evaluable:no-approval-record']);
  });

  it('leaves out tools that run within the agent', async () => {
    expect((await readBytes(JSON.stringify(event('tool_result', { tool_name: 'Bash', success: 'true' })))).drafts).toEqual([]);
  });
});

describe('LiteLLM', () => {
  it('knows the virtual key by its hash', async () => {
    const key = 'sk-made-up-virtual-key';
    const hash = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(key))).toString('hex');
    const spend = JSON.stringify({
      request_id: 'r',
      call_type: 'call_mcp_tool',
      api_key: hash,
      spend: 0,
      startTime: '2026-07-01T10:00:00Z',
      status: 'success',
      mcp_namespaced_tool_name: 'a/b',
    });
    const leak = JSON.stringify([{ RuleID: 'x', Secret: key, Fingerprint: 'f', Date: '2026-06-30T10:00:00Z' }]);
    const { report } = await auditFiles({ 'spend.json': spend, 'leak.json': leak });
    expect(report.findings).toContainEqual(expect.objectContaining({ rule: 'exposure/leaked-token-used', severity: 'critical' }));
  });
});
