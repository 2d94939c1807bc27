import { describe, expect, it } from 'vitest';
import { isInside } from '../../src/policy/inside.ts';

describe('isInside', () => {
  it.each([
    ['/audit', '/audit/keys/a.json'],
    ['/audit', '/audit/keys/../a.json'],
    ['/audit', '/audit/..a.json'],
    ['/', '/keys'],
    ['.', 'keys/a.json'],
  ])('%s holds %s', (folder, path) => {
    expect(isInside(folder, path)).toBe(true);
  });

  it.each([
    ['/audit', '/audit-keys/a.json'],
    ['/audit', '/audit/../keys/a.json'],
    ['/audit', '/'],
    ['/audit/keys', '/audit'],
    ['.', '../a.json'],
  ])('%s does not hold %s', (folder, path) => {
    expect(isInside(folder, path)).toBe(false);
  });
});
