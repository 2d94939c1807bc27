import { describe, expect, it } from 'vitest';
import { stepNamed, TRANSFORMS } from '../../src/mapping/transforms/index.ts';
import { BadValue } from '../../src/mapping/transforms/transform.ts';

const segment = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const JWT = `${segment({ alg: 'ES256', kid: 'k1' })}.${segment({ sub: 'alice', 'x.y': 1, cnf: { jkt: 't' } })}.c2ln`;

type Example = readonly [argument: unknown, value: unknown, result: unknown];

/** What each step makes of what; `undefined` where a value does not hold what is looked for. */
const EXAMPLES: Record<string, readonly Example[]> = {
  base64: [
    [undefined, 'aMOp', 'hé'],
    [undefined, 'aGk_', 'hi?'],
    [undefined, 'not base64!', undefined],
  ],
  bearer: [
    [undefined, 'Bearer abc.def', 'abc.def'],
    [undefined, 'dpop  abc', 'abc'],
    [undefined, 'Basic YTpi', undefined],
    [undefined, 'abc', undefined],
    [undefined, 7, undefined],
  ],
  between: [
    [['user=', ';'], 'id=1;user=bob;x', 'bob'],
    [['user=', ''], 'user=bob;x', 'bob;x'],
    [['', '@'], 'bob@acme', 'bob'],
    [['user=', ';'], 'user=bob', undefined],
    [['a', 'b'], 'zzz', undefined],
  ],
  get: [
    ['a.0.b', { a: [{ b: 1 }] }, 1],
    ['a', 'text', undefined],
  ],
  hash: [['sha256', 'test', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08']],
  ip: [
    [undefined, '10.0.0.1:443', '10.0.0.1'],
    [undefined, '10.0.0.1', '10.0.0.1'],
    [undefined, '[2001:db8::1]:443', '2001:db8::1'],
    [undefined, '2001:db8::1', '2001:db8::1'],
    [undefined, 'ec2.amazonaws.com', undefined],
  ],
  item: [
    [0, ['a', 'b'], 'a'],
    [-1, ['a', 'b'], 'b'],
    [5, ['a'], undefined],
    [0, 'text', undefined],
  ],
  json: [
    [undefined, '{"a":[1]}', { a: [1] }],
    [undefined, '{broken', undefined],
    [undefined, '['.repeat(200) + ']'.repeat(200), undefined],
  ],
  jwt: [
    ['sub', JWT, 'alice'],
    ['cnf.jkt', JWT, 't'],
    ['x.y', JWT, 1],
    ['sub', segment({ sub: 'alone' }), 'alone'],
    ['sub', '{"sub":"text"}', 'text'],
    ['sub', { sub: 'object' }, 'object'],
    ['sub', 'opaque-token', undefined],
    ['sub', 'a.b.c', undefined],
  ],
  jwt_header: [
    ['kid', JWT, 'k1'],
    ['kid', 'opaque', undefined],
  ],
  key_value: [
    ['sub', 'iss=x sub="a \\"b\\"" z', 'a "b"'],
    [{ key: 'Hash', pair_separator: ';' }, 'By=spiffe://a;Hash=2c26;Subject="CN=x;y"', '2c26'],
    [{ key: 'Subject', pair_separator: ';' }, 'Hash=2c26;Subject="CN=x;y";URI=u', 'CN=x;y'],
    [{ key: 'a', pair_separator: ', ', equals: ': ' }, 'b: 1, a: 2', '2'],
    ['nope', 'a=b', undefined],
  ],
  lower: [[undefined, 'ABC', 'abc']],
  prefix: [
    ['svc/', 'a', 'svc/a'],
    ['n-', 5, 'n-5'],
    ['n-', {}, undefined],
  ],
  route: [
    [undefined, 'get /users/123/keys?x=1', 'GET /users/{}/keys'],
    [undefined, 'POST https://a.example/mcp HTTP/1.1', 'POST /mcp'],
    [undefined, '/users', undefined],
  ],
  scheme: [
    [undefined, 'Bearer abc', 'bearer'],
    [undefined, 'DPoP abc', 'dpop'],
    [undefined, 'Negotiate abc', 'other'],
    [undefined, 'abc', undefined],
  ],
  split: [
    [',', 'repo, user ,', ['repo', 'user']],
    ['|', 'a', ['a']],
  ],
  time: [
    ['rfc3339', '2026-07-12T20:28:00.123456789+02:00', '2026-07-12T18:28:00.123457Z'],
    ['rfc3339', '2026-07-12 20:28:00,5', '2026-07-12T20:28:00.500'],
    [{ unit: 'rfc3339', zone: '+02:00' }, '2026-07-12 20:28:00', '2026-07-12T20:28:00.000+02:00'],
    ['epoch_s', 1782900000, '2026-07-01T10:00:00.000Z'],
    ['epoch_s', '1782900000.412', '2026-07-01T10:00:00.412Z'],
    ['epoch_ms', 1782900000412, '2026-07-01T10:00:00.412Z'],
    ['epoch_us', '1782900000412345', '2026-07-01T10:00:00.412345Z'],
    ['epoch_ns', '1782900000412345678', '2026-07-01T10:00:00.412346Z'],
    ['clf', '[10/Oct/2026:13:55:36 +0200]', '2026-10-10T11:55:36.000Z'],
    ['clf', '09/Dec/2026:13:01:26.618', '2026-12-09T13:01:26.618'],
    ['aws', 'Jul 9, 2024, 4:41:37 PM', '2024-07-09T16:41:37.000Z'],
    ['aws', 'Jul 9, 2024, 12:00:00 AM', '2024-07-09T00:00:00.000Z'],
    ['compact', '20130715233322.670', '2013-07-15T23:33:22.670Z'],
    ['http', 'Wed, 01 Jul 2026 10:00:00 GMT', '2026-07-01T10:00:00.000Z'],
    ['epoch_ms', 'yesterday', expect.any(BadValue)],
    ['rfc3339', '2026-13-45T00:00:00Z', expect.any(BadValue)],
    ['clf', '31/Feb/2026:00:00:00 +0000', expect.any(BadValue)],
    ['aws', 'Jul 9, 2024, 13:00:00 PM', expect.any(BadValue)],
    ['epoch_s', 1e300, expect.any(BadValue)],
  ],
  trim: [[undefined, ' a ', 'a']],
  upper: [[undefined, 'post', 'POST']],
  values: [
    [{ '200': 'executed', '4??': 'failed', '403': 'denied', '*': 'unknown' }, 200, 'executed'],
    [{ '200': 'executed', '4??': 'failed', '403': 'denied', '*': 'unknown' }, '403', 'denied'],
    [{ '200': 'executed', '4??': 'failed', '403': 'denied', '*': 'unknown' }, '404', 'failed'],
    [{ ok: 'executed' }, 'constructor', undefined],
    [{ true: 'executed' }, true, 'executed'],
    [{ '*': 'x' }, { a: 1 }, undefined],
  ],
};

it('has examples of each step', () => {
  expect(Object.keys(EXAMPLES).sort()).toEqual(TRANSFORMS.map(({ id }) => id).sort());
});

describe.each(Object.entries(EXAMPLES))('%s', (name, examples) => {
  it.each(examples)('with %j makes of %j %j', (argument, value, result) => {
    expect(stepNamed(name, argument)(value)).toEqual(result);
  });

  it('never throws, whatever the value', () => {
    const argument = examples[0]?.[0];
    const hostile = [null, undefined, 0, '', [], {}, true, '\u0000', '"'.repeat(1_000), `a="${'\\'.repeat(100_000)}`, 'Bearer '];
    for (const value of hostile) stepNamed(name, argument)(value);
  });

  it('takes linear time', () => {
    const argument = examples[0]?.[0];
    const started = performance.now();
    for (const unit of ['=', '"', ' a=', 'a="', '\\"', 'Bearer ', '.', ':', '1', '/', '[', '{"a":'])
      stepNamed(name, argument)(unit.repeat(Math.ceil(1_000_000 / unit.length)));
    expect(performance.now() - started).toBeLessThan(8_000);
  });
});
