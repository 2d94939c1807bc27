import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCompact } from '../../src/tokens/compact.ts';
import { inspectToken } from '../../src/tokens/inspect.ts';
import { readPresented } from '../../src/tokens/presented.ts';
import { readProof } from '../../src/tokens/proof.ts';
import { scanJson } from '../../src/tokens/strict-json.ts';
import { base64url, ecPair, jwkOf, ringOf, signToken } from './signer.ts';

const seed = { seed: 20260728, numRuns: 300 };
const pair = ecPair();
const text = fc.string({ unit: 'binary', maxLength: 200 });

/** Strings that look more or less like tokens: segments that are JSON, bytes or anything, joined by dots. */
const tokenLike = fc
  .array(
    fc.oneof(
      text,
      fc.json().map(base64url),
      fc.constantFrom('', base64url('{"alg":"ES256"}'), base64url('{"alg":"none","crit":["x"]}')),
    ),
    { maxLength: 6 },
  )
  .map((segments) => segments.join('.'));

describe('any string', () => {
  it('is read without a throw', () => {
    fc.assert(
      fc.property(fc.oneof(text, tokenLike), (raw) => void readCompact(raw)),
      seed,
    );
  });

  it('is taken for a token of a log without a throw', () => {
    fc.assert(
      fc.property(fc.oneof(text, tokenLike), (raw) => void readPresented(raw)),
      seed,
    );
  });

  it('is read as a proof and never verifies', async () => {
    await fc.assert(
      fc.asyncProperty(tokenLike, async (raw) => {
        expect((await readProof(raw)).signature).not.toBe('valid');
      }),
      seed,
    );
  });
});

describe('any JSON', () => {
  it('has no duplicate member once it went through JSON.parse', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const scan = scanJson(JSON.stringify(value));
        expect([scan.duplicate, scan.nonFinite]).toEqual([false, false]);
      }),
      seed,
    );
  });

  it('has one once a member is repeated', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (name, value) => {
        const member = `${JSON.stringify(name)}:${JSON.stringify(value)}`;
        expect(scanJson(`[{"x":[{${member},${member}}]}]`).duplicate).toBe(true);
      }),
      seed,
    );
  });
});

describe('a signed token of which one character is changed', () => {
  it('is valid only if it signs the same bytes with the same bytes', async () => {
    const token = signToken({ kid: 'a' }, { iss: 'i', sub: 's' }, pair);
    const ring = await ringOf({ i: [jwkOf(pair, { kid: 'a' })] });
    const original = readCompact(token);
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom(...'AQgwZ09-_.+/= \n!é'), async (index, character) => {
        const changed = `${token.slice(0, index)}${character}${token.slice(index + 1)}`;
        if ((await inspectToken(changed, ring)).signature !== 'valid') return;
        const read = readCompact(changed);
        expect(read.signingInput).toBe(original.signingInput);
        expect(read.signature).toEqual(original.signature);
      }),
      seed,
    );
  });
});
