import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bindcheck } from './program.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/**
 * A day of honest traffic: keys rotate, tokens are renewed before they end, servers fail and are asked again with a new proof, nonces
 * are demanded, gateways log what servers log too, proxies rewrite URLs, clocks drift, lines are delivered twice, and
 * the sessions of the servers are not those of the login. Whatever is
 * reported of it at medium or above is a false accusation.
 */
const CALLS = 10_000;
const START = Date.UTC(2026, 2, 18, 0, 0, 0);
const ROTATION = START + 12 * 3_600_000;
const LIFETIME = 1800;

const segment = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const compact = (header: object, payload: object, key: KeyObject): string => {
  const input = `${segment(header)}.${segment(payload)}`;
  return `${input}.${sign(null, Buffer.from(input), key).toString('base64url')}`;
};
const hash = (text: string): string => createHash('sha256').update(text).digest('base64url');

const makeKey = (kid: string) => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { kty, crv, x } = publicKey.export({ format: 'jwk' });
  const jwk = { kty, crv, x };
  return { kid, privateKey, jwk, thumbprint: hash(JSON.stringify({ crv, kty, x })) };
};

const issuerKeys = [makeKey('k-morning'), makeKey('k-evening')] as const;

const clients = Array.from({ length: 20 }, (_, index) => ({
  id: `agent-${index}`,
  key: makeKey(`c-${index}`),
  drift: (index % 7) - 3,
}));

type Client = (typeof clients)[number];

const SERVERS = [
  { id: 'git', url: 'https://git.example/mcp', bound: true, scope: 'repo:read' },
  { id: 'docs', url: 'https://docs.example/mcp', bound: false, scope: 'docs:read' },
] as const;

type Server = (typeof SERVERS)[number];

interface Issued {
  readonly raw: string;
  readonly until: number;
}

const tokens = new Map<string, Issued>();
const samples: string[] = [];

/** Renewed when less than five minutes are left, so that old and new overlap. */
const tokenFor = (client: Client, server: Server, now: number): string => {
  const name = `${client.id} ${server.id}`;
  const held = tokens.get(name);
  if (held && held.until - now > 300_000) return held.raw;
  const key = issuerKeys[now < ROTATION ? 0 : 1];
  const iat = Math.floor(now / 1000);
  const claims = {
    iss: 'https://as.example',
    sub: `user-of-${client.id}`,
    client_id: client.id,
    aud: server.url,
    scope: server.scope,
    sid: `login-of-${client.id}`,
    iat,
  };
  const ends = { exp: iat + LIFETIME, jti: `${name} ${iat}`, ...(server.bound ? { cnf: { jkt: client.key.thumbprint } } : {}) };
  const raw = compact({ alg: 'EdDSA', typ: 'at+jwt', kid: key.kid }, { ...claims, ...ends }, key.privateKey);
  tokens.set(name, { raw, until: now + LIFETIME * 1000 });
  samples.push(raw);
  return raw;
};

const proofFor = (client: Client, server: Server, token: string, now: number, jti: string): string =>
  compact(
    { alg: 'EdDSA', typ: 'dpop+jwt', jwk: client.key.jwk },
    { htm: 'POST', htu: server.url, iat: Math.floor(now / 1000) + client.drift, jti, ath: hash(token) },
    client.key.privateKey,
  );

const callAt = (index: number): object[] => {
  const now = START + Math.floor((index * 86_000_000) / CALLS);
  const client = clients[index % clients.length] as Client;
  const server = SERVERS[index % 3 === 0 ? 1 : 0];
  const token = tokenFor(client, server, now);
  const record = (suffix: string, more: object, at: number): object => ({
    schema: 'invocation/1',
    record_id: `call-${index}${suffix}`,
    event_time: new Date(at).toISOString(),
    server_name: server.id,
    tool_name: index % 2 ? 'read' : 'list',
    http_method: 'POST',
    http_url: server.url,
    token_scheme: server.bound ? 'DPoP' : 'Bearer',
    token_sha256: hash(token),
    token_count: 1,
    client_id: client.id,
    agent_id: client.id,
    principal_id: `user-of-${client.id}`,
    workload_id: `spiffe://example/${client.id}`,
    source_ip: `10.0.${index % 250}.7`,
    request_id: `r-${index}${suffix}`,
    session_id: `mcp-${client.id}-${server.id}`,
    rpc_id: index,
    ...(server.bound ? { dpop_proof: proofFor(client, server, token, at, `${index}${suffix}`), dpop_proof_count: 1 } : {}),
    ...more,
  });
  const done = record('', { outcome: 'executed', http_status: 200 }, now);
  if (index % 10 === 1) return [record('-busy', { outcome: 'failed', http_status: 503 }, now - 900), done];
  if (index % 10 === 2) return [record('-nonce', { outcome: 'denied', http_status: 401 }, now - 700), done];
  if (index % 10 === 3) return [{ ...done, log_time: new Date(now + 95_000).toISOString() }, done];
  if (index % 10 === 4) {
    const seen = {
      record_id: `gw-${index}`,
      vantage: 'gateway',
      http_url: 'http://10.3.0.7:8080/mcp',
      event_time: new Date(now - 40).toISOString(),
    };
    return [{ ...done, ...seen }, done];
  }
  return [done];
};

const POLICY = `schema: bindcheck.policy/1
max_token_lifetime: 1h
issuers:
  - issuer: https://as.example
    algorithms: [EdDSA]
    profile: rfc9068
    jwks:
      - { path: keys/morning.json, from: "2026-03-17", until: "2026-03-18T12:00:00Z" }
      - { path: keys/evening.json, from: "2026-03-18T11:00:00Z", until: "2026-03-20" }
servers:
  - { id: git, resource: [https://git.example/mcp], urls: [https://git.example/mcp], binding: dpop, tools: { "*": { scopes: [repo:read] } } }
  - { id: docs, resource: [https://docs.example/mcp], urls: [https://docs.example/mcp], tools: { "*": { scopes: [docs:read] } } }
`;

let place: Workspace;

beforeAll(() => {
  place = createWorkspace();
  const set = (key: (typeof issuerKeys)[number]): string =>
    JSON.stringify({ keys: [{ ...key.jwk, kid: key.kid, alg: 'EdDSA' }] });
  place.write('keys/morning.json', set(issuerKeys[0]));
  place.write('keys/evening.json', set(issuerKeys[1]));
  place.write('policy.yaml', POLICY);
  const lines = Array.from({ length: CALLS }, (_, index) => callAt(index)).flat();
  writeFileSync(join(place.folder, 'calls.ndjson'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  place.write('tokens.txt', samples.join('\n'));
});

afterAll(() => place.remove());

it(`finds nothing of medium or above in ${CALLS} honest calls, and proves them all`, () => {
  const { code, stdout } = bindcheck(
    ['audit', 'calls.ndjson', 'tokens.txt', '-p', 'policy.yaml', '--as-of', '2026-03-19', '-f', 'json'],
    {
      cwd: place.folder,
    },
  );
  const { summary, findings } = JSON.parse(stdout);
  expect(findings.filter(({ severity }: { severity: string }) => severity !== 'low')).toEqual([]);
  expect(code).toBe(0);
  expect(summary).toMatchObject({ executions: CALLS, bound: CALLS, unbound: 0, unproven: 0, duplicates: CALLS / 10 });
  expect(summary.levels).toEqual({ L0: 0, L1: 0, L2: Math.ceil(CALLS / 3), L3: CALLS - Math.ceil(CALLS / 3), L4: 0 });
});
