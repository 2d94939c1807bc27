import { describe, expect, it } from 'vitest';
import { allowsAlgorithm, isAsymmetric, isMac, statesNoSignature } from '../../src/lib/algorithm-names.ts';
import { foldMediaType } from '../../src/lib/media-type.ts';

describe('names of algorithms', () => {
  it.each(['none', 'None', 'nOnE', 'NONE'])('%s states that there is no signature', (name) => {
    expect(statesNoSignature(name)).toBe(true);
    expect(isAsymmetric(name)).toBe(false);
  });

  it.each(['HS256', 'HS384', 'HS512', 'hs256'])('%s is a shared secret', (name) => {
    expect(isMac(name)).toBe(true);
    expect(isAsymmetric(name)).toBe(false);
  });

  it.each(['ES256', 'RS512', 'PS384', 'EdDSA', 'Ed25519', 'Ed448'])('%s has a key pair', (name) => {
    expect(isAsymmetric(name)).toBe(true);
    expect(isMac(name)).toBe(false);
    expect(statesNoSignature(name)).toBe(false);
  });

  it.each([
    [['ES256'], 'ES256', true],
    [['EdDSA'], 'Ed25519', true],
    [['Ed25519'], 'EdDSA', true],
    [['ES256'], 'es256', false],
    [['ES256'], 'EdDSA', false],
    [['Ed25519'], 'Ed448', false],
    [[], 'ES256', false],
  ])('%j allows %s: %s', (allowed, name, expected) => {
    expect(allowsAlgorithm(allowed, name)).toBe(expected);
  });
});

describe('foldMediaType', () => {
  it.each([
    ['at+jwt', 'at+jwt'],
    ['Application/AT+JWT', 'at+jwt'],
    ['JWT', 'jwt'],
    ['application/x/y', 'application/x/y'],
    ['text/plain', 'text/plain'],
    ['', ''],
  ])('reads %s as %s', (typ, folded) => {
    expect(foldMediaType(typ)).toBe(folded);
  });
});
