import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { base64url, jwkOf, signSegments, signTexts, signToken } from '../tokens/signer.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';
import { malleable, PSYCHIC, publicForms, unsigned, withExponentOne, withIdleBits, withSecret, withSignature } from './forge.ts';
import { type Audited, auditRecords, claims, failsOf, ISSUER, KEYS, type KeySet, NOW, PUBLISHED, record } from './scene.ts';

const TYPE = { typ: 'at+jwt' };
const EVIL = 'https://evil.example/keys';

const honest = (more: object = {}): string => signToken({ ...TYPE, kid: 'ec', ...more }, claims(), KEYS.ec);
const byMallory = (header: object): string => signToken({ ...TYPE, ...header }, claims(), KEYS.mallory);
const headed = (header: string): string => signTexts(header, JSON.stringify(claims()), KEYS.ec);
const nobody = (header: object, signature = 'c2ln'): string => unsigned({ ...TYPE, ...header }, claims(), signature);
const publishedAs = (kid: string): object => PUBLISHED.find((key) => key['kid'] === kid) ?? {};

const UNSIGNED = ['signature/alg-not-allowed', 'signature/invalid', 'signature/unsecured'];
const CONFUSED = ['signature/alg-confusion', 'signature/alg-not-allowed', 'signature/symmetric'];

/** What an attack must give: the rules that fail, and what is not evaluable of those that would have caught it otherwise. */
interface Expected {
  readonly fails: readonly string[];
  /** Where all that is known of the keys is an undated set; default: the same. */
  readonly undated?: readonly string[];
  readonly reasons?: Readonly<Record<string, string>>;
}

type Attack = readonly [name: string, token: string, expected: Expected];

const UNREAD = { 'signature/invalid': 'key-snapshot-out-of-range' };
const UNSUPPORTED = { 'signature/invalid': 'unsupported-alg' };

const NONE: readonly Attack[] = [
  ...['none', 'None', 'NONE', 'nOnE'].flatMap((alg): Attack[] => [
    [`alg ${alg}`, nobody({ alg }, ''), { fails: UNSIGNED }],
    [`alg ${alg} with a signature`, nobody({ alg, kid: 'ec' }), { fails: UNSIGNED }],
    [`alg ${alg} with a signature of the issuer`, honest({ alg }), { fails: UNSIGNED }],
  ]),
  ['no signature', honest().replace(/[^.]*$/, ''), { fails: UNSIGNED.slice(1) }],
  ['two segments', honest().split('.').slice(0, 2).join('.'), { fails: [...UNSIGNED.slice(1), 'token/malformed'] }],
  ...['none ', 'none\0', 'n\u00F6ne', 'es256', 'ES999', 'RS1', 'constructor', '__proto__', 'ES256,none'].map(
    (alg): Attack => [
      `alg ${JSON.stringify(alg)}, which is none`,
      nobody({ alg, kid: 'ec' }),
      { fails: ['signature/alg-not-allowed'], reasons: UNSUPPORTED },
    ],
  ),
  ['an empty alg', nobody({ alg: '' }), { fails: ['signature/alg-not-allowed', 'token/malformed'] }],
  ...[['none'], null, true, { name: 'none' }].map(
    (alg): Attack => [
      `alg ${JSON.stringify(alg)}`,
      nobody({ alg, kid: 'ec' }),
      { fails: ['signature/invalid', 'token/malformed'] },
    ],
  ),
];

const confused = (kid: string, pair: (typeof KEYS)['ec']): Attack[] =>
  publicForms(pair, publishedAs(kid)).map(([name, secret]) => [
    `HS256 with the ${name} of ${kid}`,
    withSecret(secret, { alg: 'HS256', ...TYPE, kid }, claims()),
    { fails: CONFUSED, reasons: { 'signature/invalid': 'hmac-secret-unavailable' } },
  ]);

const CONFUSION = [...confused('rsa', KEYS.rsa), ...confused('ec', KEYS.ec), ...confused('ed', KEYS.ed)];

const SECRETS: readonly Attack[] = [
  ['HS256 with another secret', withSecret('x', { alg: 'HS256', ...TYPE }, claims()), { fails: CONFUSED }],
  ['HS256 with an empty secret', withSecret('', { alg: 'HS256', ...TYPE }, claims()), { fails: CONFUSED }],
  [
    'HS256 with the secret in its own header',
    withSecret('secret', { alg: 'HS256', ...TYPE, jwk: { kty: 'oct', k: base64url('secret') } }, claims()),
    { fails: CONFUSED },
  ],
  ['hs256', withSecret('x', { alg: 'hs256', ...TYPE }, claims()), { fails: CONFUSED }],
];

const CARRIED: readonly Attack[] = [
  [
    'an embedded jwk',
    byMallory({ jwk: jwkOf(KEYS.mallory) }),
    { fails: ['signature/embedded-key', 'signature/invalid'], undated: ['signature/embedded-key'] },
  ],
  [
    'an embedded jwk under the kid of the issuer',
    byMallory({ kid: 'ec', jwk: jwkOf(KEYS.mallory, { kid: 'ec' }) }),
    { fails: ['signature/embedded-key', 'signature/invalid'] },
  ],
  [
    'an embedded jwk under a kid of its own',
    byMallory({ kid: 'mine', jwk: jwkOf(KEYS.mallory) }),
    { fails: ['signature/embedded-key', 'signature/unknown-kid'], undated: ['signature/embedded-key'], reasons: UNREAD },
  ],
  [
    'an embedded private jwk',
    byMallory({ kid: 'ec', jwk: KEYS.mallory.privateKey.export({ format: 'jwk' }) }),
    { fails: ['signature/embedded-key', 'signature/invalid'] },
  ],
  ...(['jku', 'x5u'] as const).flatMap((member): Attack[] => [
    [`${member} under the kid of the issuer`, byMallory({ kid: 'ec', [member]: EVIL }), { fails: ['signature/invalid'] }],
    [
      `${member} under a kid of its own`,
      byMallory({ kid: 'mine', [member]: EVIL }),
      { fails: ['signature/unknown-kid'], undated: [], reasons: UNREAD },
    ],
    [`${member} without a kid`, byMallory({ [member]: EVIL }), { fails: ['signature/invalid'], undated: [] }],
  ]),
  ['x5c that is no certificate', byMallory({ kid: 'ec', x5c: ['AAAA'] }), { fails: ['signature/invalid'] }],
];

const HOSTILE_KIDS = [
  '../../../../dev/null',
  '/proc/sys/kernel/randomize_va_space',
  'file:///dev/null',
  EVIL,
  "x' UNION SELECT 'secret' --",
  '"; DROP TABLE tokens; --',
  '$(id)',
  '__proto__',
  'constructor',
  'toString',
  'ec\0',
  'EC',
  ' ec',
  '',
  'a'.repeat(5000),
];

const KIDS: readonly Attack[] = HOSTILE_KIDS.map((kid) => [
  `kid ${JSON.stringify(kid.slice(0, 40))}`,
  byMallory({ kid }),
  { fails: ['signature/unknown-kid'], undated: [], reasons: UNREAD },
]);

const FORGED: readonly Attack[] = [
  ...Object.entries(PSYCHIC).map(
    ([name, signature]): Attack => [name, withSignature(honest(), signature), { fails: ['signature/invalid'] }],
  ),
  ['another key under its kid', byMallory({ kid: 'ec' }), { fails: ['signature/invalid'] }],
  ['another key under a kid that two keys have', byMallory({ kid: 'twin' }), { fails: ['signature/invalid'] }],
  ['another key without a kid', byMallory({}), { fails: ['signature/invalid'], undated: [], reasons: {} }],
  [
    'other claims under the signature',
    honest().replace(/\.[^.]*\./, `.${base64url(JSON.stringify(claims({ sub: 'bob' })))}.`),
    { fails: ['signature/invalid'] },
  ],
  [
    'a key of another issuer',
    signToken({ ...TYPE, kid: 'partner' }, claims(), KEYS.partner),
    { fails: ['signature/foreign-key', 'signature/unknown-kid'], undated: ['signature/foreign-key'], reasons: UNREAD },
  ],
  [
    'a key of another issuer under the kid of this one',
    signToken({ ...TYPE, kid: 'ec' }, claims(), KEYS.partner),
    { fails: ['signature/foreign-key', 'signature/invalid'] },
  ],
];

const KEY_FAULTS: readonly Attack[] = [
  [
    'ES256 with a key on P-384',
    signTexts(JSON.stringify({ alg: 'ES256', ...TYPE, kid: 'p384' }), JSON.stringify(claims()), KEYS.p384),
    { fails: ['signature/invalid'] },
  ],
  [
    'ES256 with an RSA key',
    signTexts(JSON.stringify({ alg: 'ES256', ...TYPE, kid: 'rsa' }), JSON.stringify(claims()), KEYS.rsa, 'RS256'),
    { fails: ['signature/invalid'] },
  ],
  [
    'PS256 over a signature of RS256',
    signTexts(JSON.stringify({ alg: 'PS256', ...TYPE, kid: 'rsa' }), JSON.stringify(claims()), KEYS.rsa, 'RS256'),
    { fails: ['signature/invalid'] },
  ],
  [
    'a key for encryption',
    signToken({ ...TYPE, kid: 'encryption' }, claims(), KEYS.encryption),
    { fails: ['signature/invalid'] },
  ],
  ['a key that only derives', signToken({ ...TYPE, kid: 'deriving' }, claims(), KEYS.deriving), { fails: ['signature/invalid'] }],
  ['a key for another alg', signToken({ ...TYPE, kid: 'es384only' }, claims(), KEYS.es384only), { fails: ['signature/invalid'] }],
  [
    'a key with the exponent 1',
    withExponentOne({ alg: 'RS256', ...TYPE, kid: 'one' }, claims()),
    { fails: ['signature/invalid'] },
  ],
  ['a published key that cannot be read', nobody({ alg: 'RS256', kid: 'later' }), { fails: [], reasons: UNSUPPORTED }],
];

const FORM: readonly Attack[] = [
  ...(
    [
      ['unknown', { crit: ['x'], x: 1 }],
      ['empty', { crit: [] }],
      ['a string', { crit: 'exp', exp: 1 }],
      ['null', { crit: null }],
      ['naming what is registered', { crit: ['alg'] }],
      ['naming what is not there', { crit: ['x'] }],
      ['naming what is inherited', { crit: ['toString'] }],
      ['naming a claim', { crit: ['exp'] }],
      ['of numbers', { crit: [1], 1: 1 }],
    ] as const
  ).map(([name, more]): Attack => [`crit ${name}`, honest(more), { fails: ['token/malformed'] }]),
  ['b64 false', honest({ b64: false }), { fails: ['token/malformed'] }],
  ['b64 false in crit', honest({ b64: false, crit: ['b64'] }), { fails: ['token/malformed'] }],
  [
    'alg twice, none first',
    headed('{"alg":"none","alg":"ES256","typ":"at+jwt","kid":"ec"}'),
    { fails: ['token/parser-differential'] },
  ],
  [
    'alg twice, none last',
    headed('{"alg":"ES256","typ":"at+jwt","kid":"ec","\\u0061lg":"none"}'),
    { fails: [...UNSIGNED, 'token/parser-differential'] },
  ],
  ['kid twice', headed('{"alg":"ES256","typ":"at+jwt","kid":"mine","kid":"ec"}'), { fails: ['token/parser-differential'] }],
  ['idle bits', withIdleBits(honest()), { fails: ['token/parser-differential'] }],
  ['padding', `${honest()}==`, { fails: ['token/malformed', 'token/parser-differential'] }],
  [
    'the plain alphabet of Base64',
    signSegments(
      Buffer.from(JSON.stringify({ alg: 'ES256', ...TYPE, kid: 'ec', note: '\u00FB\u00FF\u00FE???>>>' })).toString('base64'),
      base64url(JSON.stringify(claims())),
      KEYS.ec,
    ).replaceAll('=', ''),
    { fails: ['token/malformed'] },
  ],
  [
    'a nested token',
    signTexts(JSON.stringify({ alg: 'ES256', ...TYPE, kid: 'ec', cty: 'JWT' }), honest(), KEYS.ec),
    { fails: ['token/malformed'], reasons: { 'signature/invalid': 'no-key-snapshot' } },
  ],
  [
    'JSON serialization',
    JSON.stringify({ payload: base64url(JSON.stringify(claims())), protected: base64url('{"alg":"none"}'), signature: '' }),
    { fails: ['token/malformed'] },
  ],
  ['five segments without enc', `${honest()}.AAAA.AAAA`, { fails: ['token/malformed'] }],
  ['seven segments', `${honest()}.AAAA.AAAA.AAAA.AAAA`, { fails: ['token/malformed'] }],
  [
    'three segments with enc',
    unsigned({ alg: 'none', enc: 'A128GCM' }, claims()),
    { fails: ['signature/alg-not-allowed', 'signature/invalid', 'signature/unsecured'] },
  ],
  ['a DPoP proof as token', signToken({ kid: 'ec', typ: 'dpop+jwt' }, claims(), KEYS.ec), { fails: ['token/wrong-kind'] }],
];

const ENCRYPTED = Object.fromEntries(
  ['token/malformed', 'signature/invalid', 'signature/unknown-kid'].map((rule) => [rule, 'encrypted-token']),
);
const OVERSIZE = Object.fromEntries(
  ['token/malformed', 'signature/invalid', 'signature/unsecured'].map((rule) => [rule, 'limit-exceeded']),
);

const SHAPES: readonly Attack[] = [
  ...['dir', 'none', 'RSA-OAEP'].map(
    (alg): Attack => [
      `JWE with alg ${alg}`,
      `${base64url(JSON.stringify({ alg, enc: 'A128GCM', kid: 'ec' }))}.AAAA.AAAA.AAAA.AAAA`,
      { fails: [], reasons: ENCRYPTED },
    ],
  ),
  ['a header of 60 KB', honest({ note: 'x'.repeat(60_000) }), { fails: [], reasons: OVERSIZE }],
  ['a header of 1 MB', honest({ note: 'x'.repeat(1_000_000) }), { fails: [], reasons: OVERSIZE }],
  ['a header 40 deep', honest({ note: JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`) }), { fails: [], reasons: OVERSIZE }],
];

const ATTACKS: readonly Attack[] = [
  ...NONE,
  ...CONFUSION,
  ...SECRETS,
  ...CARRIED,
  ...KIDS,
  ...FORGED,
  ...KEY_FAULTS,
  ...FORM,
  ...SHAPES,
];

/** What is out of the ordinary and no attack: all that fails, breaking nothing. */
const HARMLESS: readonly Attack[] = [
  ['an ordinary token', honest(), { fails: [] }],
  ['ES384', signToken({ ...TYPE, kid: 'p384' }, claims(), KEYS.p384, 'ES384'), { fails: [] }],
  ['RS256', signToken({ ...TYPE, kid: 'rsa' }, claims(), KEYS.rsa, 'RS256'), { fails: [] }],
  ['EdDSA', signToken({ ...TYPE, kid: 'ed' }, claims(), KEYS.ed, 'EdDSA'), { fails: [] }],
  ['no kid', signToken(TYPE, claims(), KEYS.ec), { fails: [] }],
  ['the first key of a kid that two have', signToken({ ...TYPE, kid: 'twin' }, claims(), KEYS.twinA), { fails: [] }],
  ['the second key of a kid that two have', signToken({ ...TYPE, kid: 'twin' }, claims(), KEYS.twinB), { fails: [] }],
  ['jku and x5u beside the key of the issuer', honest({ jku: EVIL, x5u: EVIL }), { fails: [] }],
  ['an embedded key of another beside the signature of the issuer', honest({ jwk: jwkOf(KEYS.mallory) }), { fails: [] }],
  [
    'an RSA key of 1024 bits',
    signToken({ ...TYPE, kid: 'short' }, claims(), KEYS.short, 'RS256'),
    { fails: ['signature/weak-key'] },
  ],
  ['(r, n - s) alone', malleable(honest()), { fails: [] }],
];

let place: Workspace;
const audits = new Map<KeySet, Audited>();

beforeAll(async () => {
  place = createWorkspace();
  const records = [...ATTACKS, ...HARMLESS].map(([name, token]) => record(name, { token }));
  for (const keySet of ['complete', 'undated', 'none'] as const) audits.set(keySet, await auditRecords(place, records, keySet));
});

afterAll(() => place.remove());

const lineOf = (keySet: KeySet, name: string) => audits.get(keySet)?.lines.get(name);

it('every attack has a name of its own and is read', () => {
  const names = [...ATTACKS, ...HARMLESS].map(([name]) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { lines, report } of audits.values()) {
    expect(lines.size).toBe(names.length);
    expect(report.sources.map(({ rejected, ignored }) => [rejected, ignored])).toEqual([[0, 0]]);
  }
});

describe('a token that was executed, audited with all keys of its issuer', () => {
  it.each(ATTACKS)('%s', (name, _token, { fails, reasons = {} }) => {
    const line = lineOf('complete', name);
    expect(failsOf(line)).toEqual([...fails].sort());
    expect(line?.binding).toBe(fails.length > 0 ? 'unbound' : 'unproven');
    for (const [rule, reason] of Object.entries(reasons)) expect(line?.rules[rule]).toBe(`not-evaluable:${reason}`);
  });

  it.each(HARMLESS)('%s is no attack', (name, _token, { fails }) => {
    const line = lineOf('complete', name);
    expect([line?.binding, line?.rules['signature/invalid'], failsOf(line)]).toEqual(['bound', 'pass', fails]);
  });
});

describe('with keys of which nobody says that they are all', () => {
  it.each(ATTACKS)('%s', (name, _token, { fails, undated = fails }) => {
    const known = failsOf(lineOf('undated', name));
    expect(known.filter((rule) => rule !== 'signature/invalid')).toEqual(
      [...undated].filter((rule) => rule !== 'signature/invalid').sort(),
    );
    expect(lineOf('undated', name)?.binding).not.toBe('bound');
  });
});

describe('without any key', () => {
  it.each([...ATTACKS, ...HARMLESS])('%s is never proven', (name) => {
    const line = lineOf('none', name);
    expect(line?.binding).not.toBe('bound');
    expect(line?.rules['signature/invalid']).not.toBe('pass');
  });
});

it.each(CONFUSION)('%s: the finding says that a published key was the secret', async (name, token) => {
  const { report } = await auditRecords(place, [record(name, { token })]);
  const finding = report.findings.find(({ rule }) => rule === 'signature/alg-confusion');
  expect(finding?.evidence.map(({ observed }) => observed)).toEqual([
    'alg is HS256, and a published key verifies it as the secret',
  ]);
});

describe('one token in two encodings', () => {
  const once = { tokens: { single_use: [{ issuer: ISSUER, type: 'at+jwt' }] } };

  it.each([
    ['(r, n - s)', malleable],
    ['idle bits', withIdleBits],
    ['padding', (token: string) => `${token}==`],
    ['a signature cut off', (token: string) => token.replace(/[^.]*$/, '')],
  ] as const)('%s does not hide that it was used twice', async (_name, vary) => {
    for (const more of [{}, { jti: undefined }]) {
      const token = signToken({ ...TYPE, kid: 'ec' }, claims(more), KEYS.ec);
      const records = [record('first', { token, agent_id: 'a' }), record('second', { token: vary(token), agent_id: 'b' })];
      const { lines } = await auditRecords(place, records, 'complete', once);
      for (const id of ['first', 'second'])
        expect(failsOf(lines.get(id))).toEqual(
          expect.arrayContaining(['replay/encoding-variant', 'replay/bearer-context', 'replay/single-use-token']),
        );
    }
  });
});

describe('a token that leaked, or was revoked, used in another encoding', () => {
  const TIME = new Date((NOW - 30) * 1000).toISOString();
  const EVIDENCE = [
    ['exposure/leaked-token-used', (token: string) => ({ schema: 'leak/1', seen_at: TIME, token, location: 'a.txt' })],
    ['revocation/used-after-revocation', (token: string) => ({ schema: 'revocation/1', revoked_at: TIME, token })],
  ] as const;

  it.each(EVIDENCE)('%s', async (rule, evidenceOf) => {
    const token = signToken({ ...TYPE, kid: 'ec' }, claims({ jti: undefined }), KEYS.ec);
    const other = signToken({ ...TYPE, kid: 'ec' }, claims(), KEYS.ec);
    const { lines } = await auditRecords(place, [
      evidenceOf(token),
      record('same', { token }),
      record('malleable', { token: malleable(token) }),
      record('idle bits', { token: withIdleBits(token) }),
      record('another', { token: other }),
    ]);
    expect(['same', 'malleable', 'idle bits', 'another'].map((id) => lines.get(id)?.rules[rule])).toEqual([
      'fail',
      'fail',
      'fail',
      'pass',
    ]);
  });
});
