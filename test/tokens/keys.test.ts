import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/model/errors.ts';
import { loadKeyRing } from '../../src/tokens/keys.ts';
import { ecPair, edPair, jwkOf, rsaPair } from './signer.ts';

const ec = ecPair();
const file = (keys: unknown, more: object = {}) => ({
  issuer: 'https://as.example',
  path: 'keys/as.jwks.json',
  text: JSON.stringify({ keys }),
  ...more,
});

describe('loadKeyRing', () => {
  it('tells of each key what rules need, and nothing of its material', async () => {
    const { ring, diagnostics } = await loadKeyRing([
      file([jwkOf(ec, { kid: 'a', alg: 'ES256', use: 'sig' })], { from: 1, until: 2, complete: true }),
    ]);
    const thumbprint = ring.facts[0]?.thumbprint;
    expect(ring.facts).toEqual([
      { thumbprint, issuer: 'https://as.example', kid: 'a', type: 'EC', alg: 'ES256', from: 1, until: 2, complete: true },
    ]);
    expect(thumbprint).toMatch(/^[\w-]{43}$/);
    expect(diagnostics).toEqual([]);
  });

  it('imports an RSA key below 2048 bits and tells its size', async () => {
    expect((await loadKeyRing([file([jwkOf(rsaPair(1024))])])).ring.facts[0]?.bits).toBe(1024);
  });

  it('keeps one key for two snapshots, and two keys under one kid', async () => {
    const sets = [file([jwkOf(ec, { kid: 'k' })]), file([jwkOf(ec, { kid: 'k' }), jwkOf(edPair(), { kid: 'k' })])];
    const { ring } = await loadKeyRing(sets);
    expect([ring.facts.length, ring.keys.size]).toEqual([3, 2]);
  });

  it('drops private members before the import', async () => {
    const { ring } = await loadKeyRing([file([ec.privateKey.export({ format: 'jwk' })])]);
    expect([...ring.keys.values()].map(({ key }) => key.type)).toEqual(['public']);
    expect(JSON.stringify([...ring.keys.values()])).not.toContain('"d"');
  });

  it.each([
    ['a shared secret', { kty: 'oct', k: 'c2VjcmV0' }, 'warning', 'shared secret'],
    ['an RSA key with the exponent 1', { ...jwkOf(rsaPair()), e: 'AQ' }, 'warning', 'an exponent that is even or below 3'],
    ['an RSA key with an even exponent', { ...jwkOf(rsaPair()), e: 'AQAA' }, 'warning', 'an exponent that is even or below 3'],
    ['a key for encryption', jwkOf(ec, { use: 'enc' }), 'note', 'not for signatures'],
    ['a key that derives', jwkOf(ec, { key_ops: ['deriveBits'] }), 'note', 'not for signatures'],
    ['a curve unknown', { kty: 'EC', crv: 'P-999', x: 'AA', y: 'AA' }, 'warning', 'no RSA, EC or OKP'],
    ['a point off its curve', { ...jwkOf(ec), x: 'A'.repeat(43) }, 'warning', 'no RSA, EC or OKP'],
    ['no object', 'key', 'warning', 'no JSON object'],
  ])('passes over %s with a diagnostic', async (_name, jwk, level, message) => {
    const { ring, diagnostics } = await loadKeyRing([file([jwkOf(ec), jwk])]);
    expect(ring.facts.filter(({ unfit, unreadable }) => !unfit && !unreadable)).toHaveLength(1);
    expect(diagnostics).toEqual([
      expect.objectContaining({
        code: 'key-unusable',
        level,
        message: expect.stringContaining(message),
        location: { source: 'keys/as.jwks.json' },
      }),
    ]);
    expect(JSON.stringify(diagnostics)).not.toContain('c2VjcmV0');
  });

  it.each([
    ['no JSON', '{"keys":'],
    ['a list', '[]'],
    ['a single JWK', JSON.stringify(jwkOf(ec))],
    ['a set without keys', '{"keys":[]}'],
    ['a set of secrets', '{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}'],
  ])('refuses %s and says where and what was expected', async (_name, text) => {
    const refused = loadKeyRing([{ issuer: 'https://as.example', path: 'keys/as.jwks.json', text }]);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toMatchObject({
      message: expect.stringMatching(/^keys\/as\.jwks\.json: /),
      hint: expect.stringContaining('RFC 7517'),
    });
  });

  it('lets a set of secrets pass where tokens are only inspected', async () => {
    const { ring, diagnostics } = await loadKeyRing([file([{ kty: 'oct', k: 'c2VjcmV0' }], { mayBeEmpty: true })]);
    expect([ring.facts.length, diagnostics.length]).toEqual([0, 1]);
  });
});
