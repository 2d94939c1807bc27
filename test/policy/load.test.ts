import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../src/lib/digest.ts';
import { NO_POLICY } from '../../src/model/policy.ts';
import { readPolicy } from '../../src/policy/load.ts';

const FULL = `schema: bindcheck.policy/1
clock_skew: 30s
proof_window: 120
max_token_lifetime: 1h
revocation_grace: 500ms
issuers:
  - issuer: https://as.acme.example
    jwks: keys/as.jwks.json
    algorithms: [ES256, RS256]
    profile: rfc9068
  - issuer: https://old.acme.example
    jwks:
      - { path: keys/2025.json, from: 2025-01-01, until: "2026-01-01T01:00:00+01:00" }
      - { path: ./keys/../keys/all.json, complete: true }
  - issuer: https://bare.acme.example
servers:
  - id: git-mcp
    resource: [https://git.acme.example/mcp]
    urls: [https://git.acme.example/mcp]
    token: optional
    proof_algorithms: [ES256, EdDSA]
    issuers: [https://as.acme.example]
    binding: dpop
    tools:
      repo.write:
        scopes: ["repo:{resource}:write"]
        exact_scopes: true
        delegation: required
        max_auth_age: 15m
        acr: [urn:acme:mfa]
        approval: { required: true, max_age: 15m }
        purpose: [release]
        token: none
scopes:
  implies: { "repo:admin": [repo:read, repo:write] }
  broad: ["*", admin]
delegation:
  max_depth: 2
  actors: [{ actor: agent-7, subjects: [alice@acme.example] }]
tokens:
  single_use: [{ issuer: https://as.acme.example, type: txntoken+jwt }]
replay:
  context: [source_ip, user_agent]
introspection: trusted
identities: [{ id: alice, also: [alice@acme.example, "00u1a2b3"] }]
frameworks: [owasp-nhi-2025]
exceptions:
  - rule: scope/over-granted
    match: { server_name: git-mcp, client_id: build-bot }
    reason: split of the client is planned, SEC-123
    owner: platform
    expires: 2026-12-31
`;

const SETTLED = {
  path: 'audit/bindcheck.policy.yaml',
  sha256: sha256Hex(FULL),
  clockSkew: 30_000,
  proofWindow: 120_000,
  maxTokenLifetime: 3_600_000,
  revocationGrace: 500,
  issuers: [
    {
      issuer: 'https://as.acme.example',
      jwks: [{ path: 'audit/keys/as.jwks.json' }],
      algorithms: ['ES256', 'RS256'],
      profile: 'rfc9068',
    },
    {
      issuer: 'https://old.acme.example',
      jwks: [
        { path: 'audit/keys/2025.json', from: Date.UTC(2025, 0, 1), until: Date.UTC(2026, 0, 1) },
        { path: 'audit/keys/all.json', complete: true },
      ],
    },
    { issuer: 'https://bare.acme.example', jwks: [] },
  ],
  servers: [
    {
      id: 'git-mcp',
      resource: ['https://git.acme.example/mcp'],
      urls: ['https://git.acme.example/mcp'],
      token: 'optional',
      proofAlgorithms: ['ES256', 'EdDSA'],
      issuers: ['https://as.acme.example'],
      binding: 'dpop',
      tools: [
        {
          pattern: 'repo.write',
          scopes: ['repo:{resource}:write'],
          exactScopes: true,
          delegationRequired: true,
          maxAuthAge: 900_000,
          acr: ['urn:acme:mfa'],
          approval: { required: true, maxAge: 900_000 },
          purpose: ['release'],
          token: 'none',
        },
      ],
    },
  ],
  scopeImplications: { 'repo:admin': ['repo:read', 'repo:write'] },
  broadScopes: ['*', 'admin'],
  maxDelegationDepth: 2,
  actors: [{ actor: 'agent-7', subjects: ['alice@acme.example'] }],
  singleUse: [{ issuer: 'https://as.acme.example', type: 'txntoken+jwt' }],
  replayContext: ['source_ip', 'user_agent'],
  introspectionTrusted: true,
  identities: [{ id: 'alice', also: ['alice@acme.example', '00u1a2b3'] }],
  frameworks: ['owasp-nhi-2025'],
  exceptions: [
    {
      rule: 'scope/over-granted',
      match: { server_name: 'git-mcp', client_id: 'build-bot' },
      reason: 'split of the client is planned, SEC-123',
      owner: 'platform',
      expires: Date.UTC(2027, 0, 1) - 1,
      acceptRisk: false,
      line: FULL.split('\n').indexOf('  - rule: scope/over-granted') + 1,
    },
  ],
};

const settle = (text: string) => readPolicy(text, 'policy.yaml').policy;

describe('readPolicy', () => {
  it('settles every key of a YAML policy', () => {
    expect(readPolicy(FULL, 'audit/bindcheck.policy.yaml')).toEqual({ policy: SETTLED, notes: [] });
  });

  it('reads JSON as it reads YAML', () => {
    const text = '{\r\n\t"clock_skew": 5,\r\n\t"servers": [{ "id": "a\\u002fb", "tools": { "x": {} } }]\r\n}';
    const { clockSkew, servers } = settle(text);
    expect([clockSkew, servers[0]?.id, servers[0]?.tools[0]?.pattern]).toEqual([5_000, 'a/b', 'x']);
  });

  it('reads a text that begins with a byte order mark, and hashes all of it', () => {
    const text = '\uFEFFclock_skew: 1s\n';
    expect(settle(text)).toMatchObject({ clockSkew: 1_000, sha256: sha256Hex(text) });
  });

  it('has the defaults of an audit without a policy', () => {
    expect(settle('{}')).toEqual({ ...NO_POLICY, path: 'policy.yaml', sha256: sha256Hex('{}') });
  });

  it('has defaults for servers and tools', () => {
    expect(settle('servers: [{ id: a, tools: { x: {} } }]').servers).toEqual([
      {
        id: 'a',
        resource: [],
        urls: [],
        token: 'required',
        binding: 'none',
        tools: [{ pattern: 'x', exactScopes: false, delegationRequired: false }],
      },
    ]);
  });

  it('keeps an empty list of scopes apart from none', () => {
    expect(settle('servers: [{ id: a, tools: { x: { scopes: [] } } }]').servers[0]?.tools[0]?.scopes).toEqual([]);
  });

  it('follows aliases', () => {
    expect(settle('servers: [{ id: a, resource: &r [x] }, { id: b, resource: *r }]').servers[1]?.resource).toEqual(['x']);
  });

  it.each([
    ['required', { required: true }],
    ['{}', { required: true }],
    ['{ required: false }', { required: false }],
    ['{ max_age: 1d }', { required: true, maxAge: 86_400_000 }],
  ])('reads approval: %s', (approval, demand) => {
    expect(settle(`servers: [{ id: a, tools: { x: { approval: ${approval} } } }]`).servers[0]?.tools[0]?.approval).toEqual(
      demand,
    );
  });

  it('puts the most specific tool first', () => {
    const names = ['"*"', 'repo.*', '"repo.?"', 'r*', 'repo.read', 'repo.write', '"?"'];
    const { servers } = settle(`servers: [{ id: a, tools: { ${names.map((name) => `${name}: {}`).join(', ')} } }]`);
    expect(servers[0]?.tools.map(({ pattern }) => pattern)).toEqual([
      'repo.write',
      'repo.read',
      'repo.*',
      'repo.?',
      'r*',
      '*',
      '?',
    ]);
  });

  it('ends an exception with its day, or at its time', () => {
    const exception = (expires: string) => `{ rule: a/b, match: { tool_name: x }, reason: r, expires: ${expires} }`;
    const { exceptions } = settle(`exceptions: [${exception('2026-02-28')}, ${exception('"2026-02-28T12:00:00Z"')}]`);
    expect(exceptions.map(({ expires }) => expires)).toEqual([Date.UTC(2026, 2, 1) - 1, Date.UTC(2026, 1, 28, 12)]);
  });
});

describe('the notes of readPolicy', () => {
  const policy = (expires: string) => `exceptions:\n  - { rule: a/b, match: { tool_name: x }, reason: r, expires: ${expires} }\n`;
  const asOf = Date.UTC(2026, 5, 1);

  it('call an exception of more than a year long', () => {
    expect(readPolicy(policy('2027-06-02'), 'p.yaml', { asOf }).notes).toEqual([
      expect.objectContaining({ code: 'exception-ends-late', level: 'note', location: { source: 'p.yaml', line: 2 } }),
    ]);
  });

  it('say nothing of one that ends within a year, or has ended', () => {
    expect(['2027-05-31', '2020-01-01'].flatMap((day) => readPolicy(policy(day), 'p.yaml', { asOf }).notes)).toEqual([]);
  });
});
