import canonicalize from 'canonicalize';
import { describe, expect, it } from 'vitest';
import { canonicalText } from '../../src/lib/canonical-json.ts';

// Its types say `export default`, yet what Node gives is the function itself.
const serialize = canonicalize as unknown as (value: unknown) => string;

describe('canonicalText', () => {
  it.each([
    '{}',
    '{"a":1,"b":"two","c":true,"d":null}',
    '{"path":"src/index.ts","ref":"main","limit":446,"dry_run":false}',
    '{"10":1,"9":2,"1":3,"b":4,"a":5}',
    '{"z":1,"__proto__":2,"constructor":3,"A":4}',
    '{"\u20ac":"Euro","\\r":"Return","\ufb33":"Dalet","1":"One","\ud83d\ude00":"Smiley","\u0080":"Control","\u00f6":"O"}',
    '{"b":"\\u0007\\"\\\\","a":1e21,"c":-0,"d":0.1}',
    `{${Array.from({ length: 40 }, (_, number) => `"m${(number * 7) % 40}":${number}`).join()}}`,
    '{"b":{"d":1,"c":[2,{"f":3,"e":4}]},"a":[]}',
  ])('is the RFC 8785 form of %s', (text) => {
    const value = JSON.parse(text);
    expect(canonicalText(value)).toBe(serialize(value));
  });

  it('is none for what is nested too deep, or no number that JSON knows', () => {
    expect(canonicalText(JSON.parse(`${'['.repeat(66)}${']'.repeat(66)}`))).toBeUndefined();
    expect(canonicalText({ a: Number.POSITIVE_INFINITY })).toBeUndefined();
  });
});
