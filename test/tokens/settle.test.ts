import { describe, expect, it } from 'vitest';
import { keyedDigest, sha256Base64url } from '../../src/lib/digest.ts';
import type { Draft, InvocationDraft } from '../../src/model/draft.ts';
import type { SettledInvocation } from '../../src/model/settled.ts';
import { contentOf } from '../../src/store/content.ts';
import { createSettler } from '../../src/tokens/settle.ts';
import { base64url, ecPair, jwkOf, ringOf, signToken } from './signer.ts';

const ISSUER = 'https://as.example';
const pair = ecPair();
const digestKey = Buffer.from('key of a database');
const ring = await ringOf({ [ISSUER]: [jwkOf(pair, { kid: 'a' })] });
const token = signToken({ kid: 'a', typ: 'at+jwt' }, { iss: ISSUER, sub: 'alice', sid: 'session-secret' }, pair);
const [header, payload, signature] = token.split('.') as [string, string, string];
const proof = signToken(
  { typ: 'dpop+jwt', jwk: jwkOf(pair) },
  { jti: 'j', htm: 'POST', htu: 'https://x', iat: 1, ath: sha256Base64url(token) },
  pair,
);

const settle = (...drafts: Draft[]) => createSettler(ring, digestKey).settle(drafts);
const invocation = (more: Partial<InvocationDraft> = {}): InvocationDraft => ({ kind: 'invocation', fields: {}, ...more });
const settled = async (more: Partial<InvocationDraft>): Promise<SettledInvocation> =>
  (await settle(invocation(more)))[0] as SettledInvocation;
/** What the store tells events apart by. */
const contentIn = ({ fields, proof: came, remains }: SettledInvocation): string => contentOf(fields, came?.sha256, remains);
const contentAs = async (more: Partial<InvocationDraft>): Promise<string> => contentIn(await settled(more));

describe('the token of an invocation', () => {
  it('becomes facts', async () => {
    expect((await settled({ token })).token).toEqual({
      kind: 'jws',
      sha256: sha256Base64url(token),
      signingInputSha256: sha256Base64url(`${header}.${payload}`),
      form: { codes: [], differential: [] },
      header: { alg: 'ES256', typ: 'at+jwt', kid: 'a' },
      claims: { names: ['iss', 'sub', 'sid'], issuer: ISSUER, subject: 'alice', sessionId: sha256Base64url('session-secret') },
      signature: { unsecured: false, verifiedBy: [ring.facts[0]?.thumbprint], verifiedByEmbedded: false },
    });
  });

  it.each([
    ['Bearer', `Bearer ${token}`, 'bearer'],
    ['DPoP in another letter case', `dpop  ${token} `, 'dpop'],
    ['none', token, undefined],
  ])('is known whatever scheme stands in front: %s', async (_name, logged, scheme) => {
    const { fields } = await settled({ token: logged });
    expect([fields.tokenSha256, fields.tokenScheme]).toEqual([sha256Base64url(token), scheme]);
  });

  it('has one signing input in all encodings that verify alike', async () => {
    const [plain, padded] = [await settled({ token }), await settled({ token: `${token}==` })];
    expect(padded.token?.signingInputSha256).toBe(plain.token?.signingInputSha256);
    expect(padded.token?.signature).toEqual(plain.token?.signature);
    expect(padded.token?.sha256).not.toBe(plain.token?.sha256);
  });

  it('keeps the scheme that the record states', async () => {
    expect((await settled({ token: `Bearer ${token}`, fields: { tokenScheme: 'mtls' } })).fields.tokenScheme).toBe('mtls');
  });

  it('wins over the hash that the record states', async () => {
    expect((await settled({ token, fields: { tokenSha256: 'stated' } })).fields.tokenSha256).toBe(sha256Base64url(token));
  });

  it.each([
    ['dots behind it', `${header.slice(0, 30)}...`],
    ['an ellipsis behind it', `${header.slice(0, 30)}…`],
    ['a mask behind it', 'eyJraWQiOiAi***'],
    ['a mask within it', 'ghp_ab***yz'],
    ['a word in its place', '[REDACTED]'],
    ['its end missing, in the header', header.slice(0, 20)],
    ['its end missing, in the payload', `${header}.${payload.slice(0, 20)}`],
    ['a scheme in front, and a mask', 'Bearer eyJhbGci...'],
  ])('gives nothing where the log keeps it with %s', async (_name, logged) => {
    const { fields, token: sample } = await settled({ token: logged });
    expect([fields.tokenTruncated, fields.tokenSha256, sample]).toEqual([true, undefined, undefined]);
  });

  it('is read where only its signature was taken out', async () => {
    const { fields, token: sample } = await settled({ token: `${header}.${payload}.***` });
    expect([fields.tokenTruncated, sample?.claims?.subject, sample?.signature?.obstacle]).toEqual([
      undefined,
      'alice',
      'signature-stripped',
    ]);
  });

  it('is malformed where there are two, joined by a comma', async () => {
    expect((await settled({ token: `${token}, ${token}` })).token?.form?.codes).toEqual(
      expect.arrayContaining(['segment-count', 'illegal-character']),
    );
  });

  it('leaves no hash of a password', async () => {
    const { fields, token: sample } = await settled({ token: 'Basic YWxpY2U6c2VjcmV0' });
    expect([fields.tokenScheme, fields.tokenSha256, sample]).toEqual(['basic', undefined, undefined]);
  });

  it('is told to be opaque, encrypted, or too large', async () => {
    const tokens = [
      'ghp_abcdefghijklmnop',
      `${base64url('{"alg":"dir","enc":"A128GCM"}')}..aXY.Y2lwaGVy.dGFn`,
      `${header}.${'A'.repeat(70_000)}.`,
    ];
    const samples = await settle(...tokens.map((raw): Draft => ({ kind: 'token', token: raw })));
    expect(samples).toMatchObject([
      { sample: { kind: 'opaque', sha256: sha256Base64url('ghp_abcdefghijklmnop') } },
      { sample: { kind: 'encrypted', header: { alg: 'dir' } } },
      { sample: { kind: 'jws', limitExceeded: true } },
    ]);
  });
});

describe('the proof of an invocation', () => {
  it('becomes facts', async () => {
    expect((await settled({ dpopProof: proof })).proof).toMatchObject({
      signature: 'valid',
      jti: 'j',
      sha256: sha256Base64url(proof),
    });
  });

  it('is counted where a server joined two, and the first is read', async () => {
    const { fields, proof: facts } = await settled({ dpopProof: `${proof}, ${proof}` });
    expect([fields.proofCount, facts?.defects]).toEqual([2, []]);
  });

  it('gives nothing where the log cuts it short', async () => {
    expect((await settled({ dpopProof: `${proof.slice(0, 60)}...` })).proof).toBeUndefined();
  });
});

describe('what is digested', () => {
  it('session and nonces', async () => {
    const { fields } = await settled({ sessionId: 's-1', dpopNonces: ['n-1', 'n-2'] });
    expect(fields).toEqual({ sessionId: sha256Base64url('s-1'), nonces: [sha256Base64url('n-1'), sha256Base64url('n-2')] });
  });

  it('arguments: the whole, and each member under the random key', async () => {
    const { fields } = await settled({ arguments: { path: '/a', limit: 5, deep: { b: 1, a: [] } } });
    expect(fields).toEqual({
      argumentsSha256: sha256Base64url('{"deep":{"a":[],"b":1},"limit":5,"path":"/a"}'),
      argumentDigests: {
        path: keyedDigest(digestKey, '/a'),
        limit: keyedDigest(digestKey, '5'),
        deep: keyedDigest(digestKey, '{"a":[],"b":1}'),
      },
    });
  });

  it('keeps the digest of the arguments that the record states', async () => {
    expect((await settled({ arguments: { a: 1 }, fields: { argumentsSha256: 'stated' } })).fields.argumentsSha256).toBe('stated');
  });

  it('gives no digest of arguments nested beyond 64 levels, and does not break', async () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
    const { fields } = await settled({ arguments: { deep, flat: 'x' } });
    expect(fields).toEqual({ argumentDigests: { flat: keyedDigest(digestKey, 'x') } });
  });

  it('finds tokens in arguments, however deep, with a scheme in front or without', async () => {
    const opaque = 'abcdefghij0123456789';
    const { fields } = await settled({
      arguments: { a: [{ b: `Bearer ${token}` }], c: opaque, d: 'too short', e: 'this text has blanks in it' },
    });
    expect(fields.tokensInArguments?.map(({ sha256 }) => sha256)).toEqual(
      [sha256Base64url(token), sha256Base64url(opaque)].sort(),
    );
  });
});

describe('the content of a record', () => {
  const base: InvocationDraft = invocation({
    fields: { recordId: 'i-1', eventTime: 1, toolName: 'repo.write', statedToken: { issuer: 'i', scopes: ['a'] } },
    token,
    dpopProof: proof,
    arguments: { a: 1, b: 'x' },
    extra: { region: 'eu', shard: 7 },
  });

  it.each([
    [
      'the order of its members',
      { ...base, fields: { statedToken: { scopes: ['a'], issuer: 'i' }, toolName: 'repo.write', eventTime: 1, recordId: 'i-1' } },
    ],
    ['labels that a collector adds to an event with an id', { ...base, extra: { region: 'us', delivery: 2 } }],
    ['the order of its arguments', { ...base, arguments: { b: 'x', a: 1 } }],
    ['its log time', { ...base, fields: { ...base.fields, logTime: 99 } }],
    ['a stated hash beside the token', { ...base, fields: { ...base.fields, tokenSha256: sha256Base64url(token) } }],
  ])('does not depend on %s', async (_name, variant) => {
    expect(await contentAs(variant)).toBe(await contentAs(base));
  });

  it('does not depend on the random key of the database', async () => {
    const [there] = await createSettler(ring, Buffer.from('another')).settle([base]);
    expect(contentIn(there as SettledInvocation)).toBe(await contentAs(base));
  });

  it.each([
    ['another time', { ...base, fields: { ...base.fields, eventTime: 2 } }],
    ['another id', { ...base, fields: { ...base.fields, recordId: 'i-2' } }],
    ['another token', { ...base, token: 'ghp_abcdefghijklmnop' }],
    ['a token masked otherwise', { ...base, token: 'ghp_***' }],
    ['another proof', { ...base, dpopProof: proof.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')) }],
    ['other arguments', { ...base, arguments: { a: 2, b: 'x' } }],
    ['another session', { ...base, sessionId: 's' }],
  ])('changes with %s', async (_name, variant) => {
    expect(await contentAs(variant)).not.toBe(await contentAs(base));
  });

  describe('without an id, as to members that no format maps,', () => {
    const nameless = invocation({ fields: { toolName: 'repo.write' }, extra: { region: 'eu', shard: 7 } });

    it.each([
      ['their order', { shard: 7, region: 'eu' }],
      ['CSV, where all is text', { region: 'eu', shard: '7', other: '' }],
    ])('does not depend on %s', async (_name, extra) => {
      expect(await contentAs({ ...nameless, extra })).toBe(await contentAs(nameless));
    });

    it('changes with them', async () => {
      expect(await contentAs({ ...nameless, extra: { region: 'us', shard: 7 } })).not.toBe(await contentAs(nameless));
    });
  });

  it('tells two masked tokens apart', async () => {
    expect(await contentAs({ token: 'ghp_a***' })).not.toBe(await contentAs({ token: 'ghp_b***' }));
  });
});

describe('a leaked JWT', () => {
  const leak = (claims: object, by = pair): object | undefined =>
    settle({ kind: 'leak', token: signToken({ kid: 'a', typ: 'at+jwt' }, claims, by) })[0];

  it('is known by issuer and id too, where a key of the issuer vouches for them', () => {
    expect(leak({ iss: ISSUER, jti: 'j-1' })).toMatchObject({
      tokenIssuer: ISSUER,
      tokenJti: 'j-1',
      tokenSha256: expect.any(String),
    });
  });

  it.each([
    ['somebody else signed it', { iss: ISSUER, jti: 'j-1' }, ecPair()],
    ['the key is of another issuer', { iss: 'https://other.example', jti: 'j-1' }, pair],
    ['it has no id', { iss: ISSUER }, pair],
  ])('is known by its hash and by what it signs alone where %s', (_, claims, by) => {
    expect(leak(claims, by)).toEqual({ kind: 'leak', tokenSha256: expect.any(String), tokenContent: expect.any(String) });
  });
});

describe('arguments that are wider than any stack', () => {
  it('are digested all the same', async () => {
    const { fields } = await settled({ arguments: { wide: Array.from({ length: 200_000 }, () => []) } });
    expect(fields.argumentsSha256).toHaveLength(43);
  });
});

describe('a batch', () => {
  it('keeps its order and never holds a raw credential', async () => {
    const drafts: Draft[] = [
      invocation({
        token,
        dpopProof: proof,
        sessionId: 'session-secret',
        dpopNonces: ['nonce-secret'],
        arguments: { password: 'argument-secret' },
      }),
      { kind: 'token', token: `Bearer ${token}` },
      { kind: 'token', tokenSha256: 'stated', stated: { issuer: 'i' } },
      { kind: 'introspection', token, queriedAt: 1, answeredBy: ISSUER, response: { active: true, sub: 'alice', exp: 2 } },
      { kind: 'introspection', tokenSha256: 'stated', queriedAt: 1, response: { active: 'true' } },
      { kind: 'revocation', token, revokedAt: 1, knownAt: 2, sessionId: 'session-secret' },
      { kind: 'leak', token, seenAt: 1, location: 'paste' },
      { kind: 'approval', approvedAt: 1, maxUses: 1 },
      { kind: 'hint', what: 'jwks' },
    ];
    const sha256 = sha256Base64url(token);
    const results = await settle(...drafts);
    expect(results).toMatchObject([
      { kind: 'invocation', fields: { tokenSha256: sha256 } },
      { kind: 'token', tokenSha256: sha256, sample: { sha256 } },
      { kind: 'token', tokenSha256: 'stated', stated: { issuer: 'i' } },
      {
        kind: 'introspection',
        tokenSha256: sha256,
        queriedAt: 1,
        answeredBy: ISSUER,
        active: true,
        claims: { subject: 'alice', expiresAt: 2000 },
      },
      { kind: 'introspection', tokenSha256: 'stated', active: false },
      { kind: 'revocation', tokenSha256: sha256, revokedAt: 1, knownAt: 2, sessionId: sha256Base64url('session-secret') },
      { kind: 'leak', tokenSha256: sha256, seenAt: 1, location: 'paste' },
      { kind: 'approval', approvedAt: 1, maxUses: 1 },
      { kind: 'hint', what: 'jwks' },
    ]);
    const kept = JSON.stringify(results);
    for (const secret of [token, signature, payload, proof.split('.')[2], 'session-secret', 'nonce-secret', 'argument-secret']) {
      expect(kept).not.toContain(secret);
    }
  });

  it('works one token out once', async () => {
    const [first, second] = (await settle(
      invocation({ token }),
      invocation({ token: `Bearer ${token}` }),
    )) as SettledInvocation[];
    expect(first?.token).toBe(second?.token);
  });
});
