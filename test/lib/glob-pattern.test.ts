import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGlob, literalPrefix, matchesGlob } from '../../src/lib/glob-pattern.ts';

describe('matchesGlob', () => {
  it.each([
    ['repo.write', 'repo.write'],
    ['*', ''],
    ['*', 'anything'],
    ['repo.*', 'repo.'],
    ['repo.*', 'repo.write'],
    ['*.write', 'repo.write.write'],
    ['a*b*c', 'a-b-b-c'],
    ['a?c', 'a😀c'],
    ['**', 'x'],
    ['token/*', 'token/expired'],
  ])('%s matches %s', (pattern, text) => {
    expect(matchesGlob(pattern, text)).toBe(true);
  });

  it.each([
    ['repo.write', 'repo.writes'],
    ['repo.write', 'xrepo.write'],
    ['', 'a'],
    ['?', ''],
    ['?', 'ab'],
    ['a*b', 'abc'],
    ['*a*b', 'ba'],
    ['repo.*', 'REPO.write'],
    ['[ab]', 'a'],
    ['a.c', 'abc'],
    ['(a+)+$', 'aaaa'],
  ])('%s does not match %s', (pattern, text) => {
    expect(matchesGlob(pattern, text)).toBe(false);
  });

  it('agrees with a regular expression on small patterns', () => {
    const characters = (...from: string[]) => fc.array(fc.constantFrom(...from), { maxLength: 7 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(characters('a', 'b', '*', '?'), characters('a', 'b'), (pattern, text) => {
        const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        expect(matchesGlob(pattern, text)).toBe(expression.test(text));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('ends on a pattern that makes backtracking explode', () => {
    expect(matchesGlob(`${'*a'.repeat(40)}b`, 'a'.repeat(20_000))).toBe(false);
  });
});

describe('the parts of a pattern', () => {
  it('tells a glob from a name', () => {
    expect(['repo.write', 'repo.*', 'repo.?'].map(isGlob)).toEqual([false, true, true]);
  });

  it('finds what stands before the first wildcard', () => {
    expect(['repo.write', 'repo.*', '?x', ''].map(literalPrefix)).toEqual(['repo.write', 'repo.', '', '']);
  });
});
