import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/model/errors.ts';
import { readPolicy } from '../../src/policy/load.ts';
import { refusalOf } from './refusal.ts';

const server = (members: string) => `servers:\n  - id: a\n    ${members}\n`;
const issuer = (members: string) => `issuers:\n  - issuer: https://as.example\n    ${members}\n`;
const exception = (members: string) => `exceptions:\n  - ${members}\n`;
const GOOD = 'match: { server_name: a }, reason: r, expires: 2026-12-31';

const DURATION = 'a duration such as 500ms, 60s, 5m, 1h or 1d, or a number of seconds';
const DATE = 'a date such as 2026-12-31 (UTC), or an RFC 3339 time with a zone such as 2026-12-31T18:00:00Z';

describe('the form of a policy', () => {
  it.each([
    ['clock_skw: 60s', '1:1: unknown key `clock_skw`, did you mean `clock_skew`?'],
    [server('bindng: dpop'), '3:5: servers[0]: unknown key `bindng`, did you mean `binding`?'],
    [
      server('tools: { repo.write: { scope: [x] } }'),
      '3:28: servers[0].tools.repo.write: unknown key `scope`, did you mean `scopes`?',
    ],
    [server('binding: dpopp'), '3:14: servers[0].binding: `dpopp` is not known here, did you mean `dpop`?'],
    [
      server('binding: certificate'),
      '3:14: servers[0].binding: `certificate` is not known here, expected one of `dpop`, `mtls`, `any`, `none`',
    ],
    [server('token: 1'), '3:12: servers[0].token: found a number, expected one of `required`, `optional`, `none`'],
    [issuer('profile: rfc9086'), '3:14: issuers[0].profile: `rfc9086` is not known here, did you mean `rfc9068`?'],
    [issuer('algorithms: [ES256, es384]'), '3:25: issuers[0].algorithms[1]: `es384` is not known here, did you mean `ES384`?'],
    ['schema: bindcheck.policy/2', '1:9: schema: `bindcheck.policy/2` is not known here, did you mean `bindcheck.policy/1`?'],
    ['clock_skew: 60x', `1:13: clock_skew: \`60x\` is not valid, expected ${DURATION}`],
    ['clock_skew: -1', `1:13: clock_skew: \`-1\` is not valid, expected ${DURATION}`],
    ['clock_skew: [60s]', `1:13: clock_skew: found a list, expected ${DURATION}`],
    ['clock_skew: 999999999999999d', '1:13: `999999999999999d` is too long, expected a duration such as 60s or 1h'],
    [
      server('resource: https://a.example'),
      '3:15: servers[0].resource: found text, expected a list; write `[https://a.example]`',
    ],
    ['servers: [{ id: 7 }]', '1:17: servers[0].id: found a number, expected text; put it in quotes'],
    ['servers: [{ id: "" }]', '1:17: servers[0].id: this is empty, expected text'],
    ['servers: [{ token: none }]', '1:11: servers[0]: `id` is missing, expected here: Its name, as the logs give it.'],
    ['servers:', '1:9: servers: found nothing, expected a list'],
    ['delegation: { max_depth: 1.5 }', '1:26: delegation.max_depth: found a number, expected a whole number from 0 on'],
    [
      'delegation: { actors: [{ subjects: [a] }] }',
      '1:24: delegation.actors[0]: `actor` is missing, expected here: The agent, as `act.sub` of a token names it.',
    ],
    [
      'tokens: { single_use: [{}] }',
      '1:24: tokens.single_use[0]: this is empty, expected a mapping with `issuer`, `type` or both',
    ],
    [
      'replay: { context: [planet] }',
      expect.stringContaining('1:21: replay.context[0]: `planet` is not known here, expected one of `client_cert_sha256`'),
    ],
    ['replay: { context: [sourceip] }', '1:21: replay.context[0]: `sourceip` is not known here, did you mean `source_ip`?'],
    [server('tools: { "": {} }'), '3:14: servers[0].tools: an empty name, expected the name of a tool or a glob'],
    [
      server('tools: { x: { approval: needed } }'),
      '3:29: servers[0].tools.x.approval: `needed` is not valid, expected `required`, or {required: true, max_age: 15m}',
    ],
    [
      server('urls: [git.acme.example/mcp]'),
      '3:12: servers[0].urls[0]: `git.acme.example/mcp` is not valid, expected an absolute http or https URL',
    ],
    [server('urls: ["https://:1"]'), '3:12: `https://:1` is no URL, expected an absolute http or https URL'],
    ['', '1:1: found nothing, expected a policy of bindcheck, a mapping of keys to values'],
    ['[]', '1:1: found a list, expected a policy of bindcheck, a mapping of keys to values'],
  ])('%j is refused', (text, message) => {
    expect(refusalOf(text)).toEqual([message]);
  });

  it.each([
    [exception(`{ ${GOOD} }`), '2:5: exceptions[0]: `rule` is missing, expected here: Id of the rule, or a glob of * and ?.'],
    [
      exception('{ rule: a/b, match: {}, reason: r, expires: 2026-12-31 }'),
      '2:25: exceptions[0].match: this is empty, expected a mapping with at least one field, such as server_name',
    ],
    [
      exception('{ rule: a/b, match: { server: a }, reason: r, expires: 2026-12-31 }'),
      expect.stringContaining('2:27: exceptions[0].match: unknown key `server`'),
    ],
    [
      exception('{ rule: a/b, match: { tool_name: a }, reason: " ", expires: 2026-12-31 }'),
      '2:51: exceptions[0].reason: ` ` is not valid, expected a reason in words',
    ],
    [
      exception('{ rule: a/b, match: { tool_name: a }, reason: r, expires: soon }'),
      `2:63: exceptions[0].expires: \`soon\` is not valid, expected ${DATE}`,
    ],
    [
      exception('{ rule: a/b, match: { tool_name: a }, reason: r, expires: 2026-02-30 }'),
      '2:63: `2026-02-30` is no date of the calendar, expected one such as 2026-12-31',
    ],
    [
      exception('{ rule: a/b, match: { tool_name: a }, reason: r }'),
      '2:5: exceptions[0]: `expires` is missing, expected here: Last day on which it is accepted.',
    ],
  ])('%j is refused', (text, message) => {
    expect(refusalOf(text)).toEqual([message]);
  });
});

describe('the syntax of a policy', () => {
  it.each([
    ['clock_skew: 1s\nclock_skew: 2s', '2:1: this key is there twice, expected each key once'],
    ['{"clock_skew": 1,\n "clock\\u005fskew": 2}', '2:2: this key is there twice, expected each key once'],
    ['clock_skew: !!binary MXM=', '1:13: this tag is not supported, expected a plain value without `!`'],
    ['clock_skew: !env SKEW', '1:13: this tag is not supported, expected a plain value without `!`'],
    ['a: 1\n---\nb: 2', '2:1: a second document begins here, expected one'],
    ['? [a]\n: b', '1:3: this key is no text, expected text'],
    ['servers: *nobody', '1:10: this alias names no anchor before it, expected one that does'],
    ['servers: "x', '1:12: this is neither YAML 1.2 nor JSON: Missing closing "quote'],
  ])('%j is refused', (text, message) => {
    expect(refusalOf(text)).toContain(message);
  });

  it('has no merge keys', () => {
    expect(refusalOf('base: &b { id: a }\nservers: [{ <<: *b }]')).toContain(
      '2:11: servers[0]: `id` is missing, expected here: Its name, as the logs give it.',
    );
  });

  it('tells one error of syntax, not its consequences', () => {
    expect(refusalOf('issuers: []\n  - jwks: []\n  - x: y')).toHaveLength(1);
  });
});

describe('the files of a policy', () => {
  it.each([
    ['/etc/keys.json', 'is absolute, expected a path relative to the folder of the policy'],
    ['../keys.json', 'leaves the folder of the policy, expected a file below it'],
    ['keys/../../other/keys.json', 'leaves the folder of the policy, expected a file below it'],
    ['https://as.example/jwks', 'is a URL, expected a file: keys are never fetched, save the key set beside the policy'],
    ['C:/keys.json', 'is not portable, expected a path with `/` between folders'],
    ['..\\keys.json', 'is not portable, expected a path with `/` between folders'],
  ])('%s is refused', (path, message) => {
    expect(refusalOf(issuer(`jwks: '${path}'`))).toEqual([`3:11: \`${path}\` ${message}`]);
    expect(refusalOf(issuer(`jwks: [{ path: '${path}' }]`))).toEqual([`3:20: \`${path}\` ${message}`]);
  });

  it.each([
    ['{ path: k, from: 2026-01-01, until: 2026-01-01 }', '3:48: `until` `2026-01-01` is not after `from`, expected a later time'],
    [
      '{ path: k, from: "2026-01-01T00:00:00" }',
      `3:29: issuers[0].jwks[0].from: \`2026-01-01T00:00:00\` is not valid, expected ${DATE}`,
    ],
    ['{ path: k, until: 2026-13-01 }', '3:30: `2026-13-01` is no date of the calendar, expected one such as 2026-12-31'],
    [
      '{ from: 2026-01-01 }',
      '3:12: issuers[0].jwks[0]: `path` is missing, expected here: The file, below the folder of the policy.',
    ],
  ])('the snapshot %s is refused', (snapshot, message) => {
    expect(refusalOf(issuer(`jwks: [${snapshot}]`))).toEqual([message]);
  });
});

describe('the names in a policy', () => {
  const rules = [
    { id: 'token/expired', baselineable: true },
    { id: 'token/malformed', baselineable: true },
    { id: 'replay/proof-reused', baselineable: false },
  ];
  const context = { rules, frameworks: ['owasp-nhi-2025', 'cwe'] };

  it.each([
    ['issuers: [{ issuer: x }, { issuer: x }]', '1:36: issuer `x` is there twice, expected each once'],
    ['servers: [{ id: a }, { id: b }, { id: a }]', '1:39: server `a` is there twice, expected each once'],
    [
      'issuers: [{ issuer: https://as.example }]\nservers: [{ id: a, issuers: [https://as.exmaple] }]',
      '2:30: issuer `https://as.exmaple` is not configured under `issuers`, did you mean `https://as.example`?',
    ],
    ['servers: [{ id: a, issuers: [x] }]', '1:30: issuer `x` is not configured under `issuers`, expected one that is'],
    ['identities: [{ id: a, also: [b, b, a] }, { id: c, also: [b] }]', '1:58: the name `b` is there twice, expected each once'],
    ['frameworks: [cwe, owasp-nhi-2024]', '1:19: framework `owasp-nhi-2024` is not known, did you mean `owasp-nhi-2025`?'],
    ['frameworks: [soc2]', '1:14: framework `soc2` is not known, expected one of `owasp-nhi-2025`, `cwe`'],
    [exception(`{ rule: token/expird, ${GOOD} }`), '2:13: `token/expird` matches no rule, did you mean `token/expired`?'],
    [
      exception(`{ rule: "scope/*", ${GOOD} }`),
      '2:13: `scope/*` matches no rule, expected an id that `bindcheck rules` lists, or a glob',
    ],
    [
      exception(`{ rule: "*", ${GOOD}, accept_risk: false }`),
      '2:13: `*` covers `replay/proof-reused`, whose findings show abuse, expected `accept_risk: true` beside it',
    ],
  ])('%j is refused', (text, message) => {
    expect(refusalOf(text, context)).toEqual([message]);
  });

  it.each([
    exception(`{ rule: "token/*", ${GOOD} }`),
    exception(`{ rule: replay/proof-reused, ${GOOD}, accept_risk: true }`),
    'frameworks: [cwe]',
  ])('%j is accepted', (text) => {
    expect(refusalOf(text, context)).toEqual([]);
  });

  it('are not checked against what the caller does not know', () => {
    expect(refusalOf(`frameworks: [soc2]\n${exception(`{ rule: x/y, ${GOOD} }`)}`)).toEqual([]);
  });
});

describe('the error', () => {
  it('lists ten problems in the order of their lines, counts the rest, and says where the format is described', () => {
    const text = Array.from({ length: 12 }, (_, index) => `x${index}: 1`).join('\n');
    expect(() => readPolicy(text, 'p.yaml')).toThrow(UsageError);
    const lines = refusalOf(text);
    expect(lines).toHaveLength(11);
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      ...Array.from({ length: 10 }, (_, index) => String(index + 1)),
      'and 2 more',
    ]);
    expect(() => readPolicy(text, 'p.yaml')).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('policy.schema.json') }),
    );
  });

  it('names the file as the user wrote it', () => {
    expect(() => readPolicy('a: 1', './conf/p.yaml')).toThrow(/^\.\/conf\/p\.yaml:1:1: unknown key `a`/);
  });
});
