import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultMessage, faultTrace } from '../../src/lib/fault-text.ts';
import { createWorkspace } from '../workspace.ts';
import { plantedSamples } from './planted.ts';
import {
  AS_OF,
  auditAll,
  expectNothingLeft,
  FORMATS,
  filesBelow,
  isGrown,
  killed,
  logs,
  reportOf,
  run,
  toEveryFormat,
  written,
} from './scene.ts';
import { createDetector, FORMED, opaque, PRIVATE_JWK, PRIVATE_PEM, type Secret } from './secrets.ts';

const TIME = '2026-06-30T12:00:00Z';

describe('secrets in every place of every format', () => {
  it('are nowhere in database, reports and streams', { timeout: 600_000 }, () => {
    for (const { name, content } of plantedSamples('fixtures/formats')) logs.write(name, content);
    const ran = auditAll();
    expect([0, 1]).toContain(ran.code);
    expect(reportOf().sources.filter(({ format }) => format === null).length).toBeLessThan(3);
    const again = run('report', '--db', 'audit.db', '-f', 'verdicts', ...AS_OF);
    const init = run('init', logs.folder);
    expectNothingLeft(FORMED, ran.stdout, ran.stderr, again.stdout, again.stderr, init.stdout, init.stderr);
    expect(filesBelow(written.folder).map((path) => path.slice(written.folder.length + 1))).toEqual(
      expect.arrayContaining(['audit.db', 'bindcheck.policy.yaml', ...FORMATS]),
    );
  });
});

const header = (name: string, value: string): object => ({ name, value });

const entry = (headers: readonly object[], more: { url?: string; postData?: object; response?: object } = {}): object => ({
  startedDateTime: TIME,
  request: {
    method: 'POST',
    url: more.url ?? 'https://git.acme.example/mcp',
    headers,
    postData: more.postData ?? {
      mimeType: 'application/json',
      text: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'repo.read', arguments: {} } }),
    },
  },
  response: more.response ?? { status: 200, headers: [], content: { text: '{"jsonrpc":"2.0","id":1,"result":{}}' } },
});

const authorization = (value: string): object => entry([header('Authorization', value)]);

/** Places of which everybody knows that a secret stands in them, with secrets that look like nothing. */
const PLACES: Readonly<Record<string, (secret: string) => object | string>> = {
  'bearer.har': (secret) => authorization(`Bearer ${secret}`),
  'dpop.har': (secret) => entry([header('authorization', `DPoP ${secret}`), header('dpop', secret)]),
  'basic.har': (secret) => authorization(`Basic ${Buffer.from(`alice:${secret}`).toString('base64')}`),
  'digest.har': (secret) => authorization(`Digest username="alice", response="${secret}"`),
  'negotiate.har': (secret) => authorization(`Negotiate ${secret}`),
  'own-scheme.har': (secret) => authorization(`Acme-Key ${secret}`),
  'no-scheme.har': (secret) => authorization(secret),
  'signature.har': (secret) => authorization(`AWS4-HMAC-SHA256 Credential=AKIA/20260701, Signature=${secret}`),
  'api-key.har': (secret) => entry([header('X-Api-Key', secret)]),
  'cookie.har': (secret) => entry([header('Authorization', 'Bearer x'), header('Cookie', `session=${secret}`)]),
  'proxy.har': (secret) => entry([header('Authorization', 'Bearer x'), header('Proxy-Authorization', `Bearer ${secret}`)]),
  'query.har': (secret) => entry([], { url: `https://git.acme.example/mcp?access_token=${secret}` }),
  'user.har': (secret) => entry([], { url: `https://alice:${secret}@git.acme.example/mcp` }),
  'form.har': (secret) =>
    entry([header('Content-Type', 'application/x-www-form-urlencoded')], {
      postData: { mimeType: 'application/x-www-form-urlencoded', text: `access_token=${secret}&client_secret=${secret}` },
    }),
  'answer.har': (secret) =>
    entry([header('Authorization', 'Bearer x')], {
      response: {
        status: 200,
        headers: [header('Set-Cookie', `session=${secret}`)],
        content: { mimeType: 'application/json', text: JSON.stringify({ access_token: secret, refresh_token: secret }) },
      },
    }),
  'token.ndjson': (token) => ({ token, token_scheme: 'Bearer' }),
  'basic.ndjson': (secret) => ({ token: `Basic ${Buffer.from(`alice:${secret}`).toString('base64')}` }),
  'proof.ndjson': (secret) => ({ dpop_proof: secret, dpop_nonces: [secret], session_id: secret }),
  'wrong-proof.ndjson': (secret) => ({ dpop_proof: { of: secret } }),
  'wrong-token.ndjson': (secret) => ({ token: [secret] }),
  'wrong-hash.ndjson': (secret) => ({ token_sha256: secret, client_cert_sha256: secret }),
  'wrong-time.ndjson': (secret) => ({ event_time: secret }),
  'wrong-scheme.ndjson': (secret) => ({ token_scheme: secret }),
  'arguments.ndjson': (secret) => ({ arguments: { password: secret, deep: [{ api_key: { of: secret } }] } }),
  'unheard-of.ndjson': (secret) => ({ authorization: `Bearer ${secret}`, headers: { cookie: [secret] }, secret }),
  'url.ndjson': (secret) => ({ http_url: `https://u:${secret}@git.acme.example/mcp?access_token=${secret}#id_token=${secret}` }),
  'introspection.ndjson': (token) => ({
    schema: 'introspection/1',
    queried_at: TIME,
    token,
    response: { active: true, client_secret: token, access_token: token, username: 'alice' },
  }),
  'sample.ndjson': (token) => ({ schema: 'token/1', token }),
  'leak.ndjson': (token) => ({ schema: 'leak/1', seen_at: TIME, token, location: 'a.txt' }),
  'revocation.ndjson': (token) => ({ schema: 'revocation/1', revoked_at: TIME, token }),
  'gitleaks.json': (Secret) => ({ RuleID: 'x', File: 'a', Match: `key=${Secret}`, Secret, Fingerprint: 'f', StartLine: 1 }),
  'trufflehog.ndjson': (Raw) => ({ SourceMetadata: {}, DetectorName: 'X', Raw, RawV2: `${Raw}2`, Redacted: '', Verified: true }),
  'broken.ndjson': (secret) => `{"schema":"invocation/1","token":"${secret}","server_name":`,
  'broken.json': (secret) => `[{"token":"${secret}"},{"token":${secret}}]`,
  'cut.ndjson': (secret) => `"${secret}`,
  'text.log': (secret) => `GET / Authorization: Bearer ${secret}`,
  'long.csv': (secret) => `schema,token,event_time\ninvocation/1,${secret},${secret}\ninvocation/1,"${secret}`,
};

const NATIVE = { schema: 'invocation/1', event_time: TIME, server_name: 'git-mcp', tool_name: 'repo.read', outcome: 'executed' };

const contentOf = (name: string, made: object | string): string => {
  if (typeof made === 'string') return made;
  if (name.endsWith('.har'))
    return JSON.stringify({ log: { version: '1.2', creator: { name: 'x', version: '1' }, entries: [made] } });
  return `${JSON.stringify(Object.hasOwn(made, 'schema') || !name.endsWith('.ndjson') || name.startsWith('truffle') ? made : { ...NATIVE, ...made })}\n`;
};

it('secrets that look like nothing are nowhere, where their place tells what they are', { timeout: 120_000 }, () => {
  const secrets = Object.keys(PLACES).map(opaque);
  for (const [index, [name, make]] of Object.entries(PLACES).entries())
    logs.write(name, contentOf(name, make(secrets[index]?.text ?? '')));
  const ran = auditAll();
  const checks = ['token.ndjson', 'wrong-time.ndjson', 'basic.har', 'unheard-of.ndjson', 'text.log'].map((name) =>
    run('formats', '--check', join(logs.folder, name), '-v'),
  );
  expect(reportOf().summary.invocations).toBeGreaterThan(14);
  expectNothingLeft(secrets, ran.stdout, ran.stderr, ...checks.flatMap(({ stdout, stderr }) => [stdout, stderr]));
});

describe('a raw token in a log is itself a finding', { timeout: 120_000 }, () => {
  const secret = FORMED[0]?.text ?? '';
  /** The first record of a sample, with the token where that format has a place for it. */
  const sampleWith = (format: string, put: (record: Record<string, unknown>) => void): string => {
    const [first = ''] = readFileSync(`fixtures/formats/${format}/sample.ndjson`, 'utf8').split('\n');
    const record = JSON.parse(first) as Record<string, unknown>;
    put(record);
    return `${JSON.stringify(record)}\n`;
  };

  it.each([
    ['native records', 'a.ndjson', `${JSON.stringify({ ...NATIVE, token: secret })}\n`],
    [
      'native CSV',
      'a.csv',
      `schema,event_time,server_name,tool_name,outcome,token\n${Object.values(NATIVE).join(',')},${secret}\n`,
    ],
    ['HAR', 'a.har', contentOf('a.har', authorization(`Bearer ${secret}`))],
    ['HAR, in the query', 'a.har', contentOf('a.har', entry([], { url: `https://git.acme.example/mcp?access_token=${secret}` }))],
    [
      'Envoy',
      'a.ndjson',
      sampleWith('envoy-access-log', (record) => {
        record['authorization'] = `Bearer ${secret}`;
      }),
    ],
    [
      'Kong',
      'a.ndjson',
      sampleWith('kong-ai-mcp', ({ request }) => {
        (request as { headers: Record<string, unknown> }).headers['authorization'] = `Bearer ${secret}`;
      }),
    ],
    [
      'agentgateway',
      'a.ndjson',
      sampleWith('agentgateway', (record) => {
        record['authorization'] = `Bearer ${secret}`;
      }),
    ],
  ])('%s', (_name, name, content) => {
    logs.write(name, content);
    const ran = run('audit', logs.folder, ...AS_OF, '-f', 'json=json');
    expect([ran.code, ran.stderr.includes('open finding')]).toEqual([1, true]);
    const finding = reportOf().findings.find(({ rule }) => rule === 'exposure/token-in-log');
    expect(finding).toMatchObject({ severity: 'high', state: 'open' });
    expectNothingLeft(FORMED, ran.stdout, ran.stderr);
  });
});

describe('a configuration that holds secrets is refused, or read, without showing them', { timeout: 120_000 }, () => {
  const jwks = JSON.stringify({ keys: [{ ...PRIVATE_JWK, kid: 'k1' }] });
  const policy = (more: object): string =>
    JSON.stringify({ schema: 'bindcheck.policy/1', issuers: [{ issuer: 'https://as.acme.example', ...more }] });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['a private key as key set', { 'policy.json': policy({ jwks: 'keys.pem' }), 'keys.pem': PRIVATE_PEM }],
    ['a key set with private keys', { 'policy.json': policy({ jwks: 'keys.json' }), 'keys.json': jwks }],
    ['a single private JWK', { 'policy.json': policy({ jwks: 'keys.json' }), 'keys.json': JSON.stringify(PRIVATE_JWK) }],
    ['a key set that breaks off', { 'policy.json': policy({ jwks: 'keys.json' }), 'keys.json': jwks.slice(0, -20) }],
    ['a private key within the policy', { 'policy.json': policy({ jwks: PRIVATE_PEM }) }],
    ['a key set within the policy', { 'policy.json': policy({ jwks: JSON.parse(jwks) }) }],
    ['a private key as policy', { 'policy.json': PRIVATE_PEM }],
    ['a token as issuer', { 'policy.json': policy({ issuer: FORMED[0]?.text }) }],
    ['a token as name', { 'policy.json': policy({ [FORMED[0]?.text ?? '']: true }) }],
    ['a policy in YAML that breaks off', { 'policy.json': `jwks: |\n  ${PRIVATE_PEM.replaceAll('\n', '\n  ')}\n]: {` }],
  ])('%s', (_name, files) => {
    const place = createWorkspace();
    for (const [name, content] of Object.entries(files)) place.write(name, content);
    logs.write('a.ndjson', [NATIVE]);
    const options = ['--policy', join(place.folder, 'policy.json'), '--allow-unproven'];
    const ran = run('audit', logs.folder, '--db', 'audit.db', '-v', ...AS_OF, ...options, ...toEveryFormat);
    expect([0, 1, 2]).toContain(ran.code);
    expectNothingLeft(FORMED, ran.stdout, ran.stderr);
    place.remove();
  });
});

it('a file whose name is a token is read, listed, and named without it', { timeout: 120_000 }, () => {
  const { text } = FORMED[0] as Secret;
  logs.write(`${text.slice(0, 240)}.ndjson`, [NATIVE]);
  const ran = auditAll();
  expect(reportOf().sources[0]).toMatchObject({ status: 'read', records: 1 });
  expectNothingLeft(FORMED, ran.stdout, ran.stderr);
  const missing = run('audit', join(logs.folder, `no-${text.slice(0, 240)}`), '-f', 'json=missing');
  expect(missing.code).not.toBe(0);
  expectNothingLeft(FORMED, missing.stdout, missing.stderr);
});

describe('a fault of the program', () => {
  const thrown = (work: () => void): unknown => {
    try {
      work();
    } catch (error) {
      return error;
    }
    return undefined;
  };

  it('is told without the text that it quotes', () => {
    const secret = opaque('quoted').text;
    const faults = [
      thrown(() => JSON.parse(`{"token": ${secret}`)),
      thrown(() => JSON.parse(secret)),
      new TypeError(`'${secret}' is not a function`),
      new Error(`cannot read \`${secret}\``),
      new Error(FORMED[1]?.text),
      secret,
    ];
    const detect = createDetector([opaque('quoted'), ...FORMED]);
    for (const fault of faults) expect(detect(Buffer.from(`${faultTrace(fault)}${faultMessage(fault)}`))).toEqual([]);
    expect(faultTrace(faults[0])).toMatch(/^SyntaxError: .*\n {4}at /);
  });
});

describe('a run that is killed', () => {
  const records = Array.from({ length: 20_000 }, (_, index) => ({
    ...NATIVE,
    record_id: `r-${index}`,
    token: FORMED[index % 2]?.text,
    user_agent: FORMED[index % FORMED.length]?.text,
    arguments: { index, secret: FORMED[2]?.text },
  }));

  it.each([
    ['into a database', ['ingest', '--db', 'audit.db', '--jobs', '1']],
    ['without one', ['audit', '--jobs', '1']],
  ])('leaves no secret behind: %s', { timeout: 120_000 }, async (_name, [command = '', ...more]) => {
    const log = logs.write('calls.ndjson', records);
    expect(await killed([command, log, ...more], () => isGrown(200_000))).toBe(true);
    expect(filesBelow(written.folder).length).toBeGreaterThan(0);
    expectNothingLeft(FORMED);
  });
});
