import { describe, expect, it } from 'vitest';
import { sha256Base64url } from '../../src/lib/digest.ts';
import { inspectToken } from '../../src/tokens/inspect.ts';
import { base64url, ecPair, jwkOf, ringOf, signTexts, signToken } from './signer.ts';

const [ec, other] = [ecPair(), ecPair()];

describe('inspectToken', () => {
  it('shows a token whole', async () => {
    const token = signToken({ kid: 'a', typ: 'at+jwt' }, { iss: 'i', email: 'alice@example' }, ec);
    expect(await inspectToken(token, await ringOf({ any: [jwkOf(ec, { kid: 'a' })] }))).toEqual({
      well_formed: true,
      codes: [],
      differential: [],
      signature: 'valid',
      key_id: 'a',
      kind: 'jws',
      header: { alg: 'ES256', kid: 'a', typ: 'at+jwt' },
      claims: { iss: 'i', email: 'alice@example' },
      token_sha256: sha256Base64url(token),
    });
  });

  it('names the key that verifies where the token names none', async () => {
    const ring = await ringOf({ any: [jwkOf(ec)] });
    expect((await inspectToken(signToken({}, {}, ec), ring)).key_id).toBe(ring.facts[0]?.thumbprint);
  });

  it.each([
    ['no keys given', signToken({}, {}, ec), false, 'not-evaluable:no-key-snapshot'],
    ['a key that is not in the set, which counts as complete', signToken({ kid: 'z' }, {}, other), true, 'invalid'],
    ['a key of its own', signToken({ jwk: jwkOf(other) }, {}, other), true, 'invalid'],
    ['a payload that is no JSON object', signTexts('{"alg":"ES256"}', 'text', ec), true, 'valid'],
    ['alg none', `${base64url('{"alg":"none"}')}.${base64url('{}')}.`, false, 'invalid'],
    ['a secret', `${base64url('{"alg":"HS256"}')}.${base64url('{}')}.c2ln`, true, 'not-evaluable:hmac-secret-unavailable'],
    [
      'a redacted signature',
      `${base64url('{"alg":"ES256"}')}.${base64url('{}')}.redacted`,
      true,
      'not-evaluable:signature-stripped',
    ],
    ['an opaque token', 'ghp_abcdefghijklmnop', true, 'not-evaluable:opaque-no-introspection'],
    ['an encrypted token', `${base64url('{"alg":"dir","enc":"A128GCM"}')}....`, true, 'not-evaluable:encrypted-token'],
    ['a token beyond the limit', `${base64url('{"alg":"ES256"}')}.${'A'.repeat(70_000)}.`, true, 'not-evaluable:limit-exceeded'],
    ['a header that cannot be read', `${base64url('{"alg"')}.${base64url('{}')}.c2ln`, true, 'invalid'],
  ])('judges the signature of %s', async (_name, raw, withKeys, signature) => {
    const ring = withKeys ? await ringOf({ any: [jwkOf(ec)] }) : undefined;
    expect((await inspectToken(raw, ring)).signature).toBe(signature);
  });

  it('masks private members of keys, wherever they are', async () => {
    const jwk = ec.privateKey.export({ format: 'jwk' });
    const inspection = await inspectToken(signToken({ jwk }, { cnf: { jwk }, keys: [{ kty: 'oct', k: 'c2VjcmV0' }] }, ec));
    expect(inspection.header?.['jwk']).toEqual({ ...jwkOf(ec), d: '[masked]' });
    expect(JSON.stringify(inspection)).not.toMatch(new RegExp(`${jwk['d']}|c2VjcmV0`));
  });

  it('does not call well formed what is not, and says why', async () => {
    const inspection = await inspectToken('{"payload":"e30","signature":"c2ln"}');
    expect(inspection).toMatchObject({ well_formed: false, codes: ['json-serialization'], header: null, claims: null });
  });
});
