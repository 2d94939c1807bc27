import { describe, expect, it } from 'vitest';
import { inspectToken } from '../../src/tokens/inspect.ts';
import { readProof } from '../../src/tokens/proof.ts';
import { base64url, ecPair, jwkOf, ringOf, signToken } from '../tokens/signer.ts';
import { plainSettler } from './account.ts';
import { NUMBERS, TEXTS } from './hostile-values.ts';
import { mutateBytes } from './mutation.ts';
import { createRandom, type Random } from './random.ts';
import { PATIENCE, RECORDS, SEED, tell } from './settings.ts';

const pair = ecPair();
const token = signToken(
  { kid: 'a', typ: 'at+jwt' },
  { iss: 'i', sub: 's', aud: ['a'], exp: 1_800_000_000, act: { sub: 'x' } },
  pair,
);
const proof = signToken(
  { typ: 'dpop+jwt', jwk: jwkOf(pair) },
  { jti: 'j', htm: 'POST', htu: 'https://a.example/mcp', iat: 1_780_000_000, ath: 'x' },
  pair,
);

const HEADERS = ['alg', 'typ', 'kid', 'jwk', 'x5c', 'crit', 'b64', 'enc', 'jku', '__proto__'];
const CLAIMS = [
  'iss',
  'sub',
  'aud',
  'exp',
  'nbf',
  'iat',
  'jti',
  'cnf',
  'act',
  'may_act',
  'scope',
  'tctx',
  'authorization_details',
  'sid',
];

const valueText = (random: Random): string =>
  random.of([
    () => JSON.stringify(random.of(TEXTS)),
    () => random.of(NUMBERS),
    () => random.of(['null', 'true', '[]', '{}', '[[[1]]]', '{"sub":{"sub":1}}', '{"kty":"EC","crv":"P-256","x":"","y":""}']),
    () => `${'{"act":'.repeat(random.of([2, 31, 40, 4_000]))}1${'}'.repeat(random.of([2, 31, 40]))}`,
  ])();

/** JSON text of an object, some of whose members come twice. */
const objectText = (names: readonly string[], random: Random): string => {
  const members = Array.from({ length: random.below(8) }, () => `${JSON.stringify(random.of(names))}:${valueText(random)}`);
  return `{${members.join(',')}}`;
};

const ALGORITHMS = ['ES256', 'none', 'NONE', 'HS256', 'RS256', 'EdDSA', 'ES256K', ''];

const made = (random: Random): string => {
  const header = random.once(3) ? objectText(HEADERS, random) : `{"alg":${JSON.stringify(random.of(ALGORITHMS))},"kid":"a"}`;
  const segments = [header, objectText(CLAIMS, random)].map(base64url);
  return [...segments, random.of(['', 'AA', 'A'.repeat(86), '[redacted]', random.of(TEXTS)])].join(random.once(20) ? '..' : '.');
};

const hostileToken = (random: Random): string => {
  if (random.once(3)) return made(random);
  const whole = random.once(2) ? token : proof;
  return random.once(10)
    ? whole.slice(0, random.below(whole.length))
    : mutateBytes(Buffer.from(whole), random).toString('latin1');
};

/** What decides whether a changed token is still the signed one: the bytes that its segments stand for. */
const isSameBytes = (changed: string, original: string): boolean => {
  const [a, b] = [changed, original].map((text) =>
    text.split('.').map((segment) => Buffer.from(segment, 'base64url').toString('hex')),
  );
  return a?.join() === b?.join();
};

describe('hostile tokens and proofs', () => {
  it(
    'are read twice to the same facts, and none is valid that was not signed',
    async () => {
      const ring = await ringOf({ i: [jwkOf(pair, { kid: 'a' })] });
      const random = createRandom(SEED + 3);
      const most = Math.ceil(RECORDS * 0.17);
      let valid = 0;
      for (let index = 0; index < most; index++) {
        const hostile = hostileToken(random);
        const inspected = inspectToken(hostile, ring);
        expect(inspectToken(hostile, ring)).toEqual(inspected);
        const seen = readProof(hostile);
        const isValid = inspected.signature === 'valid' || seen.signature === 'valid';
        if (isValid) valid++;
        if (isValid && !isSameBytes(hostile, token) && !isSameBytes(hostile, proof))
          throw new Error(`forged: ${JSON.stringify(hostile)}`);
      }
      tell('tokens and proofs', { tokens: most, valid });
    },
    PATIENCE,
  );

  it(
    'are settled wherever a record may hold one',
    () => {
      const random = createRandom(SEED + 4);
      const settler = plainSettler();
      const most = Math.ceil(RECORDS * 0.03);
      for (let index = 0; index < most; index++) {
        const [first, second] = [hostileToken(random), hostileToken(random)];
        const settled = settler.settle([
          { kind: 'invocation', fields: {}, token: first, dpopProof: second, arguments: { a: first, __proto__: second } },
          { kind: 'token', token: first },
          { kind: 'leak', token: second },
          { kind: 'revocation', revokedAt: 0, knownAt: 0, token: first },
        ]);
        expect(settled).toHaveLength(4);
      }
      tell('settled credentials', { credentials: most * 5 });
    },
    PATIENCE,
  );
});
