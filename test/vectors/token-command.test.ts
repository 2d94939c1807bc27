import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bindcheck } from '../program.ts';
import { ecPair, edPair, jwkOf, type Pair, rsaPair, signToken } from '../tokens/signer.ts';
import wycheproof from '../tokens/vectors/wycheproof.json' with { type: 'json' };
import { createWorkspace, sha256, type Workspace } from '../workspace.ts';
import { CASES } from './requests.ts';

/** The whole file lies beside a checkout of the project and not in it; its two largest groups are in it. */
const shared = fileURLToPath(new URL('../../../shared/vectors/wycheproof/json_web_signature_test.json', import.meta.url));
const missing = !existsSync(shared);

interface Vector {
  readonly tcId: number;
  readonly comment: string;
  readonly jws: string;
  readonly result: string;
}

interface Group {
  readonly comment: string;
  readonly key: object;
  readonly tests: readonly Vector[];
}

interface Line {
  readonly line: number;
  readonly well_formed: boolean;
  readonly codes: readonly string[];
  readonly differential: readonly string[];
  readonly signature: string;
  readonly key_id: string | null;
  readonly kind: string;
  readonly header: { readonly jwk?: Readonly<Record<string, unknown>>; readonly [name: string]: unknown } | null;
  readonly claims: Readonly<Record<string, unknown>> | null;
  readonly token_sha256: string;
}

const MEMBERS = [
  'line',
  'well_formed',
  'codes',
  'differential',
  'signature',
  'key_id',
  'kind',
  'header',
  'claims',
  'token_sha256',
];

/** Labels in dispute: the key is for another algorithm than the header names, and that is honoured (RFC 7517 §4.4). */
const DISPUTED = new Set([346, 347, 350, 351]);

let place: Workspace;

beforeAll(() => {
  place = createWorkspace();
});

afterAll(() => place.remove());

const inspect = (tokens: readonly string[], keys?: readonly object[]): Line[] => {
  const options = keys ? ['--jwks', place.write('keys.json', JSON.stringify({ keys }))] : [];
  const { code, stdout, stderr } = bindcheck(['token', ...options], { input: `${tokens.join('\n')}\n` });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
};

/** One run of the program for each key. Empty lines hold no token and get no answer. */
const judgeGroup = ({ key, tests }: Group): void => {
  const lines = inspect(
    tests.map(({ jws }) => jws),
    [key],
  );
  const validOf = new Map(lines.map(({ line, signature }) => [line, signature === 'valid']));
  expect(lines).toHaveLength(tests.filter(({ jws }) => jws !== '').length);
  expect(tests.map(({ tcId }, index) => [tcId, validOf.get(index + 1) ?? false])).toEqual(
    tests.map(({ tcId, result }) => [tcId, result === 'valid' && !DISPUTED.has(tcId)]),
  );
};

it.each(wycheproof.groups)('bindcheck token judges Wycheproof $comment', judgeGroup);

interface SharedGroup extends Group {
  readonly public?: object;
}

const groupsWithPublicKey = (): readonly Group[] =>
  (JSON.parse(readFileSync(shared, 'utf8')) as { testGroups: SharedGroup[] }).testGroups
    .filter(({ comment }) => wycheproof.groups.every((group) => group.comment !== comment))
    .flatMap(({ public: key, comment, tests }) =>
      key ? [{ key, comment: `${comment} ${tests.map(({ tcId }) => tcId).join(' ')}`, tests }] : [],
    );

describe.skipIf(missing)(`bindcheck token${missing ? ' (skipped: no ../shared/vectors beside this checkout)' : ''}`, () => {
  it.each(missing ? [] : groupsWithPublicKey())('judges Wycheproof $comment', judgeGroup);
});

describe('what bindcheck token says of a token', () => {
  const pair = ecPair();
  const claims = { iss: 'https://as.example', sub: 'alice', cnf: { jkt: 'x' } };
  const token = signToken({ typ: 'at+jwt', kid: 'k1' }, claims, pair);

  it('names its parts, its hash and the key', () => {
    const [line] = inspect([token], [jwkOf(pair, { kid: 'k1' })]);
    expect(Object.keys(line ?? {})).toEqual(MEMBERS);
    expect(line).toEqual({
      line: 1,
      well_formed: true,
      codes: [],
      differential: [],
      signature: 'valid',
      key_id: 'k1',
      kind: 'jws',
      header: { alg: 'ES256', typ: 'at+jwt', kid: 'k1' },
      claims,
      token_sha256: sha256(token),
    });
  });

  it('has the same members where it is no token, and counts lines as they came', () => {
    const lines = inspect(['not a token', '', `${token}=`, token.split('.', 2).join('.')]);
    expect(lines.map(({ line }) => line)).toEqual([1, 3, 4]);
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(MEMBERS);
      expect(line).toMatchObject({ token_sha256: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/) });
      expect(line.signature).not.toBe('valid');
    }
    expect(lines[0]).toMatchObject({ well_formed: false, kind: 'opaque', header: null, claims: null });
    expect(lines[1]?.codes.length).toBeGreaterThan(0);
    expect(lines[2]).toMatchObject({ well_formed: false, kind: 'jws', codes: ['segment-count'] });
  });

  it('says that it was given no keys', () => {
    expect(inspect([token])[0]?.signature).toBe('not-evaluable:no-key-snapshot');
  });

  it('judges the signature also where the payload is no JSON object', () => {
    const [line] = inspect([signToken({}, ['x'], pair)], [jwkOf(pair)]);
    expect(line).toMatchObject({ well_formed: false, codes: ['payload-not-json-object'], signature: 'valid', claims: null });
  });
});

describe('private members of an embedded key', () => {
  const PUBLIC = new Set(['kty', 'crv', 'x', 'y', 'n', 'e']);
  const privateJwk = ({ privateKey }: Pair) => privateKey.export({ format: 'jwk' }) as Readonly<Record<string, string>>;

  it.each([
    ['EC', 'ES256', ecPair()],
    ['OKP', 'EdDSA', edPair()],
    ['RSA', 'RS256', rsaPair()],
  ] as const)('of %s are masked in header and claims, the others shown', (_, alg, pair) => {
    const jwk = privateJwk(pair);
    const [line] = inspect([signToken({ typ: 'dpop+jwt', jwk }, { cnf: { jwk } }, pair, alg)]);
    const shown = Object.fromEntries(Object.entries(jwk).map(([name, value]) => [name, PUBLIC.has(name) ? value : '[masked]']));
    expect(shown).toHaveProperty('d', '[masked]');
    expect(line).toMatchObject({ header: { jwk: shown }, claims: { cnf: { jwk: shown } } });
  });

  it('are masked in the proof of a recorded request', () => {
    const recorded = CASES.find(({ check }) => check === 'proof.jwk-private');
    const proof = recorded?.records[0]?.headers.find(([name]) => name === 'dpop')?.[1] as string;
    expect(inspect([proof])[0]?.header?.jwk).toMatchObject({ kty: 'EC', d: '[masked]' });
  });
});
