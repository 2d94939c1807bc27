import { describe, expect, it } from 'vitest';
import { inspectToken } from '../../src/tokens/inspect.ts';
import { type KeyRing, loadKeyRing } from '../../src/tokens/keys.ts';
import { readProof } from '../../src/tokens/proof.ts';
import { importPublicKey } from '../../src/tokens/public-key.ts';
import figures from './vectors/rfc-jws.json' with { type: 'json' };
import dpop from './vectors/rfc9449.json' with { type: 'json' };
import thumbprints from './vectors/thumbprints.json' with { type: 'json' };
import wycheproof from './vectors/wycheproof.json' with { type: 'json' };

const ringOf = async (key: object): Promise<KeyRing> =>
  (await loadKeyRing([{ issuer: 'vector', path: 'vector.json', text: JSON.stringify({ keys: [key] }) }])).ring;

const signatureOf = async (jws: unknown, key: object | null): Promise<string> =>
  (await inspectToken(typeof jws === 'string' ? jws : JSON.stringify(jws), key ? await ringOf(key) : undefined)).signature;

describe('figures of RFC 7515, RFC 7519 and RFC 8037', () => {
  it.each([
    ['rfc7515-A.1', 'not-evaluable:hmac-secret-unavailable'],
    ['rfc7515-A.2', 'valid'],
    ['rfc7515-A.3', 'valid'],
    ['rfc7515-A.4', 'valid'],
    ['rfc7515-A.5', 'invalid'],
    ['rfc7515-A.6', 'invalid'],
    ['rfc7515-A.7', 'invalid'],
    ['rfc7515-E', 'invalid'],
    ['rfc7519-6.1', 'invalid'],
    ['rfc8037-A.4', 'valid'],
  ])('%s: %s', async (id, signature) => {
    const figure = figures.examples.find((example) => example.id === id);
    expect(await signatureOf(figure?.jws, figure?.key ?? null)).toBe(signature);
  });

  it('refuses the unknown crit of RFC 7515 appendix E', async () => {
    const figure = figures.examples.find(({ id }) => id === 'rfc7515-E');
    expect((await inspectToken(figure?.jws as string)).codes).toContain('crit-unknown');
  });
});

describe('thumbprints', () => {
  it.each(thumbprints.examples)('$id', async ({ key, sha256 }) => {
    expect((await importPublicKey(key))?.thumbprint).toBe(sha256);
  });
});

describe('figures of RFC 9449', () => {
  it.each(dpop.proofs)('the proof of $url', async ({ proof, jkt, method, url, ath }) => {
    const facts = await readProof(proof);
    expect(facts).toMatchObject({ signature: 'valid', typ: 'dpop+jwt', alg: 'ES256', jkt, htm: method, htu: url });
    expect(facts.ath).toBe(ath);
    expect(facts.defects).toEqual(ath === undefined ? ['missing:ath'] : []);
    expect(facts.privateMembers).toEqual([]);
  });

  it('binds its token to the key of its proof; the key of the issuer is not published', async () => {
    const inspection = await inspectToken(dpop.token.jws);
    expect(inspection).toMatchObject({
      well_formed: true,
      signature: 'not-evaluable:no-key-snapshot',
      claims: { cnf: dpop.token.cnf },
    });
  });
});

describe.each(wycheproof.groups)('Wycheproof $comment', ({ key, tests }) => {
  it.each(tests)('$tcId $comment: $result', async ({ jws, result }) => {
    expect((await signatureOf(jws, key)) === 'valid').toBe(result === 'valid');
  });
});
