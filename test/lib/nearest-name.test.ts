import { describe, expect, it } from 'vitest';
import { nearestName } from '../../src/lib/nearest-name.ts';

const NAMES = ['clock_skew', 'proof_window', 'issuers', 'servers', 'token/expired', 'ES256', 'RS256'];

describe('nearestName', () => {
  it.each([
    ['clock_skw', 'clock_skew'],
    ['lcock_skew', 'clock_skew'],
    ['clockSkew', 'clock_skew'],
    ['clock-skew', 'clock_skew'],
    ['issuer', 'issuers'],
    ['token/expird', 'token/expired'],
    ['es256', 'ES256'],
    ['ES265', 'ES256'],
    ['RS26', 'RS256'],
  ])('%s is probably %s', (word, name) => {
    expect(nearestName(word, NAMES)).toBe(name);
  });

  it.each(['', 'x', 'retention', 'binding', 'constructor', 'clock'])('%s is near to nothing', (word) => {
    expect(nearestName(word, NAMES)).toBeUndefined();
  });

  it('takes the nearer of two, and the first of equals', () => {
    expect(nearestName('abcdeX', ['abcdYZ', 'abcdef'])).toBe('abcdef');
    expect(nearestName('abcdeX', ['abcdef', 'abcdeg'])).toBe('abcdef');
  });

  it('does not compare what is too long for a name', () => {
    expect(nearestName('a'.repeat(100_000), ['a'.repeat(99_999)])).toBeUndefined();
  });
});
