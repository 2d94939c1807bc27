import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPolicy } from '../../src/policy/load.ts';
import { bindcheck } from '../program.ts';
import { createIssuer, createWorkspace, sha256, type Workspace } from '../workspace.ts';

const issuer = createIssuer('https://as.example');
const token = issuer.token({
  aud: 'https://git.example/mcp',
  exp: 1_773_850_000,
  iat: 1_773_849_000,
  jti: 't',
  sub: 's',
  client_id: 'c',
  scope: 'repo:read repo:admin',
});

const CALL = {
  schema: 'invocation/1',
  event_time: '2026-03-18T15:55:00Z',
  server_name: 'git-mcp',
  tool_name: 'repo.read',
  outcome: 'executed',
  http_url: 'https://git.example/mcp',
  token_scheme: 'Bearer',
  token_sha256: sha256(token),
  scopes_used: ['repo:read'],
};

const CALLS = [1, 2, 3].map((id) => ({ ...CALL, record_id: `i-${id}` }));
const DENIED = { ...CALL, record_id: 'd-1', outcome: 'denied', server_name: 'other-mcp' };

let place: Workspace;

beforeEach(() => {
  place = createWorkspace();
  place.write('logs/calls.ndjson', [...CALLS, DENIED, { schema: 'token/1', token }]);
  place.write('keys/as.json', issuer.jwks);
});

afterEach(() => place.remove());

const run = (...args: string[]) => bindcheck(args, { cwd: place.folder });

const written = (name = 'bindcheck.policy.yaml'): string => readFileSync(join(place.folder, name), 'utf8');

describe('bindcheck init', () => {
  it('drafts a policy from what lies below the paths', () => {
    const { code, stdout, stderr } = run('init', 'logs', 'keys');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('bindcheck.policy.yaml: drafted from 3 calls, servers: 1, issuers: 1.');
    expect(readPolicy(written(), 'bindcheck.policy.yaml').policy).toMatchObject({
      issuers: [{ issuer: 'https://as.example', jwks: [], profile: 'rfc9068' }],
      servers: [
        { id: 'git-mcp', resource: ['https://git.example/mcp'], tools: [{ pattern: 'repo.read', scopes: ['repo:read'] }] },
      ],
      exceptions: [],
    });
    expect(written()).toContain('# jwks: "keys/as.json" # found; a key set does not say whose it is');
    expect(written()).not.toContain('repo:admin');
  });

  it('drafts one that an audit works with, once the key set is confirmed', () => {
    run('init', 'logs', '--jwks', 'https://as.example=keys/as.json');
    expect(written()).toContain('seen 3 times, 3 with a signature that its keys verify');
    const { code, stdout } = run('audit', 'logs', '-f', 'json', '--as-of', '2026-03-19');
    expect(JSON.parse(stdout).summary).toMatchObject({ executions: 3, bound: 3 });
    expect(code).toBe(0);
  });

  it('counts a request once that a gateway and the server logged', () => {
    const linked = { ...CALL, record_id: 's-1', request_id: 'r-1' };
    place.write('logs/calls.ndjson', [linked, { ...linked, record_id: 'g-1', vantage: 'gateway' }]);
    run('init', 'logs');
    expect(written()).toContain('drafted by `bindcheck init` from 1 call that ran');
  });

  it('looks in the working folder where no path is named', () => {
    expect(run('init').code).toBe(0);
    expect(written()).toContain('git-mcp');
  });

  it('takes the resource of a server from its metadata', () => {
    place.write('meta.json', JSON.stringify({ resource: 'https://git.example', authorization_servers: ['https://as.example'] }));
    run('init');
    expect(written()).toContain('- https://git.example # from the metadata in meta.json, confirm');
  });

  it('writes the same bytes each time, for its owner only', () => {
    run('init', 'logs', '-o', 'a.yaml');
    run('init', 'logs', '-o', 'b.yaml');
    expect(written('b.yaml')).toBe(written('a.yaml'));
    expect(statSync(join(place.folder, 'a.yaml')).mode & 0o077).toBe(0);
  });

  it('proposes no key set that lies outside the folder of the policy', () => {
    place.write('policies/.keep', '');
    run('init', 'keys', 'logs', '-o', 'policies/policy.yaml');
    expect(written('policies/policy.yaml')).toContain('# A key set lies at keys/as.json, outside this folder');
    expect(written('policies/policy.yaml')).not.toMatch(/^\s*(# )?jwks:/m);
  });
});

describe('bindcheck init refuses', () => {
  it('to overwrite, and changes nothing', () => {
    place.write('bindcheck.policy.yaml', 'mine');
    const { code, stderr } = run('init', 'logs');
    expect(code).toBe(2);
    expect(stderr).toContain('bindcheck.policy.yaml is there already and is not overwritten');
    expect(written()).toBe('mine');
  });

  it('to take the place of a policy of another default name', () => {
    place.write('bindcheck.policy.json', '{}');
    const { code, stderr } = run('init', 'logs');
    expect(code).toBe(2);
    expect(stderr).toContain('bindcheck.policy.json is there already');
  });

  it('a folder that does not exist', () => {
    expect(run('init', 'logs', '-o', 'nowhere/policy.yaml').code).toBe(2);
  });

  it('to draft from nothing, with 3', () => {
    place.write('empty/notes.txt', 'nothing here');
    const { code, stderr } = run('init', 'empty');
    expect(code).toBe(3);
    expect(stderr).toContain('nothing to draft a policy from');
    expect(() => written()).toThrow(/ENOENT/);
  });
});

it('drafts from what can be read, says what cannot, and ends with 4', () => {
  const { code, stderr } = run('init', 'logs', 'nope.ndjson');
  expect(code).toBe(4);
  expect(stderr).toContain('nope.ndjson');
  expect(written()).toContain('git-mcp');
});
