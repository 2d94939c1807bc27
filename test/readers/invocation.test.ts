import { describe, expect, it } from 'vitest';
import { invocationsOf, readBytes, record } from './reading.ts';

const fieldsOf = async (fields: Record<string, unknown>) => invocationsOf(await readBytes(record(fields)))[0]?.fields;

const WRONG: [field: string, value: unknown, expected: string, found: string][] = [
  ['event_time', 'yesterday', 'an RFC 3339 time', 'text "yesterday"'],
  ['event_time', 1782900000, 'an RFC 3339 time', 'number 1782900000'],
  ['log_time', '2026-02-30T00:00:00Z', 'an RFC 3339 time', 'text "2026-02-30T00:00:00Z"'],
  ['vantage', 'moon', 'one of server, gateway, client', 'text "moon"'],
  ['outcome', 'done', 'one of executed', 'text "done"'],
  ['token_scheme', 'Magic', 'one of Bearer, DPoP', 'text "Magic"'],
  ['tool_name', 5, 'text', 'a number'],
  ['http_status', 'abc', 'an integer', 'text "abc"'],
  ['http_status', 1.5, 'an integer', 'number 1.5'],
  ['token_count', -1, 'an integer', 'number -1'],
  ['token', 5, 'text', 'a number'],
  ['dpop_proof', {}, 'text', 'an object'],
  ['token_sha256', 'abc', 'a SHA-256', 'text of 3 characters'],
  ['token_verified', 'yes', 'true or false', 'text "yes"'],
  ['token_expires_at', '2026-07-01T10:00:00', 'an RFC 3339 time with a zone, or epoch seconds', 'text "2026-07-01T10:00:00"'],
  ['token_scopes', [1], 'a list of texts', 'a list'],
  ['arguments', [], 'a JSON object', 'a list'],
  ['rpc_id', true, 'text or a number', 'a boolean'],
];

describe('a field of a wrong type rejects its record', () => {
  it.each(WRONG)('%s: %j', async (field, value, expected, found) => {
    const { outcome, diagnostics } = await readBytes(record({ [field]: value }));
    expect(outcome).toMatchObject({ records: 1, rejected: 1 });
    expect(diagnostics[0]?.message).toMatch(new RegExp(`^${field}: expected ${expected}`));
    expect(diagnostics[0]?.message.endsWith(`found ${found}`)).toBe(true);
  });
});

describe('what a field may be', () => {
  const hash = 'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0';

  it.each([
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=',
    hash,
  ])('a hash as %s', async (text) => {
    expect((await fieldsOf({ token_sha256: text }))?.tokenSha256).toBe(hash);
  });

  it.each([
    ['mTLS', 'mtls'],
    ['BEARER', 'bearer'],
    ['apiKey', 'apikey'],
    ['none', 'none'],
  ])('the scheme %s', async (text, scheme) => {
    expect((await fieldsOf({ token_scheme: text }))?.tokenScheme).toBe(scheme);
  });

  it.each([
    ['1', '"1"'],
    [1, '1'],
    [-2, '-2'],
  ])('an rpc_id %j keeps its type', async (id, text) => {
    expect((await fieldsOf({ rpc_id: id }))?.rpcId).toBe(text);
  });

  it('null and empty text mean that the log does not say', async () => {
    expect(await fieldsOf({ agent_id: null, client_id: '', token_count: null })).toEqual({
      eventTime: 1782900000000,
      serverName: 's',
      toolName: 't',
    });
  });

  it('a list may be written as words', async () => {
    expect((await fieldsOf({ token_scopes: 'a  b' }))?.statedToken?.scopes).toEqual(['a', 'b']);
  });
});

describe('hostile member names', () => {
  it('leave prototypes alone and stay what they are', async () => {
    const read = await readBytes(`${record({}).slice(0, -1)},"__proto__":{"polluted":true},"constructor":1,"toString":null}`);
    const [draft] = invocationsOf(read);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.keys(draft?.extra ?? {})).toEqual(['__proto__', 'constructor']);
  });

  it('are columns like any other in CSV', async () => {
    const read = await readBytes('schema,__proto__,tool_name\ninvocation/1,x,t\n');
    const [draft] = invocationsOf(read);
    expect(Object.entries(draft?.extra ?? {})).toEqual([['__proto__', 'x']]);
  });
});

it('without a schema, only a record that says when, what and where is an invocation', async () => {
  const time = '"event_time":"2026-07-01T10:00:00Z"';
  const { outcome } = await readBytes(
    `{${time},"tool_name":"t","server_name":"s"}\n{${time},"tool_name":"t"}\n{"tool_name":"t","server_name":"s"}\n`,
  );
  expect(outcome).toMatchObject({ records: 1, ignored: 2, rejected: 0 });
});

describe('evidence that lacks what it is about is rejected', () => {
  it.each([
    ['{"schema":"token/1"}', 'token_sha256'],
    ['{"schema":"introspection/1","queried_at":"2026-07-01T10:00:00Z","response":{"active":true}}', 'token_sha256'],
    [
      '{"schema":"introspection/1","token_sha256":"ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0","queried_at":"2026-07-01T10:00:00Z","response":{}}',
      'active',
    ],
    ['{"schema":"approval/1","tool_name":"t"}', 'approved_at'],
    ['{"schema":"revocation/1","revoked_at":"2026-07-01T10:00:00Z","token_jti":"j"}', 'token_issuer with token_jti'],
    ['{"schema":"revocation/1","session_id":"s"}', 'revoked_at'],
    ['{"schema":"leak/1","token":"t"}', 'seen_at'],
    ['{"schema":"leak/1","seen_at":"2026-07-01T10:00:00","token":"t"}', 'with a zone'],
  ])('%s', async (text, said) => {
    const { outcome, diagnostics } = await readBytes(text);
    expect(outcome).toMatchObject({ records: 1, rejected: 1 });
    expect(diagnostics[0]?.message).toContain(said);
  });
});
