import { compactVerify, importJWK, type JWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { inspectToken } from '../../src/tokens/inspect.ts';
import { base64url, ecPair, jwkOf, ringOf, signSegments, signTexts } from './signer.ts';

const pair = ecPair();
const HEADER = '{"alg":"ES256"}';
const PAYLOAD = '{"iss":"https://as.example","exp":1781278437}';
const withHeader = (header: string): string => signTexts(header, PAYLOAD, pair);
const withPayload = (payload: string): string => signTexts(HEADER, payload, pair);
const ordinary = withPayload(PAYLOAD);

/** The same signature bytes with a last character whose idle bits are set. */
const withIdleBits = (token: string): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return token.slice(0, -1) + alphabet[alphabet.indexOf(token.at(-1) ?? 'A') + 1];
};

/** Where we are stricter than jose, on purpose: each is signed correctly, taken by jose, and refused here with this finding. */
const STRICTER: readonly (readonly [name: string, token: string, finding: string])[] = [
  ['byte order mark in the header', withHeader(`\uFEFF${HEADER}`), 'byte-order-mark'],
  ['byte order mark in the payload', withPayload(`\uFEFF${PAYLOAD}`), 'byte-order-mark'],
  ['white space in the header segment', signSegments(`${base64url(HEADER)}\n`, base64url(PAYLOAD), pair), 'white-space'],
  ['white space in the signature segment', `${ordinary.slice(0, -4)} ${ordinary.slice(-4)}`, 'white-space'],
  ['padding of the signature', `${ordinary}==`, 'padding'],
  ['idle bits in the signature', withIdleBits(ordinary), 'non-canonical-base64url'],
  ['duplicate claim', withPayload('{"aud":"https://other.example","aud":"https://this.example"}'), 'duplicate-member'],
  ['duplicate claim behind an escape', withPayload('{"\\u0061ud":"a","aud":"b"}'), 'duplicate-member'],
  ['duplicate claim inside cnf', withPayload('{"cnf":{"jkt":"a","jkt":"b"}}'), 'duplicate-member'],
  ['duplicate alg', withHeader('{"alg":"none","alg":"ES256"}'), 'duplicate-member'],
  ['exp that never comes', withPayload('{"exp":1e999}'), 'non-finite-number'],
  ['b64 false without crit', withHeader('{"alg":"ES256","b64":false}'), 'b64-false'],
  ['cnf that is a string', withPayload('{"cnf":"key"}'), 'claim-type:cnf'],
  ['act that is a string', withPayload('{"act":"agent"}'), 'claim-type:act'],
  ['iss that is a list', withPayload('{"iss":["i"]}'), 'claim-type:iss'],
  ['exp that is a string', withPayload('{"exp":"tomorrow"}'), 'claim-type:exp'],
  ['payload that is a list', withPayload('[1]'), 'payload-not-json-object'],
  [
    'payload that is no UTF-8',
    signSegments(base64url(HEADER), base64url(Buffer.from('7b2261223a22ff227d', 'hex')), pair),
    'payload-not-utf8',
  ],
  ['no payload', signSegments(base64url(HEADER), '', pair), 'empty-segment'],
];

describe('where we are stricter than jose, on purpose', () => {
  it.each(STRICTER)('%s', async (_name, token, finding) => {
    const key = await importJWK(jwkOf(pair) as JWK, 'ES256');
    await expect(compactVerify(token, key)).resolves.toBeDefined();
    const { signature, codes, differential } = await inspectToken(token, await ringOf({ issuer: [jwkOf(pair)] }));
    expect(signature).toBe('valid');
    expect([...codes, ...differential]).toContain(finding);
  });

  it('names the same extension twice in crit, which jose takes where it knows the extension', async () => {
    const token = withHeader('{"alg":"ES256","crit":["x","x"],"x":1}');
    const key = await importJWK(jwkOf(pair) as JWK, 'ES256');
    await expect(compactVerify(token, key, { crit: { x: true } })).resolves.toBeDefined();
    expect((await inspectToken(token)).codes).toEqual(['crit-malformed']);
  });
});
