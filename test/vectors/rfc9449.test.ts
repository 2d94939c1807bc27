import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importPublicKey } from '../../src/tokens/public-key.ts';
import { ecPair, jwkOf, signToken } from '../tokens/signer.ts';
import rfc from '../tokens/vectors/rfc9449.json' with { type: 'json' };
import { createWorkspace, sha256, type Workspace } from '../workspace.ts';
import { verdictsOf } from './verdicts.ts';

/** The request of RFC 9449 §7.1 (figure 12), two seconds after its proof was made. */
const fixture = fileURLToPath(new URL('../../fixtures/formats/har/rfc9449.har', import.meta.url));

const CLAIMS = { iss: 'https://server.example.com', sub: 'someone@example.com', nbf: 1_562_262_611, exp: 1_562_266_216 };
const RFC_TOKEN = rfc.proofs.find(({ accessToken }) => accessToken !== undefined)?.accessToken as string;

/** It names the issuer, but no keys of it. */
const POLICY = {
  schema: 'bindcheck.policy/1',
  issuers: [{ issuer: CLAIMS.iss }],
  servers: [{ id: 'resource', urls: ['https://resource.example.org'], binding: 'dpop' }],
};

const NEEDS_NO_CLAIM = {
  'binding/dpop-token-hash': 'pass',
  'binding/dpop-method': 'pass',
  'binding/dpop-uri': 'pass',
  'binding/dpop-signature': 'pass',
};

let place: Workspace;
let withoutKeys: string;
let trusting: string;

beforeAll(() => {
  place = createWorkspace();
  withoutKeys = place.write('without-keys.json', JSON.stringify(POLICY));
  trusting = place.write('trusting.json', JSON.stringify({ ...POLICY, introspection: 'trusted' }));
});

afterAll(() => place.remove());

/** The answer of RFC 9449 §6.2 (figure 11) about a token. */
const introspection = (token: string, jkt: string): string =>
  place.write(`introspection-${jkt}.ndjson`, [
    {
      schema: 'introspection/1',
      token_sha256: sha256(token),
      queried_at: '2019-07-04T17:50:19Z',
      answered_by: CLAIMS.iss,
      response: { active: true, ...CLAIMS, cnf: { jkt } },
    },
  ]);

const rulesOf = async (logs: readonly string[], policy?: string): Promise<Readonly<Record<string, string>>> => {
  const lines = await verdictsOf(place.folder, logs, policy);
  expect(lines).toHaveLength(1);
  return lines[0]?.rules ?? {};
};

describe('the request of RFC 9449 §7.1, as printed', () => {
  it('matches its token, method and URL and is signed; of an opaque token nothing else is known', async () => {
    for (const policy of [undefined, withoutKeys]) {
      expect(await rulesOf([fixture], policy)).toMatchObject({
        ...NEEDS_NO_CLAIM,
        'binding/dpop-key': 'not-evaluable:opaque-no-introspection',
        'signature/invalid': 'not-evaluable:opaque-no-introspection',
      });
    }
  });

  it('is made with the key of the token, by the trusted answer of §6.2', async () => {
    const rules = await rulesOf([fixture, introspection(RFC_TOKEN, rfc.token.cnf.jkt)], trusting);
    expect(rules).toMatchObject({ ...NEEDS_NO_CLAIM, 'binding/dpop-key': 'pass' });
    expect(rules).not.toHaveProperty('signature/invalid');
  });
});

describe('the same request with a JWT as in §6.1, freshly signed', () => {
  const pair = ecPair();
  const jwk = jwkOf(pair);
  let har: string;
  let jkt: string;
  let token: string;

  beforeAll(async () => {
    jkt = (await importPublicKey(jwk))?.thumbprint as string;
    token = signToken({ kid: 'BeALkb' }, { ...CLAIMS, cnf: { jkt } }, ecPair());
    const claims = { jti: 'e1j3V_bKic8-LAEB', htm: 'GET', htu: 'https://resource.example.org/protectedresource' };
    const proof = signToken({ typ: 'dpop+jwt', jwk }, { ...claims, iat: 1_562_262_618, ath: sha256(token) }, pair);
    const printed = rfc.proofs.find(({ accessToken }) => accessToken === RFC_TOKEN)?.proof as string;
    har = place.write('signed.har', readFileSync(fixture, 'utf8').replace(RFC_TOKEN, token).replace(printed, proof));
  });

  it('passes what needs no claim; no key of the issuer vouches for the rest', async () => {
    for (const policy of [undefined, withoutKeys]) {
      expect(await rulesOf([har], policy)).toMatchObject({
        ...NEEDS_NO_CLAIM,
        'binding/dpop-key': 'not-evaluable:unverified-claims',
        'signature/invalid': 'not-evaluable:no-key-snapshot',
      });
    }
  });

  it('is made with the key of the token, by a trusted answer of the issuer', async () => {
    expect(await rulesOf([har, introspection(token, jkt)], trusting)).toMatchObject({
      ...NEEDS_NO_CLAIM,
      'binding/dpop-key': 'pass',
      'signature/invalid': 'not-evaluable:no-key-snapshot',
    });
  });

  it('fails with the proof of another key', async () => {
    expect(await rulesOf([har, introspection(token, rfc.token.cnf.jkt)], trusting)).toMatchObject({ 'binding/dpop-key': 'fail' });
  });
});
