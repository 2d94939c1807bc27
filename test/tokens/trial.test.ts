import { createHmac, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SignatureTrial } from '../../src/model/token.ts';
import { readCompact } from '../../src/tokens/compact.ts';
import type { KeyRing } from '../../src/tokens/keys.ts';
import { tryKeys } from '../../src/tokens/trial.ts';
import { base64url, ecPair, edPair, jwkOf, type Pair, ringOf, rsaPair, signToken } from './signer.ts';

const ISSUER = 'https://as.example';
const [ec, other, rsa, ed] = [ecPair(), ecPair(), rsaPair(), edPair()];
const attempt = (raw: string, ring: KeyRing): SignatureTrial => tryKeys(readCompact(raw), ring);
const nothing = { unsecured: false, verifiedBy: [], verifiedByEmbedded: false };

const thumbprintOf = async (pair: Pair): Promise<string | undefined> => (await ringOf({ x: [jwkOf(pair)] })).facts[0]?.thumbprint;

const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const length = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};

/** The smallest X.509 certificate that holds a key, in base64 (RFC 7515 §4.1.6). */
const certificateOf = ({ privateKey, publicKey }: Pair): string => {
  const algorithm = der(0x30, Buffer.from('06082a8648ce3d040302', 'hex'));
  const [name, date] = [der(0x30), der(0x17, Buffer.from('300101000000Z'))];
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const signed = der(0x30, der(0x02, Buffer.from([1])), algorithm, name, der(0x30, date, date), name, spki);
  return der(0x30, signed, algorithm, der(0x03, Buffer.from([0]), sign('sha256', signed, privateKey))).toString('base64');
};

describe('tryKeys with the keys at hand', () => {
  it.each([
    ['ES256', ec],
    ['ES384', ecPair('P-384')],
    ['ES512', ecPair('P-521')],
    ['RS256', rsa],
    ['RS384', rsa],
    ['RS512', rsa],
    ['PS256', rsa],
    ['PS384', rsa],
    ['PS512', rsa],
    ['EdDSA', ed],
    ['Ed25519', ed],
  ])('verifies %s', async (alg, pair) => {
    const token = signToken({ alg, kid: 'k' }, { iss: ISSUER }, pair, alg);
    expect(await attempt(token, await ringOf({ [ISSUER]: [jwkOf(pair, { kid: 'k' })] }))).toEqual({
      ...nothing,
      verifiedBy: [await thumbprintOf(pair)],
    });
  });

  it.each([
    ['the kid names another key', { kid: 'b' }, { iss: ISSUER }],
    ['the kid is unknown', { kid: 'z' }, { iss: ISSUER }],
    ['there is no kid', {}, { iss: ISSUER }],
    ['there is no issuer', { kid: 'a' }, {}],
    ['the issuer is another', { kid: 'a' }, { iss: 'https://elsewhere.example' }],
  ])('finds the key where %s', async (_name, header, payload) => {
    const ring = await ringOf({ [ISSUER]: [jwkOf(other, { kid: 'b' }), jwkOf(ec, { kid: 'a' })] });
    expect((await attempt(signToken(header, payload, ec), ring)).verifiedBy).toEqual([await thumbprintOf(ec)]);
  });

  it('finds the key of another issuer', async () => {
    const ring = await ringOf({ [ISSUER]: [jwkOf(other)], 'https://other.example': [jwkOf(ec)] });
    expect((await attempt(signToken({}, { iss: ISSUER }, ec), ring)).verifiedBy).toEqual([await thumbprintOf(ec)]);
  });

  it.each([
    ['a key that does not verify', [jwkOf(other)]],
    ['a key meant for another algorithm', [jwkOf(ec, { alg: 'ES384' })]],
    ['a key of another type', [jwkOf(rsa)]],
    ['no key', []],
  ])('says so where there is %s', async (_name, keys) => {
    const ring = keys.length > 0 ? await ringOf({ [ISSUER]: keys }) : { facts: [], keys: new Map() };
    expect(await attempt(signToken({ kid: 'a' }, { iss: ISSUER }, ec), ring)).toEqual(nothing);
  });

  it('does not say that none verifies where there are more than are tried', async () => {
    const ring = await ringOf({ [ISSUER]: Array.from({ length: 65 }, () => jwkOf(ecPair())) });
    expect((await attempt(signToken({}, { iss: ISSUER }, ec), ring)).obstacle).toBe('limit-exceeded');
  });

  it('refuses a DER signature, which is no JWS signature', async () => {
    const [header, payload] = signToken({}, { iss: ISSUER }, ec).split('.');
    const derSignature = sign('sha256', Buffer.from(`${header}.${payload}`), ec.privateKey).toString('base64url');
    expect((await attempt(`${header}.${payload}.${derSignature}`, await ringOf({ [ISSUER]: [jwkOf(ec)] }))).verifiedBy).toEqual(
      [],
    );
  });
});

describe('tryKeys with the key that the token brings along', () => {
  it('verifies with jwk, but says so apart', async () => {
    const token = signToken({ jwk: jwkOf(ec) }, { iss: ISSUER }, ec);
    expect(await attempt(token, await ringOf({ [ISSUER]: [jwkOf(other)] }))).toEqual({ ...nothing, verifiedByEmbedded: true });
  });

  it('verifies with the first certificate of x5c', async () => {
    const token = signToken({ x5c: [certificateOf(ec)] }, { iss: ISSUER }, ec);
    expect(await attempt(token, await ringOf({ [ISSUER]: [jwkOf(other)] }))).toEqual({ ...nothing, verifiedByEmbedded: true });
  });

  it('prefers the key of the issuer where that verifies too', async () => {
    const token = signToken({ jwk: jwkOf(ec) }, { iss: ISSUER }, ec);
    expect((await attempt(token, await ringOf({ [ISSUER]: [jwkOf(ec)] }))).verifiedByEmbedded).toBe(false);
  });

  it.each([
    [{ jwk: { kty: 'EC' } }],
    [{ jwk: 'x' }],
    [{ x5c: ['rubbish'] }],
    [{ x5c: [7] }],
    [{ jku: 'https://evil.example/keys' }],
  ])('takes %j for no key', async (header) => {
    expect(await attempt(signToken(header, { iss: ISSUER }, ec), { facts: [], keys: new Map() })).toEqual(nothing);
  });
});

describe('tryKeys where nothing can be verified', () => {
  const ordinary = signToken({}, { iss: ISSUER }, ec);
  const [header = '', payload = ''] = ordinary.split('.');
  const unsigned = (alg: string): string => `${base64url(JSON.stringify({ alg }))}.${payload}.c2ln`;

  it.each([
    ['alg none', unsigned('none'), { ...nothing, unsecured: true }],
    ['alg noNE', unsigned('noNE'), { ...nothing, unsecured: true }],
    ['an empty signature', `${header}.${payload}.`, { ...nothing, unsecured: true }],
    ['no signature', `${header}.${payload}`, { ...nothing, unsecured: true }],
    ['a stripped signature', `${header}.${payload}.[redacted]`, { ...nothing, obstacle: 'signature-stripped' }],
    ['an algorithm unknown', unsigned('ES999'), { ...nothing, obstacle: 'unsupported-alg' }],
    ['an algorithm in another case', unsigned('es256'), { ...nothing, obstacle: 'unsupported-alg' }],
    ['an algorithm named like a method', unsigned('constructor'), { ...nothing, obstacle: 'unsupported-alg' }],
    ['a header that cannot be read', `${base64url('{"alg":')}.${payload}.c2ln`, { ...nothing, obstacle: 'unreadable' }],
    ['a secret that nobody has', unsigned('HS256'), { ...nothing, obstacle: 'hmac-secret-unavailable' }],
  ])('%s', async (_name, raw, trial) => {
    expect(await attempt(raw, await ringOf({ [ISSUER]: [jwkOf(ec)] }))).toEqual(trial);
  });
});

describe('HMAC keyed with a published key', () => {
  const input = `${base64url('{"alg":"HS256"}')}.${base64url('{}')}`;
  const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' }) as string;
  const raw = (pair: Pair, ...names: string[]): Buffer =>
    Buffer.concat(names.map((name) => Buffer.from(String(jwkOf(pair)[name]), 'base64url')));

  it.each([
    ['SPKI PEM', rsa, pem],
    ['SPKI PEM without its last line break', rsa, pem.trimEnd()],
    ['SPKI DER', rsa, rsa.publicKey.export({ type: 'spki', format: 'der' })],
    ['PKCS#1 PEM', rsa, rsa.publicKey.export({ type: 'pkcs1', format: 'pem' })],
    ['modulus', rsa, raw(rsa, 'n')],
    ['JWK', ec, JSON.stringify({ crv: 'P-256', kty: 'EC', x: jwkOf(ec)['x'], y: jwkOf(ec)['y'] })],
    ['point', ec, Buffer.concat([Buffer.from([4]), raw(ec, 'x', 'y')])],
    ['Ed25519 point', ed, raw(ed, 'x')],
  ])('is told by its %s', async (_name, pair, secret) => {
    const token = `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
    const ring = await ringOf({ [ISSUER]: [jwkOf(other), jwkOf(pair)] });
    expect((await attempt(token, ring)).confusedWith).toBe(await thumbprintOf(pair));
  });
});
