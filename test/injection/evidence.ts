import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import { INVOCATION_TYPES } from '../../src/readers/formats/invocation.ts';
import { createIssuer } from '../workspace.ts';
import { type Mark, PAYLOADS } from './marks.ts';

type Members = Record<string, unknown>;

export const ISSUER = createIssuer('https://as.example');

const FIRST = Date.parse('2026-03-18T10:00:00Z');
const timeOf = (number: number): string => new Date(FIRST + number * 60_000).toISOString();
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A token whose every claim, and the header besides `alg`, is a text of the mark. */
export const hostileToken = (mark: Mark, place: string): string => {
  const at = (name: string): string => mark(`${place}.${name}`);
  return ISSUER.token(
    {
      ...Object.fromEntries(
        ['aud', 'sub', 'client_id', 'azp', 'scope', 'jti', 'sid', 'txn', 'acr', at('name')].map((name) => [name, at(name)]),
      ),
      iat: FIRST / 1000 - 600,
      exp: FIRST / 1000 + 86_400,
      act: { sub: at('act'), act: { sub: at('act.act') } },
      cnf: { jkt: at('jkt') },
      authorization_details: [
        { type: at('type'), actions: [at('actions')], locations: [at('locations')], identifier: at('identifier') },
      ],
    },
    { kid: at('kid'), typ: at('typ'), jku: at('jku'), [at('header')]: at('header') },
  );
};

/** A value of each type that is none of text: in order, so that the record is read. */
const ORDERLY: Readonly<Record<string, (number: number) => unknown>> = {
  integer: () => 1,
  boolean: () => true,
  time: timeOf,
  tokenTime: (number) => FIRST / 1000 + number * 60 + 30,
  hash: (number) => hashOf(`hash ${number}`),
  outcome: () => 'executed',
  vantage: () => 'server',
  scheme: () => 'Bearer',
};

const fieldOf = (type: string, number: number, at: () => string): unknown => {
  if (type === 'list') return [at(), at()];
  if (type === 'object') return { [at()]: at() };
  return ORDERLY[type]?.(number) ?? at();
};

/** Fields that one record in three leaves out, so that rules about what is missing speak as well. */
const SOMETIMES = ['token', 'dpop_proof', 'token_sha256', 'cnf_jkt', 'client_cert_sha256', 'approval_id', 'token_scopes'];

const isLeftOut = (name: string, number: number): boolean =>
  SOMETIMES.includes(name) && (number + SOMETIMES.indexOf(name)) % 3 === 0;

const invocation = (number: number, mark: Mark): Members => {
  const fields = Object.entries(INVOCATION_TYPES).filter(([name]) => !isLeftOut(name, number));
  const stated = fields.map(([name, type]) => [name, fieldOf(type, number, () => mark(`${name}.${number}`))]);
  const url = `https://server.example/${mark(`http_url.${number}`)}`;
  const token = number % 2 === 0 ? { token: hostileToken(mark, `token.${number}`) } : {};
  return {
    schema: 'invocation/1',
    ...Object.fromEntries(stated),
    http_url: url,
    ...token,
    [mark(`member.${number}`)]: mark(`extra.${number}`),
  };
};

/** Native invocations whose every field of text is a mark; as many as there are payloads. */
export const invocations = (mark: Mark): Members[] => PAYLOADS.map((_, number) => invocation(number, mark));

/** A record for each field that is no text, with a mark there: rejected, with a reason that may quote it. */
export const misfits = (mark: Mark): Members[] =>
  Object.entries(INVOCATION_TYPES)
    .filter(([, type]) => ORDERLY[type] !== undefined)
    .flatMap(([name]) => PAYLOADS.map((_, number) => ({ ...plainCall(number), [name]: mark(`misfit.${name}.${number}`) })));

const plainCall = (number: number): Members => ({
  schema: 'invocation/1',
  event_time: timeOf(number),
  server_name: 's',
  tool_name: 't',
});

/** Evidence besides invocations, its every text a mark, some of it about the calls above. */
export const evidence = (calls: readonly Members[], mark: Mark): Members[] =>
  calls.flatMap((call, number) => {
    const at = (name: string): string => mark(`${name}.${number}`);
    const names = { token_issuer: at('iss'), token_jti: at('jti') };
    return [
      {
        schema: 'token/1',
        token_sha256: hashOf(`sample ${number}`),
        ...names,
        token_subject: at('sub'),
        token_client_id: at('client'),
        token_audience: [at('aud')],
        token_scopes: [at('scope')],
      },
      {
        schema: 'approval/1',
        approval_id: call['approval_id'] ?? at('approval'),
        approved_at: timeOf(0),
        approved_by: at('by'),
        server_name: at('server'),
        tool_name: at('tool'),
        principal_id: at('principal'),
      },
      { schema: 'revocation/1', revoked_at: timeOf(0), token_issuer: call['token_issuer'], token_jti: call['token_jti'] },
      { schema: 'revocation/1', revoked_at: timeOf(0), token_subject: at('revoked'), session_id: call['session_id'] },
      {
        schema: 'leak/1',
        seen_at: timeOf(0),
        token_issuer: call['token_issuer'],
        token_jti: call['token_jti'],
        location: at('location'),
      },
      {
        schema: 'introspection/1',
        token_sha256: hashOf(`sample ${number}`),
        queried_at: timeOf(0),
        answered_by: at('answerer'),
        response: { active: false, iss: at('iss'), sub: at('sub'), scope: at('scope') },
      },
    ];
  });

const cellOf = (value: unknown): string =>
  Array.isArray(value) ? value.join(' ') : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** The same as CSV. */
export const asCsv = (calls: readonly Members[]): string => {
  const columns = Object.keys(INVOCATION_TYPES);
  return stringify([
    columns,
    ...calls.map((call) => columns.map((name) => (call[name] === undefined ? '' : cellOf(call[name])))),
  ]);
};

const text = (calls: readonly Members[], name: string): string[] => calls.map((call) => String(call[name]));

/** A policy about these calls, its every text a mark, and with exceptions for some of what they do. */
export const policyFor = (calls: readonly Members[], mark: Mark): object => {
  const servers = text(calls, 'server_name');
  const tool = (number: number): object => ({
    scopes: [mark(`p.scope.${number}`)],
    acr: [mark(`p.acr.${number}`)],
    purpose: [mark(`p.purpose.${number}`)],
    ...(number % 2 === 0 ? { approval: 'required', delegation: 'required' } : {}),
  });
  return {
    schema: 'bindcheck.policy/1',
    issuers: [{ issuer: ISSUER.issuer, jwks: 'as.json' }],
    servers: servers.slice(0, -10).map((id, number) => ({
      id,
      resource: [mark(`p.resource.${number}`)],
      binding: 'dpop',
      tools: { [String(calls[number]?.['tool_name'])]: tool(number) },
    })),
    scopes: { broad: [mark('p.broad')] },
    exceptions: servers.slice(0, 10).map((server_name, number) => ({
      rule: 'audience/mismatch',
      match: { server_name },
      reason: mark(`p.reason.${number}`),
      owner: mark(`p.owner.${number}`),
      expires: '2026-12-31',
      accept_risk: true,
    })),
  };
};

const FIXTURES = new URL('../../fixtures/formats/', import.meta.url);

/** Copies of a value with one string in it, or the name of one member, changed; one for each. */
function* mutants(value: unknown, change: (text: string) => string): Generator<unknown> {
  if (typeof value === 'string') yield change(value);
  else if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) for (const other of mutants(each, change)) yield value.with(index, other);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value))
      for (const other of mutants(member, change)) yield { ...value, [name]: other };
    yield { ...value, [change('')]: change('') };
  }
}

const valuesIn = (content: string): unknown[] | undefined => {
  try {
    return [JSON.parse(content)];
  } catch {
    const lines = content.split('\n').filter((line) => line !== '');
    return lines.every((line) => line.startsWith('{')) ? lines.map((line) => JSON.parse(line)) : undefined;
  }
};

/** Lines of text with a mark at their end, in their middle, and in place of what stands behind each `=`. */
const lineMutants = (line: string, mark: Mark, place: string): string[] => [
  `${line} ${mark(place)}`,
  line.slice(0, line.length / 2) + mark(place) + line.slice(line.length / 2),
  line.replace(/=[^\s"]+/g, () => `=${mark(place).replace(/\s/g, '')}`),
];

/** Records of every format that a sample shows, as lines of one file: each time one of their texts holds a mark. */
export const marked = (format: string, mark: Mark): string =>
  readdirSync(new URL(`${format}/`, FIXTURES))
    .filter((name) => name.startsWith('sample.'))
    .flatMap((name) => {
      const content = readFileSync(new URL(`${format}/${name}`, FIXTURES), 'utf8');
      let number = 0;
      const change = (given: string): string => given + mark(`${format}.${number++}`);
      const values = valuesIn(content)?.slice(0, 12);
      if (values) return values.flatMap((value) => [...mutants(value, change)].map((each) => JSON.stringify(each)));
      return content
        .split('\n')
        .slice(0, 40)
        .flatMap((line) => [line, ...lineMutants(line, mark, format)]);
    })
    .join('\n');
