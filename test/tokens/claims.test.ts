import { describe, expect, it } from 'vitest';
import { keyedDigest, sha256Base64url, sha256Hex } from '../../src/lib/digest.ts';
import { readClaims } from '../../src/tokens/claims.ts';

const digestKey = Buffer.from('key of a database');
const read = (payload: object, typ?: string) => readClaims(payload as Record<string, unknown>, digestKey, typ);

describe('readClaims', () => {
  it('keeps the claims that rules read, under their names in the house, with times in milliseconds', () => {
    expect(
      read({
        ...{
          iss: 'https://as.example',
          sub: 'alice',
          aud: 'https://git.example',
          jti: 'j',
          client_id: 'app',
          cid: 'a',
          azp: 'b',
          appid: 'c',
          uti: 'd',
        },
        ...{
          scope: 'repo:read  repo:write',
          scp: ['x'],
          roles: ['r'],
          exp: 1781278437,
          iat: 1781277022.5,
          nbf: 1781277022,
          auth_time: 1781270000,
        },
        ...{ acr: 'urn:mfa', cnf: { jkt: 'thumb', 'x5t#S256': 'cert' }, txn: 't', run_id: '77', environment: 'production' },
      }),
    ).toEqual({
      ...{
        issuer: 'https://as.example',
        subject: 'alice',
        audience: ['https://git.example'],
        jti: 'j',
        clientId: 'app',
        cid: 'a',
        azp: 'b',
        appid: 'c',
      },
      ...{
        uti: 'd',
        scope: ['repo:read', 'repo:write'],
        scp: ['x'],
        roles: ['r'],
        expiresAt: 1781278437000,
        issuedAt: 1781277022500,
      },
      ...{
        notBefore: 1781277022000,
        authenticatedAt: 1781270000000,
        acr: 'urn:mfa',
        confirmation: { jkt: 'thumb', x5tS256: 'cert' },
      },
      ...{ transactionId: 't', runId: '77', environment: 'production' },
      names:
        'iss sub aud jti client_id cid azp appid uti scope scp roles exp iat nbf auth_time acr cnf txn run_id environment'.split(
          ' ',
        ),
    });
  });

  it('keeps only the names of all others', () => {
    expect(read({ email: 'alice@example', groups: ['a'] })).toEqual({ names: ['email', 'groups'] });
  });

  it('leaves out what has the wrong type', () => {
    const wrong = {
      iss: 7,
      aud: [['x']],
      exp: 'soon',
      scope: ['a'],
      cnf: 'key',
      act: [],
      authorization_details: {},
      sid: 1,
      tctx: 'x',
      roles: 'r',
    };
    expect(read(wrong)).toEqual({ names: Object.keys(wrong) });
  });

  it.each([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e306])('reads a date of %s as never', (exp) => {
    expect(read({ exp }).expiresAt).toBe(Number.POSITIVE_INFINITY);
  });

  it('splits scp where it is one string', () => {
    expect(read({ scp: 'a b' }).scp).toEqual(['a', 'b']);
  });

  it('follows act from the current actor to the first', () => {
    const act = { sub: 'agent-2', iss: 'i', act: { client_id: 'agent-1', act: { sub: 'agent-0' } } };
    expect(read({ act }).actors).toEqual([{ subject: 'agent-2', issuer: 'i' }, { clientId: 'agent-1' }, { subject: 'agent-0' }]);
  });

  it('tells an act that names nobody from none', () => {
    expect([read({ act: {} }).actors, read({}).actors]).toEqual([[], undefined]);
  });

  it('ends a chain of actors at 32', () => {
    let act: object = { sub: 'last' };
    for (let depth = 0; depth < 40; depth += 1) act = { sub: String(depth), act };
    expect(read({ act }).actors).toHaveLength(32);
  });

  it('reads authorization details and may_act', () => {
    const details = [
      { type: 't', actions: ['read'], locations: ['https://git.example'], identifier: 'repo-1', secret: 'x' },
      'no object',
    ];
    expect(read({ authorization_details: details, may_act: { sub: 'agent-7' } })).toMatchObject({
      authorizationDetails: [{ type: 't', actions: ['read'], locations: ['https://git.example'], identifier: 'repo-1' }],
      mayAct: { subject: 'agent-7' },
    });
  });

  it('keeps of sid and of the members of tctx digests only', () => {
    const claims = read({ sid: 'session', tctx: { ticker: 'MSFT', quantity: 100, legs: [{ b: 1, a: 2 }] } });
    expect(claims.sessionId).toBe(sha256Base64url('session'));
    expect(claims.transactionContext).toEqual({
      ticker: keyedDigest(digestKey, 'MSFT'),
      quantity: keyedDigest(digestKey, '100'),
      legs: keyedDigest(digestKey, '[{"a":2,"b":1}]'),
    });
    expect(JSON.stringify(claims)).not.toMatch(/MSFT|session"/);
  });

  it('keeps a member of tctx that is named __proto__', () => {
    const tctx = JSON.parse('{"__proto__":"x"}') as object;
    expect(Object.keys(read({ tctx }).transactionContext ?? {})).toEqual(['__proto__']);
  });

  it.each([
    ['the token, as hex', { arguments_sha256: sha256Hex('x') }],
    ['tctx, as base64url', { tctx: { arguments_sha256: sha256Base64url('x') } }],
  ])('finds the digest of the arguments in %s', (_where, payload) => {
    expect(read(payload).argumentsSha256).toBe(sha256Base64url('x'));
  });

  it.each([
    ['purpose', { purpose: 'release' }, undefined, ['release']],
    ['purp', { purp: ['a', 'b'] }, undefined, ['a', 'b']],
    ['the scope of a transaction token', { scope: 'trade.stocks' }, 'txntoken+jwt', ['trade.stocks']],
    ['no scope of another token', { scope: 'trade.stocks' }, 'at+jwt', undefined],
  ])('takes for purpose %s', (_name, payload, typ, purposes) => {
    expect(read(payload, typ).purposes).toEqual(purposes);
  });

  it('reads the pod and the warning time of Kubernetes', () => {
    const claims = read({ 'kubernetes.io': { pod: { name: 'p-0', uid: 'u-1' }, warnafter: 1781278437 } });
    expect(claims).toMatchObject({ podUid: 'u-1', warnAfter: 1781278437000 });
  });
});
