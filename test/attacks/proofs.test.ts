import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importPublicKey } from '../../src/tokens/public-key.ts';
import { base64url, jwkOf, type Pair, signTexts, signToken } from '../tokens/signer.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';
import {
  exponentOne,
  malleable,
  PSYCHIC,
  publicForms,
  unsigned,
  withExponentOne,
  withIdleBits,
  withSecret,
  withSignature,
} from './forge.ts';
import { type Audited, auditRecords, claims, failsOf, KEYS, proofClaims, record, thumbprint } from './scene.ts';

const EVIL = 'https://evil.example/keys';

/** Makes a proof for the token that it came with. */
type Forge = (token: string) => string;

interface Attack {
  readonly name: string;
  readonly forge: Forge;
  readonly fails: readonly string[];
  readonly reasons?: Readonly<Record<string, string>>;
  /** The thumbprint that the token is bound to; default: that of the client. */
  readonly jkt?: string;
}

const header = (more: object = {}): object => ({ typ: 'dpop+jwt', alg: 'ES256', jwk: jwkOf(KEYS.client), ...more });

/** A proof of the client with another header. */
const headed =
  (more: object, pair: Pair = KEYS.client, alg = 'ES256'): Forge =>
  (token) =>
    signTexts(JSON.stringify(header(more)), JSON.stringify(proofClaims(token)), pair, alg);

const honest = headed({});

const spelled =
  (text: string): Forge =>
  (token) =>
    signTexts(text, JSON.stringify(proofClaims(token)), KEYS.client);

const nobody =
  (more: object, signature = 'c2ln'): Forge =>
  (token) =>
    unsigned(header(more), proofClaims(token), signature);

const own = JSON.stringify(jwkOf(KEYS.client));
const [ALG, FORM, SIGNATURE] = ['binding/dpop-alg', 'binding/dpop-malformed', 'binding/dpop-signature'];
const UNSUPPORTED = { [SIGNATURE]: 'unsupported-alg' };
const attack = (name: string, forge: Forge, fails: readonly string[], more: Partial<Attack> = {}): Attack => ({
  name,
  forge,
  fails,
  ...more,
});

const UNSIGNED: readonly Attack[] = [
  ...['none', 'None', 'NONE', 'nOnE'].flatMap((alg) => [
    attack(`alg ${alg}`, nobody({ alg }, ''), [ALG], { reasons: UNSUPPORTED }),
    attack(`alg ${alg} with a signature`, headed({ alg }), [ALG], { reasons: UNSUPPORTED }),
  ]),
  ...['none ', 'none\0', 'es256', 'ES999', 'RS1', '__proto__'].map((alg) =>
    attack(`alg ${JSON.stringify(alg)}`, headed({ alg }), [ALG], { reasons: UNSUPPORTED }),
  ),
  attack('an empty alg', nobody({ alg: '' }), [ALG, FORM]),
  attack('alg that is a list', nobody({ alg: ['ES256'] }), [FORM, SIGNATURE]),
  attack('no alg', nobody({ alg: undefined }), [FORM, SIGNATURE]),
  attack('no signature', (token) => honest(token).replace(/[^.]*$/, ''), [SIGNATURE]),
  ...publicForms(KEYS.client, jwkOf(KEYS.client)).map(([name, secret]) =>
    attack(`HS256 with the ${name}`, (token) => withSecret(secret, header({ alg: 'HS256' }), proofClaims(token)), [ALG], {
      reasons: UNSUPPORTED,
    }),
  ),
  attack('hs256', headed({ alg: 'hs256' }), [ALG]),
  attack(
    'HS256 with the secret as its jwk',
    (token) => withSecret('secret', header({ alg: 'HS256', jwk: { kty: 'oct', k: base64url('secret') } }), proofClaims(token)),
    [ALG, 'binding/dpop-private-key'],
  ),
];

const FORGED: readonly Attack[] = [
  ...Object.entries(PSYCHIC).map(([name, bytes]) => attack(name, (token) => withSignature(honest(token), bytes), [SIGNATURE])),
  attack('the key of another', headed({ jwk: jwkOf(KEYS.mallory) }, KEYS.mallory), ['binding/dpop-key']),
  attack('the key of the client over a signature of another', headed({}, KEYS.mallory), [SIGNATURE]),
  attack('the token itself', (token) => token, [FORM, SIGNATURE, 'binding/dpop-type']),
];

const KEY_FAULTS: readonly Attack[] = [
  ...(
    [
      ['kid', 'k'],
      ['jku', EVIL],
      ['x5u', EVIL],
      ['x5c', ['AAAA']],
    ] as const
  ).map(([member, value]) => attack(`${member} in place of jwk`, headed({ jwk: undefined, [member]: value }), [FORM, SIGNATURE])),
  attack('jwk that is a text', headed({ jwk: own }), [FORM, SIGNATURE]),
  attack('jwk that is a list', headed({ jwk: [jwkOf(KEYS.client)] }), [FORM, SIGNATURE]),
  attack('a key set as jwk', headed({ jwk: { keys: [jwkOf(KEYS.client)] } }), [SIGNATURE]),
  attack('a point off its curve', headed({ jwk: { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' } }), [SIGNATURE]),
  attack('ES256 with a key on P-384', headed({ jwk: jwkOf(KEYS.malloryP384) }, KEYS.malloryP384), [SIGNATURE], {
    jkt: thumbprint(KEYS.malloryP384),
  }),
  attack('a private jwk', headed({ jwk: KEYS.client.privateKey.export({ format: 'jwk' }) }), ['binding/dpop-private-key']),
  attack('a key for encryption', headed({ jwk: jwkOf(KEYS.client, { use: 'enc' }) }), [FORM]),
  attack('a key that only derives', headed({ jwk: jwkOf(KEYS.client, { key_ops: ['deriveBits'] }) }), [FORM]),
  attack('a key for another alg', headed({ jwk: jwkOf(KEYS.client, { alg: 'ES384' }) }), [FORM]),
  attack('an RSA key of 1024 bits', headed({ alg: 'RS256', jwk: jwkOf(KEYS.short) }, KEYS.short, 'RS256'), [ALG], {
    jkt: thumbprint(KEYS.short),
  }),
  attack(
    'a key with the exponent 1',
    (token) => withExponentOne(header({ alg: 'RS256', jwk: exponentOne(KEYS.one) }), proofClaims(token)),
    [FORM],
    { jkt: importPublicKey(exponentOne(KEYS.one))?.thumbprint ?? '' },
  ),
];

const FORMS: readonly Attack[] = [
  ...(
    [
      ['unknown', { crit: ['x'], x: 1 }],
      ['empty', { crit: [] }],
      ['a string', { crit: 'jwk' }],
      ['naming what is registered', { crit: ['jwk'] }],
    ] as const
  ).map(([name, more]) => attack(`crit ${name}`, headed(more), [FORM])),
  attack('b64 false', headed({ b64: false }), [FORM]),
  attack('b64 false in crit', headed({ b64: false, crit: ['b64'] }), [FORM]),
  attack('alg twice', spelled(`{"alg":"none","alg":"ES256","typ":"dpop+jwt","jwk":${own}}`), [FORM]),
  attack('jwk twice', spelled(`{"alg":"ES256","typ":"dpop+jwt","jwk":${JSON.stringify(jwkOf(KEYS.mallory))},"jwk":${own}}`), [
    FORM,
  ]),
  attack('idle bits', (token) => withIdleBits(honest(token)), [FORM]),
  attack('padding', (token) => `${honest(token)}==`, [FORM]),
  attack('four segments', (token) => `${honest(token)}.AAAA`, [FORM]),
  attack('a nested proof', (token) => signTexts(JSON.stringify(header({ cty: 'JWT' })), honest(token), KEYS.client), [FORM]),
  attack('a JWE', () => `${base64url('{"alg":"dir","enc":"A128GCM","typ":"dpop+jwt"}')}..AAAA.AAAA.AAAA`, [ALG, FORM]),
  attack('opaque', () => 'opaque-proof', [FORM, SIGNATURE]),
  ...['JWT', 'DPoP+JWT', 'application/dpop+jwt', 'at+jwt'].map((typ) =>
    attack(`typ ${typ}`, headed({ typ }), ['binding/dpop-type']),
  ),
];

const OVERSIZE = Object.fromEntries(
  [ALG, FORM, SIGNATURE, 'binding/dpop-type', 'binding/dpop-key', 'binding/dpop-token-hash'].map((rule) => [
    rule,
    'limit-exceeded',
  ]),
);

const SIZES: readonly Attack[] = [
  attack('a header of 60 KB', headed({ note: 'x'.repeat(60_000) }), [], { reasons: OVERSIZE }),
  attack('a header 40 deep', headed({ note: JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`) }), [], { reasons: OVERSIZE }),
  attack('a stripped signature', (token) => honest(token).replace(/[^.]*$/, '[redacted]'), [], {
    reasons: { [SIGNATURE]: 'signature-stripped' },
  }),
];

const ATTACKS: readonly Attack[] = [...UNSIGNED, ...FORGED, ...KEY_FAULTS, ...FORMS, ...SIZES];

const HARMLESS: readonly Attack[] = [
  attack('an ordinary proof', honest, []),
  attack('(r, n - s) alone', (token) => malleable(honest(token)), []),
  attack('jku and kid beside its jwk', headed({ jku: EVIL, kid: "../x' --\0" }), []),
  attack(
    'a key that says what it is for',
    headed({ jwk: jwkOf(KEYS.client, { use: 'sig', alg: 'ES256', key_ops: ['verify'] }) }),
    [],
  ),
  attack('an RSA key', headed({ alg: 'PS256', jwk: jwkOf(KEYS.malloryRsa) }, KEYS.malloryRsa, 'PS256'), [], {
    jkt: thumbprint(KEYS.malloryRsa),
  }),
];

const callsWith = (token: string, proof: string): object => ({
  token,
  dpop_proof: proof,
  token_scheme: 'DPoP',
  dpop_proof_count: 1,
});

const boundTo = (jkt: string): string => signToken({ typ: 'at+jwt', kid: 'ec' }, claims({ cnf: { jkt } }), KEYS.ec);

let place: Workspace;
let audited: Audited;

beforeAll(async () => {
  place = createWorkspace();
  const records = [...ATTACKS, ...HARMLESS].map(({ name, forge, jkt = thumbprint(KEYS.client) }) => {
    const token = boundTo(jkt);
    return record(name, callsWith(token, forge(token)));
  });
  audited = await auditRecords(place, records);
});

afterAll(() => place.remove());

it('every attack has a name of its own and is read', () => {
  const names = [...ATTACKS, ...HARMLESS].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(audited.lines.size).toBe(names.length);
});

describe('a proof with which a call was executed', () => {
  it.each(ATTACKS)('$name', ({ name, fails, reasons = {} }) => {
    const line = audited.lines.get(name);
    expect(failsOf(line)).toEqual([...fails].sort());
    expect(line?.binding).toBe(fails.length > 0 ? 'unbound' : 'unproven');
    for (const [rule, reason] of Object.entries(reasons)) expect(line?.rules[rule]).toBe(`not-evaluable:${reason}`);
  });

  it.each(HARMLESS)('$name is no attack', ({ name }) => {
    const line = audited.lines.get(name);
    expect([line?.binding, line?.level, failsOf(line)]).toEqual(['bound', 'L3', []]);
  });
});

it('the forgery under the exponent 1 is one that OpenSSL takes', () => {
  const [head = '', body = '', signature = ''] = withExponentOne({ alg: 'RS256' }, {}).split('.');
  const key = createPublicKey({ key: exponentOne(KEYS.one) as JsonWebKey, format: 'jwk' });
  expect(verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
});

describe('one proof in two encodings', () => {
  it.each([
    ['(r, n - s)', malleable],
    ['idle bits', withIdleBits],
    ['padding', (proof: string) => `${proof}==`],
  ] as const)('%s does not hide that it was used twice', async (_name, vary) => {
    const token = boundTo(thumbprint(KEYS.client));
    const proof = honest(token);
    const { lines } = await auditRecords(place, [
      record('first', callsWith(token, proof)),
      record('second', { ...callsWith(token, vary(proof)), tool_name: 'repo.write' }),
    ]);
    for (const id of ['first', 'second']) expect(failsOf(lines.get(id))).toContain('replay/proof-reused');
  });
});
