import { describe, expect, it } from 'vitest';
import { scanJson } from '../../src/tokens/strict-json.ts';

describe('scanJson', () => {
  it.each([
    ['{"a":1,"a":2}', true],
    ['{"aud":1,"\\u0061ud":2}', true],
    ['{"x":{"y":[{"b":1,"c":2,"b":3}]}}', true],
    ['[{"a":1},{"a":2}]', false],
    ['{"a":{"a":{"a":1}}}', false],
    ['{"a":"b","b":"a"}', false],
    ['{"a":["a","a"],"b":1}', false],
    ['{"__proto__":1,"__proto__":2}', true],
    ['{"__proto__":1,"constructor":2}', false],
    ['{"a\\\\":1,"a":2}', false],
    ['{"a\\"b":1,"a\\"b":2}', true],
  ])('sees the duplicate member of %s: %s', (text, duplicate) => {
    expect(scanJson(text).duplicate).toBe(duplicate);
  });

  it.each([
    ['{"exp":1e999}', true],
    ['[-1E+400]', true],
    [`{"n":${'9'.repeat(400)}}`, true],
    ['{"exp":1.5e10,"s":"1e999"}', false],
    ['{"tiny":1e-999}', false],
  ])('sees the number of %s that is not finite: %s', (text, nonFinite) => {
    expect(scanJson(text).nonFinite).toBe(nonFinite);
  });

  it.each([
    ['1', 0],
    ['{}', 1],
    ['{"a":[{}],"b":"[[[["}', 3],
    ['['.repeat(100_000), 100_000],
  ])('tells the depth of what begins %.20s', (text, depth) => {
    expect(scanJson(text).depth).toBe(depth);
  });

  it.each(['', '"', '"\\', '{"a', '}]},', '{,,"a":-', '\\u12'])('takes %j, which is no JSON', (text) => {
    expect(scanJson(text).nonFinite).toBe(false);
  });
});
