import { array, assert, constantFrom, nat, oneof, option, property, record, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DraftMaterial, draftPolicy } from '../../src/policy/draft.ts';
import { readPolicy } from '../../src/policy/load.ts';
import type { Sighting } from '../../src/policy/sighting.ts';
import { createSurvey } from '../../src/policy/survey.ts';

const NOTHING: DraftMaterial = { givenKeySets: [], foundKeySets: [], foundIssuers: [], foundResources: [] };

const CALL: Sighting = {
  ran: true,
  server: 'git-mcp',
  tool: 'repo.read',
  withoutToken: false,
  verified: false,
  issuer: 'https://as.example',
  audience: ['https://git.example/mcp'],
};

const draft = (calls: readonly Sighting[], material: Partial<DraftMaterial> = {}): string => {
  const collector = createSurvey();
  for (const call of calls) collector.add(call);
  return draftPolicy(collector.survey(), { ...NOTHING, ...material });
};

const policyOf = (text: string) => readPolicy(text, 'bindcheck.policy.yaml').policy;

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

/** The server of a draft, as the policy would have it. */
const serverIn = (text: string, id = 'git-mcp') => policyOf(text).servers.find((server) => server.id === id);

describe('a draft', () => {
  it('has what was seen, with how often, and is a policy', () => {
    const text = draft([...times(36, CALL), { ...CALL, tool: 'repo.write' }]);
    expect(policyOf(text)).toMatchObject({
      issuers: [{ issuer: 'https://as.example' }],
      servers: [{ id: 'git-mcp', resource: ['https://git.example/mcp'], token: 'required', binding: 'none' }],
      exceptions: [],
    });
    expect(text).toContain('issuer: https://as.example # seen 37 times, confirm');
    expect(text).toContain('audience of the token in 37 of 37 calls, confirm');
    expect(text).toMatch(/# called once\n\s+repo\.write:/);
  });

  it('leaves out what did not run, and says so', () => {
    const text = draft([CALL, { ...CALL, ran: false, server: 'other', audience: ['https://evil.example'] }]);
    expect(text).toContain('from 1 call that ran or may have run, of 2 found');
    expect(text).not.toContain('evil');
    expect(policyOf(text).servers.map(({ id }) => id)).toEqual(['git-mcp']);
  });

  it('has no server and no issuer where none was seen, and is a policy all the same', () => {
    expect(policyOf(draft([]))).toMatchObject({ issuers: [], servers: [] });
  });

  it('tells calls that name no server', () => {
    const { server: _, ...nameless } = CALL;
    expect(draft([nameless])).toContain('do not tell at which server, and are not in here: 1');
  });

  it('is the same whatever the order of the calls', () => {
    const calls = [CALL, { ...CALL, tool: 'b' }, { ...CALL, server: 'a-mcp' }, { ...CALL, issuer: 'https://b.example' }];
    expect(draft([...calls].reverse())).toBe(draft(calls));
  });
});

describe('scopes', () => {
  const using = (...scopesUsed: string[]): Sighting => ({ ...CALL, scopesUsed });
  const toolIn = (text: string) => serverIn(text)?.tools[0];

  it('are those that each call used', () => {
    const text = draft([using('repo:read', 'repo:list'), using('repo:read')]);
    expect(toolIn(text)?.scopes).toEqual(['repo:read']);
    expect(text).toContain('not with each call, so not demanded: repo:list (once)');
  });

  it('are left out where no call tells which it used', () => {
    const text = draft([CALL]);
    expect(toolIn(text)).toMatchObject({ pattern: 'repo.read' });
    expect(toolIn(text)).not.toHaveProperty('scopes');
    expect(text).toContain('not logged (scopes_used), add them');
  });

  it('are none where the calls say that they used none', () => {
    expect(toolIn(draft([using()]))?.scopes).toEqual([]);
  });

  it('are not taken for a template', () => {
    const text = draft([using('repo:{resource}:write')]);
    expect(toolIn(text)).not.toHaveProperty('scopes');
    expect(text).toContain('repo:{resource}:write (once)');
  });

  it('count the calls that tell, not all', () => {
    const text = draft([using('repo:read'), CALL]);
    expect(toolIn(text)?.scopes).toEqual(['repo:read']);
    expect(text).toContain('used in 1 of 2 calls, confirm');
  });
});

describe('audiences', () => {
  const docs: Sighting = { ...CALL, server: 'docs-mcp', audience: ['https://docs.example/mcp'] };

  it('that are at home at another server are told and not accepted', () => {
    const stray = { ...CALL, audience: ['https://docs.example/mcp'] };
    const text = draft([CALL, CALL, stray, docs, docs]);
    expect(serverIn(text)?.resource).toEqual(['https://git.example/mcp']);
    expect(text).toContain(
      '# - "https://docs.example/mcp" # audience of the token in 1 of 3 calls, but seen more often at docs-mcp',
    );
  });

  it('that are rare are told and not accepted', () => {
    const text = draft([...times(6, CALL), { ...CALL, audience: ['https://billing.example/mcp'] }]);
    expect(serverIn(text)?.resource).toEqual(['https://git.example/mcp']);
    expect(text).toContain('# - "https://billing.example/mcp" # audience of the token in 1 of 7 calls, confirm');
  });

  it('that several servers share are accepted at each', () => {
    const shared = [...times(3, { ...CALL, audience: ['api'] }), { ...docs, audience: ['api'] }];
    expect(policyOf(draft(shared)).servers.map(({ resource }) => resource)).toEqual([['api'], ['api']]);
  });

  it('give way to metadata of the server', () => {
    const foundResources = [{ resource: 'https://git.example/mcp', path: 'meta/git.json' }];
    const text = draft([{ ...CALL, url: 'https://git.example/mcp/messages', audience: ['git'] }], { foundResources });
    expect(serverIn(text)?.resource).toEqual(['https://git.example/mcp']);
    expect(text).toContain('# from the metadata in meta/git.json, confirm');
    expect(text).toContain('# - "git" # audience of the token in 1 of 1 call, confirm');
  });

  it('that are strays do not let metadata of another server in', () => {
    const foundResources = [{ resource: 'https://docs.example/mcp', path: 'meta/docs.json' }];
    const stray = { ...CALL, audience: ['https://docs.example/mcp'] };
    const text = draft([CALL, CALL, stray, docs, docs], { foundResources });
    expect(serverIn(text)?.resource).toEqual(['https://git.example/mcp']);
    expect(serverIn(text, 'docs-mcp')?.resource).toEqual(['https://docs.example/mcp']);
  });

  it('are not those of metadata about something else', () => {
    const foundResources = [{ resource: 'https://mail.example/mcp', path: 'meta/mail.json' }];
    const text = draft([CALL], { foundResources });
    expect(serverIn(text)?.resource).toEqual(['https://git.example/mcp']);
    expect(text).toContain('The metadata in meta/mail.json is of https://mail.example/mcp; no call to it was seen.');
  });
});

describe('binding', () => {
  const bound = (binding: 'dpop' | 'mtls'): Sighting => ({ ...CALL, binding });

  it.each([
    ['dpop', [bound('dpop'), bound('dpop'), CALL]],
    ['mtls', [bound('mtls')]],
    ['any', [bound('dpop'), bound('mtls')]],
    ['none', [bound('dpop'), CALL, CALL]],
  ])('is %s by what most calls came with', (binding, calls) => {
    expect(serverIn(draft(calls))?.binding).toBe(binding);
  });
});

describe('URLs', () => {
  const call = (url: string, proofTarget?: string): Sighting => ({ ...CALL, url, ...(proofTarget ? { proofTarget } : {}) });

  it('are those of the log where the proofs were made for them', () => {
    expect(serverIn(draft([call('https://git.example/mcp', 'https://git.example/mcp')]))?.urls).toEqual([
      'https://git.example/mcp',
    ]);
  });

  it('are not those behind a proxy, which would refute honest proofs', () => {
    const text = draft([call('http://10.0.0.1/mcp', 'https://git.example/mcp')]);
    expect(serverIn(text)?.urls).toEqual([]);
    expect(text).toContain('the log has http://10.0.0.1/mcp, proofs were made for https://git.example/mcp (once)');
  });

  it('are not listed where there is one for each object', () => {
    const text = draft(Array.from({ length: 6 }, (_, index) => call(`https://git.example/repos/${index}`)));
    expect(serverIn(text)?.urls).toEqual([]);
    expect(text).toContain('the log has 6');
  });
});

describe('issuers', () => {
  it('name the key set that was given for them', () => {
    const givenKeySets = [{ issuer: 'https://as.example', path: '/a/keys/as.json', below: 'keys/as.json' }];
    const text = draft(
      [
        { ...CALL, verified: true, algorithm: 'ES256' },
        { ...CALL, algorithm: 'RS256' },
      ],
      { givenKeySets },
    );
    expect(policyOf(text).issuers).toEqual([
      { issuer: 'https://as.example', jwks: [{ path: 'keys/as.json' }], algorithms: ['ES256'] },
    ]);
    expect(text).toContain('1 with a signature that its keys verify');
  });

  it('do not trust a key set for lying there', () => {
    const text = draft([CALL], { foundKeySets: [{ path: 'keys/as.json', below: 'keys/as.json' }] });
    expect(policyOf(text).issuers[0]?.jwks).toEqual([]);
    expect(text).toContain('# jwks: "keys/as.json" # found; a key set does not say whose it is');
  });

  it('never allow a token without signature, or with a shared secret', () => {
    const text = draft([
      { ...CALL, algorithm: 'none' },
      { ...CALL, algorithm: 'HS256' },
      { ...CALL, algorithm: 'ES256' },
    ]);
    expect(policyOf(text).issuers[0]?.algorithms).toEqual(['ES256']);
  });

  it.each([
    ['https://login.microsoftonline.com/t/v2.0', 'entra'],
    ['https://dev-1.okta.com/oauth2/default', 'okta'],
    ['https://acme.eu.auth0.com/', 'auth0'],
    ['https://cognito-idp.eu-west-1.amazonaws.com/pool', 'cognito'],
    ['https://token.actions.githubusercontent.com', 'github-actions'],
    ['https://okta.com.evil.example', undefined],
  ])('have the profile that the name %s suggests', (issuer, profile) => {
    expect(policyOf(draft([{ ...CALL, issuer }])).issuers[0]?.profile).toBe(profile);
  });

  it('that are rare beside others are told and not trusted, unless a key set is given', () => {
    const rare = { ...CALL, issuer: 'https://attacker.example' };
    const calls = [...times(6, CALL), rare];
    const text = draft(calls);
    expect(policyOf(text).issuers.map(({ issuer }) => issuer)).toEqual(['https://as.example']);
    expect(text).toContain('# - issuer: "https://attacker.example" # seen once, so rarely: list it only if it is trusted');
    const given = { givenKeySets: [{ issuer: 'https://attacker.example', path: 'keys/b.json', below: 'keys/b.json' }] };
    expect(policyOf(draft(calls, given)).issuers).toHaveLength(2);
  });

  it('are named at each server where there are several', () => {
    const text = draft([CALL, { ...CALL, server: 'docs-mcp', issuer: 'https://b.example' }]);
    expect(serverIn(text)?.issuers).toEqual(['https://as.example']);
    expect(serverIn(text, 'docs-mcp')?.issuers).toEqual(['https://b.example']);
  });
});

describe('hostile names', () => {
  it('become no pattern', () => {
    const text = draft([CALL, { ...CALL, tool: '*' }]);
    expect(serverIn(text)?.tools.map(({ pattern }) => pattern)).toEqual(['repo.read']);
    expect(text).toContain('left out, since a policy takes * and ? for patterns: * (once)');
  });

  it('are left out where they are long or act on a terminal, and are counted', () => {
    const text = draft([CALL, { ...CALL, tool: '\u001b[2J' }, { ...CALL, tool: 'x'.repeat(201) }]);
    expect(serverIn(text)?.tools).toHaveLength(1);
    expect(text).toContain('left out: seen 2 times');
  });

  it('do not get out of a comment', () => {
    const text = draft([CALL], { foundKeySets: [{ path: 'a\nintrospection: trusted' }] });
    expect(policyOf(text).introspectionTrusted).toBe(false);
  });

  it('do not make the draft larger than a policy may be', () => {
    const calls = Array.from({ length: 20_000 }, (_, index) => ({ ...CALL, tool: `"${index}"`.padEnd(200, '"') }));
    expect(() => policyOf(draft(calls))).not.toThrow();
  });

  it('are a policy whatever they are', () => {
    const name = oneof(
      string({ unit: 'binary' }),
      string(),
      constantFrom('__proto__', '123', 'null', '~', '- a', 'a: b', '#', '&a', '!!x'),
    );
    const sighting = record(
      {
        ran: constantFrom(true),
        withoutToken: constantFrom(true, false),
        verified: constantFrom(true, false),
        audience: array(name, { maxLength: 3 }),
        server: name,
        tool: name,
        issuer: name,
        type: name,
        algorithm: oneof(name, constantFrom('ES256', 'none', 'HS256')),
        scopesUsed: array(name, { maxLength: 3 }),
        lifetime: nat(),
      },
      { requiredKeys: ['ran', 'withoutToken', 'verified', 'audience'] },
    );
    assert(
      property(array(sighting, { maxLength: 5 }), option(name, { nil: undefined }), (calls, resource) => {
        const foundResources = resource === undefined ? [] : [{ resource, path: resource }];
        const material = { foundResources, foundKeySets: [{ path: resource ?? '' }] };
        expect(() => policyOf(draft(calls, material))).not.toThrow();
      }),
    );
  });
});
