import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { auditFiles } from './auditing.ts';
import { readBytes } from './reading.ts';

const key = readFileSync(new URL('../../fixtures/formats/jwks/sample.ec.json', import.meta.url), 'utf8');

describe('a key that lies among the logs by itself', () => {
  it.each([
    ['EC', key],
    ['RSA', '{"kty":"RSA","n":"AQAB","e":"AQAB"}'],
    ['Ed25519', '{"kty":"OKP","crv":"Ed25519","x":"AA"}'],
    ['a shared secret', '{"kty":"oct","k":"AA"}'],
  ])('is told for what it is: %s', async (_, text) => {
    const { outcome, drafts } = await readBytes(text);
    expect(outcome).toMatchObject({ format: 'jwks', status: 'read' });
    expect(drafts).toEqual([{ kind: 'hint', what: 'jwk' }]);
  });

  it.each(['{"kty":"EC"}', '{"kty":"RSA","n":"AQAB"}', '{"kty":"toString","n":"x","e":"y"}', '{"kty":1}'])(
    'is none without what it needs: %s',
    async (text) => expect((await readBytes(text)).outcome.format).toBeNull(),
  );

  it('is not used, and how to have it used is said', async () => {
    const { report } = await auditFiles({ 'key.json': key, 'set.json': `{"keys":[${key}]}` });
    const told = report.diagnostics.filter(({ code }) => code === 'key-set-not-trusted');
    expect(told.map(({ source, hint }) => [source?.split('/').at(-1), hint?.includes('{"keys": [...]}')])).toEqual([
      ['key.json', true],
      ['set.json', false],
    ]);
  });
});
