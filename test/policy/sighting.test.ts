import { describe, expect, it } from 'vitest';
import type { ProofFacts } from '../../src/model/token.ts';
import { type Seen, sight } from '../../src/policy/sighting.ts';

const SEEN: Seen = {
  fields: {},
  claims: undefined,
  stated: undefined,
  header: undefined,
  proof: undefined,
  verified: false,
};

const PROOF = { htu: 'https://GIT.example:443/mcp' } as ProofFacts;

describe('a call', () => {
  it.each([
    ['executed', true],
    ['tool_error', true],
    ['unknown', true],
    ['denied', false],
    ['failed', false],
    ['pending', false],
  ] as const)('that is logged as %s ran: %s', (outcome, ran) => {
    expect(sight({ ...SEEN, fields: { outcome } }).ran).toBe(ran);
  });

  it('is of the host of its URL where the log names no server', () => {
    expect(sight({ ...SEEN, fields: { httpUrl: 'https://GIT.example:8443/mcp' } })).toMatchObject({
      server: 'git.example:8443',
      url: 'https://git.example:8443/mcp',
    });
  });

  it('shows the scopes that it used, not those of the token', () => {
    const scoped = { ...SEEN, claims: { names: ['scope'], scope: ['repo:admin'] }, stated: { scopes: ['repo:admin'] } };
    expect(JSON.stringify(sight(scoped))).not.toContain('repo:admin');
    expect(sight({ ...scoped, fields: { scopesUsed: ['repo:read'] } }).scopesUsed).toEqual(['repo:read']);
  });

  it('takes claims of the token over what the log states', () => {
    const claims = { names: ['iss', 'aud'], issuer: 'https://as.example', audience: ['a'] };
    const stated = { issuer: 'https://other.example', audience: ['b'] };
    expect(sight({ ...SEEN, claims, stated })).toMatchObject({ issuer: 'https://as.example', audience: ['a'] });
    expect(sight({ ...SEEN, stated })).toMatchObject({ issuer: 'https://other.example', audience: ['b'] });
  });

  it('tells how long its token lives, where that is a time', () => {
    expect(sight({ ...SEEN, claims: { names: [], issuedAt: 1_000, expiresAt: 61_000 } }).lifetime).toBe(60_000);
    expect(sight({ ...SEEN, claims: { names: [], issuedAt: 1_000, expiresAt: Number.POSITIVE_INFINITY } })).not.toHaveProperty(
      'lifetime',
    );
  });
});

describe('its binding', () => {
  it.each<[string, Partial<Seen>, string | undefined]>([
    ['that of its token', { claims: { names: ['cnf'], confirmation: { jkt: 'k' } } }, 'dpop'],
    ['that of a certificate', { claims: { names: ['cnf'], confirmation: { x5tS256: 'c' } } }, 'mtls'],
    ['none where its token has none, proof or not', { claims: { names: [] }, proof: PROOF }, undefined],
    ['what the log states of the token', { stated: { jkt: 'k' } }, 'dpop'],
    ['shown by a proof where the token is not known', { proof: PROOF }, 'dpop'],
    ['shown by the scheme', { fields: { tokenScheme: 'mtls' } }, 'mtls'],
    ['none for a bearer token', { fields: { tokenScheme: 'bearer' } }, undefined],
  ])('is %s', (_, seen, binding) => {
    expect(sight({ ...SEEN, ...seen }).binding).toBe(binding);
  });
});

it('a proof tells for which URL it was made', () => {
  expect(sight({ ...SEEN, proof: PROOF }).proofTarget).toBe('https://git.example/mcp');
});
