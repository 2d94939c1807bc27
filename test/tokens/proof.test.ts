import { describe, expect, it } from 'vitest';
import { sha256Base64url } from '../../src/lib/digest.ts';
import { readProof } from '../../src/tokens/proof.ts';
import { ecPair, edPair, jwkOf, type Pair, ringOf, rsaPair, signTexts } from './signer.ts';

const [ec, other] = [ecPair(), ecPair()];
const CLAIMS = { jti: 'j-1', htm: 'POST', htu: 'https://git.example/mcp', iat: 1781277022, ath: sha256Base64url('token') };

/** A proof, right but for what the test says; a member that is `undefined` is left out. */
const proofOf = (header: object = {}, claims: object = {}, pair: Pair = ec, alg = 'ES256'): string =>
  signTexts(
    JSON.stringify({ typ: 'dpop+jwt', alg, jwk: jwkOf(pair), ...header }),
    JSON.stringify({ ...CLAIMS, ...claims }),
    pair,
    alg,
  );

describe('readProof', () => {
  it('gives the facts of RFC 9449 §4.3', async () => {
    const proof = proofOf({}, { nonce: 'n-1' });
    expect(await readProof(proof)).toEqual({
      sha256: sha256Base64url(proof),
      signingInputSha256: sha256Base64url(proof.slice(0, proof.lastIndexOf('.'))),
      defects: [],
      typ: 'dpop+jwt',
      alg: 'ES256',
      jkt: (await ringOf({ x: [jwkOf(ec)] })).facts[0]?.thumbprint,
      privateMembers: [],
      jti: 'j-1',
      htm: 'POST',
      htu: 'https://git.example/mcp',
      issuedAt: 1781277022000,
      nonce: sha256Base64url('n-1'),
      ath: CLAIMS.ath,
      signature: 'valid',
    });
  });

  it.each([
    ['RS256', rsaPair()],
    ['PS256', rsaPair()],
    ['EdDSA', edPair()],
    ['ES384', ecPair('P-384')],
  ])('verifies %s', async (alg, pair) => {
    expect((await readProof(proofOf({}, {}, pair, alg))).signature).toBe('valid');
  });

  it('finds the same thumbprint whatever else the key says', async () => {
    const more = proofOf({ jwk: jwkOf(ec, { kid: 'k', use: 'sig', alg: 'ES256' }) });
    expect((await readProof(more)).jkt).toBe((await readProof(proofOf())).jkt);
  });

  it('tolerates further members of header and claims', async () => {
    expect(await readProof(proofOf({ kid: 'k' }, { extra: 1 }))).toMatchObject({ defects: [], signature: 'valid' });
  });

  it('takes user information, query and fragment off htu', async () => {
    expect((await readProof(proofOf({}, { htu: 'https://u:p@git.example/mcp?access_token=x#y' }))).htu).toBe(
      'https://git.example/mcp',
    );
  });

  it.each(['jti', 'htm', 'htu', 'iat', 'ath'])('misses %s', async (name) => {
    expect((await readProof(proofOf({}, { [name]: undefined }))).defects).toEqual([`missing:${name}`]);
  });

  it.each(['typ', 'jwk'])('misses %s', async (name) => {
    expect((await readProof(proofOf({ [name]: undefined }))).defects).toEqual([`missing:${name}`]);
  });

  it.each([
    ['htm', 1],
    ['iat', '1781277022'],
    ['jti', null],
  ])('says that %s has the wrong type', async (name, value) => {
    const { defects, ...facts } = await readProof(proofOf({}, { [name]: value }));
    expect(defects).toEqual([`claim-type:${name}`]);
    expect(facts).not.toHaveProperty(name === 'iat' ? 'issuedAt' : name);
  });

  it.each([
    ['another key', proofOf({ jwk: jwkOf(other) }), 'invalid'],
    ['no key', proofOf({ jwk: undefined }), 'invalid'],
    ['a key of another type', proofOf({ jwk: jwkOf(edPair()) }), 'invalid'],
    [
      'other claims',
      `${proofOf().split('.')[0]}.${proofOf({}, { jti: 'j-2' }).split('.')[1]}.${proofOf().split('.')[2]}`,
      'invalid',
    ],
    ['no signature', proofOf().replace(/[^.]*$/, ''), 'invalid'],
    ['rubbish', 'rubbish', 'invalid'],
  ])('does not verify %s', async (_name, proof, signature) => {
    expect((await readProof(proof)).signature).toBe(signature);
  });

  it.each([
    ['alg none', proofOf({ alg: 'none' }), 'unsupported-alg'],
    ['a MAC', proofOf({ alg: 'HS256' }), 'unsupported-alg'],
    ['an algorithm unknown', proofOf({ alg: 'ES999' }), 'unsupported-alg'],
    ['a redacted signature', proofOf().replace(/[^.]*$/, '***'), 'signature-stripped'],
    ['64 KiB and more', `${proofOf()}${'A'.repeat(65_536)}`, 'limit-exceeded'],
  ])('cannot judge %s', async (_name, proof, reason) => {
    expect(await readProof(proof)).toMatchObject({ signature: 'not-evaluable', signatureReason: reason });
  });

  it('names private members of the key and never its values', async () => {
    const facts = await readProof(proofOf({ jwk: ec.privateKey.export({ format: 'jwk' }) }));
    expect(facts).toMatchObject({ privateMembers: ['d'], signature: 'valid' });
    expect(JSON.stringify(facts)).not.toContain(String(ec.privateKey.export({ format: 'jwk' })['d']));
  });

  it.each([
    ['a fourth segment', `${proofOf()}.x`, 'segment-count'],
    ['a line break', proofOf().replace('.', '\n.'), 'white-space'],
    [
      'a duplicate claim',
      signTexts(JSON.stringify({ typ: 'dpop+jwt', alg: 'ES256', jwk: jwkOf(ec) }), '{"jti":"a","jti":"b"}', ec),
      'duplicate-member',
    ],
    [
      'a payload that is no object',
      signTexts(JSON.stringify({ typ: 'dpop+jwt', alg: 'ES256', jwk: jwkOf(ec) }), '[]', ec),
      'payload-not-json-object',
    ],
    ['crit', proofOf({ crit: ['x'], x: 1 }), 'crit-unknown'],
  ])('sees %s', async (_name, proof, defect) => {
    expect((await readProof(proof)).defects).toContain(defect);
  });

  it('keeps the proofs of one client apart, although their header is one', async () => {
    const proofs = await Promise.all([1, 2, 3].map((number) => readProof(proofOf({}, { jti: `j-${number}` }))));
    expect(proofs.map(({ jti, signature }) => [jti, signature])).toEqual([1, 2, 3].map((number) => [`j-${number}`, 'valid']));
  });
});
