import { describe, expect, it } from 'vitest';
import { readPolicy } from '../../src/policy/load.ts';
import { refusalOf } from './refusal.ts';

describe('a hostile policy', () => {
  it('cannot multiply aliases', () => {
    const nine = (name: string) => Array(9).fill(name).join(', ');
    const bomb = `a: &a [${nine('x')}]\nb: &b [${nine('*a')}]\nc: &c [${nine('*b')}]\nd: &d [${nine('*c')}]\ne: [${nine('*d')}]\n`;
    expect(refusalOf(bomb)).toEqual([expect.stringContaining('aliases of aliases multiply, expected at most 100')]);
  });

  it('cannot hold itself', () => {
    expect(refusalOf('issuers: &x [*x]')).toEqual([expect.stringContaining('issuers[0]: found a list')]);
  });

  it.each([
    ['brackets', '['.repeat(5_000) + ']'.repeat(5_000)],
    ['braces', '{"a":'.repeat(5_000)],
    ['dashes', '- '.repeat(5_000)],
    ['indentation', Array.from({ length: 300 }, (_, index) => `${' '.repeat(index)}a:`).join('\n')],
  ])('cannot exhaust the stack with %s', (_, text) => {
    expect(refusalOf(text)).toEqual(['1:1: the policy is nested too deeply, expected at most 200 levels']);
  });

  it('may indent comments and texts as it likes', () => {
    const text = `clock_skew: 1s${' '.repeat(500)}# [[[[\n${' '.repeat(500)}# - - -\n`;
    expect(readPolicy(text, 'p.yaml').policy.clockSkew).toBe(1_000);
  });

  it('may hold brackets in texts', () => {
    const text = `servers: [{ id: "${'['.repeat(1_000)}" }]`;
    expect(readPolicy(text, 'p.yaml').policy.servers[0]?.id).toHaveLength(1_000);
  });

  it('cannot be of any size', () => {
    expect(refusalOf(`#${'x'.repeat(2 * 1024 * 1024)}`)).toEqual([
      expect.stringContaining('1:1: the policy has 2097153 characters'),
    ]);
  });

  it('cannot take long with many wrong keys', () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `key${index}: 1`).join('\n');
    expect(refusalOf(text).at(-1)).toBe('and 19990 more');
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('finds %s unknown where keys are known', (key) => {
    expect(refusalOf(`${key}: {}`)).toEqual([expect.stringContaining(`1:1: unknown key \`${key}\``)]);
    expect(refusalOf(`servers: [{ id: a, ${key}: {} }]`)).toEqual([expect.stringContaining(`unknown key \`${key}\``)]);
  });

  it('has tools and scopes of any name, and touches no prototype', () => {
    const { servers, scopeImplications } = readPolicy(
      'servers: [{ id: a, tools: { __proto__: { exact_scopes: true }, constructor: {} } }]\nscopes: { implies: { __proto__: [x] } }',
      'p.yaml',
    ).policy;
    expect(servers[0]?.tools.map(({ pattern }) => pattern)).toEqual(['constructor', '__proto__']);
    expect(Object.keys(scopeImplications)).toEqual(['__proto__']);
    expect(scopeImplications['constructor']).toBeUndefined();
    expect(({} as Record<string, unknown>)['exact_scopes']).toBeUndefined();
  });

  it('brings no control characters into a message', () => {
    const [line = ''] = refusalOf('"\\e[31m\\u202e\\n": 1');
    expect(line).toContain('unknown key `\\x1b[31m\\u202e\\n`');
    expect(refusalOf('servers: [{ id: a, tools: { "\\e[31m": 1 } }]').join('')).not.toMatch(/\p{Cc}/u);
  });

  it('has its long values cut short in a message', () => {
    expect(refusalOf(`introspection: ${'x'.repeat(10_000)}`)[0]?.length).toBeLessThan(200);
  });
});
