import { describe, expect, it } from 'vitest';
import { sha256Base64url } from '../../src/lib/digest.ts';
import { mendDamage } from '../../src/tokens/damage.ts';
import { ecPair, edPair, rsaPair, signToken } from './signer.ts';

const token = signToken({ typ: 'at+jwt' }, { sub: 'alice' }, ecPair());
const hash = sha256Base64url(token);
const mend = (logged: string, stated: string | undefined = hash) => mendDamage({ token: logged, truncated: false }, stated);
const half = Math.floor(token.length / 2);

describe('a token that its hash belies', () => {
  it.each(['\n', '\r\n', '\n    '])('is joined where a log wrapped it: %j', (lineBreak) => {
    expect(mend(`${token.slice(0, half)}${lineBreak}${token.slice(half)}`)).toEqual({ token, truncated: false });
  });

  it.each([
    ['ES256', ecPair()],
    ['ES384', ecPair('P-384')],
    ['EdDSA', edPair()],
    ['RS256', rsaPair()],
  ] as const)('is truncated where its signature breaks off: %s', (alg, pair) => {
    const whole = signToken({}, { sub: 'alice' }, pair, alg);
    expect(mendDamage({ token: whole.slice(0, -4), truncated: false }, sha256Base64url(whole))).toEqual({ truncated: true });
  });

  it.each([
    ['another token', signToken({}, { sub: 'bob' }, ecPair())],
    ['one without its signature', token.slice(0, token.lastIndexOf('.') + 1)],
    ['one with a space in it', `${token.slice(0, half)} ${token.slice(half)}`],
    ['one that is wrapped and another', `${token.slice(0, half)}\nx${token.slice(half)}`],
    ['an opaque one', 'ghp_abc'],
  ])('stays what it is: %s', (_name, logged) => {
    expect(mend(logged)).toEqual({ token: logged, truncated: false });
  });
});

it('a token is left alone where the log states no hash, or its own', () => {
  const cut = token.slice(0, -4);
  expect(mendDamage({ token: cut, truncated: false }, undefined)).toEqual({ token: cut, truncated: false });
  expect(mend(cut, sha256Base64url(cut))).toEqual({ token: cut, truncated: false });
});
