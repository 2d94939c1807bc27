import { describe, expect, it } from 'vitest';
import { sha256Base64url } from '../../src/lib/digest.ts';
import { createArgumentDigester } from '../../src/tokens/arguments.ts';
import type { JsonObject } from '../../src/tokens/json-object.ts';

const digest = createArgumentDigester(Buffer.alloc(32, 5));
const tokenNumber = (number: number): string => `opaque-token-number-${number}`;
const hashesIn = (args: JsonObject): string[] => (digest(args).tokensInArguments ?? []).map(({ sha256 }) => sha256);
const inOrder = (tokens: readonly string[]): string[] => tokens.map((token) => sha256Base64url(token)).sort();

describe('what is kept of arguments', () => {
  it('names each token that their texts hold once, in the order of the hashes, nested or not', () => {
    const [one, two, three] = [tokenNumber(1), tokenNumber(2), tokenNumber(3)];
    const expected = inOrder([one, two, three]);
    expect(hashesIn({ a: one, b: `Bearer ${two}`, c: 7, d: one, e: three, f: 'short', g: null })).toEqual(expected);
    expect(hashesIn({ a: [one, { b: `Bearer ${two}` }], d: one, e: { f: [[three]] }, g: null })).toEqual(expected);
  });

  it.each([
    ['flat', (tokens: readonly string[]): JsonObject => ({ ...tokens })],
    ['nested', (tokens: readonly string[]): JsonObject => ({ tokens: [...tokens] })],
  ])('names the first 64 tokens, %s', (_, argumentsOf) => {
    const tokens = Array.from({ length: 70 }, (_, number) => tokenNumber(number));
    expect(hashesIn(argumentsOf(tokens))).toEqual(inOrder(tokens.slice(0, 64)));
  });

  it('has no tokens where no text has the form of one', () => {
    expect(digest({ note: 'a text of several words, none of them long', limit: 446 })).not.toHaveProperty('tokensInArguments');
  });

  it('digests the whole, and each member under the key', () => {
    const { argumentsSha256, argumentDigests } = digest({ b: 1, a: 'x' });
    expect(argumentsSha256).toBe(sha256Base64url('{"a":"x","b":1}'));
    expect(Object.keys(argumentDigests ?? {})).toEqual(['b', 'a']);
    expect(argumentDigests?.['a']).toBe(createArgumentDigester(Buffer.alloc(32, 5))({ a: 'x' }).argumentDigests?.['a']);
    expect(argumentDigests?.['a']).not.toBe(createArgumentDigester(Buffer.alloc(32, 6))({ a: 'x' }).argumentDigests?.['a']);
  });
});
