import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { TIME_UNITS } from '../../src/lib/log-time.ts';
import { readMapping } from '../../src/mapping/load.ts';
import { TRANSFORMS } from '../../src/mapping/transforms/index.ts';
import { UsageError } from '../../src/model/errors.ts';
import { INVOCATION_TYPES } from '../../src/readers/formats/invocation.ts';
import { invocationsOf, type Read, readBytes, record } from '../readers/reading.ts';

const schema = JSON.parse(readFileSync(new URL('../../src/mapping/map.schema.json', import.meta.url), 'utf8'));

const HEAD = 'schema: bindcheck.map/1\nname: app\n';
const map = (rest: string) => readMapping(`${HEAD}${rest}`, 'm.yaml');
const read = (rest: string, text: string): Promise<Read> => readBytes(text, 65_536, undefined, [map(rest)]);
const fieldsOf = async (rest: string, line: object): Promise<Record<string, unknown>> => {
  const [draft] = invocationsOf(await read(rest, `${JSON.stringify(line)}\n`));
  return { ...draft?.fields, token: draft?.token, sessionId: draft?.sessionId, arguments: draft?.arguments };
};

describe('the published schema', () => {
  it('is a JSON Schema', () => {
    expect(new Ajv2020().validateSchema(schema)).toBe(true);
  });

  it('lists the native fields, the steps and the units that there are', () => {
    expect(Object.keys(schema.properties.fields.properties).sort()).toEqual(Object.keys(INVOCATION_TYPES).sort());
    expect(Object.keys(schema.$defs.step.properties).sort()).toEqual(
      TRANSFORMS.flatMap(({ id, argument }) => (argument ? [id] : [])).sort(),
    );
    expect(schema.$defs.time.properties.unit.enum).toEqual(TIME_UNITS);
  });

  it('describes every key', () => {
    const undescribed = (node: unknown, path: string): string[] => {
      if (typeof node !== 'object' || node === null) return [];
      const own = /\/properties\/[^/]+$/.test(path) && !('description' in node) ? [path] : [];
      return [...own, ...Object.entries(node).flatMap(([key, child]) => undescribed(child, `${path}/${key}`))];
    };
    expect(undescribed(schema, '')).toEqual([]);
  });
});

describe('a mapping', () => {
  it('finds values by dotted paths, names with dots and JSON pointers', async () => {
    const fields = await fieldsOf(
      'fields: { tool_name: mcp.tool.name, server_name: target.0.name, client_id: /a~1b/c.d, event_time: time }',
      { mcp: { 'tool.name': 't' }, target: [{ name: 's' }], 'a/b': { 'c.d': 'c' }, time: '2026-07-01T10:00:00Z' },
    );
    expect(fields).toMatchObject({ toolName: 't', serverName: 's', clientId: 'c', eventTime: Date.UTC(2026, 6, 1, 10) });
  });

  it('takes the first path that holds a value, constants and templates', async () => {
    const rest = `fields:
  tool_name: { from: [x.tool, tool] }
  vantage: { const: gateway }
  http_url: { template: "https://{host}{path}" }
  resource: { template: "{host}/{missing}" }
  event_time: { from: t, as: { time: epoch_ms } }`;
    const fields = await fieldsOf(rest, { x: { tool: '-' }, tool: 'b', host: 'h.example', path: '/p', t: 1782900000412 });
    expect(fields).toMatchObject({ toolName: 'b', vantage: 'gateway', httpUrl: 'https://h.example/p', eventTime: 1782900000412 });
    expect(fields['resource']).toBeUndefined();
  });

  it('takes "-", empty text and null for absent, or what it says itself', async () => {
    const line = { tool: 't', t: '2026-07-01T10:00:00Z', a: '-', b: '', c: null, d: 'n/a' };
    const rest = 'fields: { tool_name: tool, event_time: t, agent_id: a, client_id: b, principal_id: c, run_id: d }';
    const fields = await fieldsOf(rest, line);
    expect([fields['agentId'], fields['clientId'], fields['principalId'], fields['runId']]).toEqual([
      undefined,
      undefined,
      undefined,
      'n/a',
    ]);
    const own = await fieldsOf(`absent: [n/a]\n${rest}`, line);
    expect([own['agentId'], own['runId']]).toEqual(['-', undefined]);
  });

  it('writes values in the type that the field has', async () => {
    const rest =
      'fields: { tool_name: tool, event_time: t, http_status: status, token_verified: ok, user_agent: agent, token_scopes: scopes, arguments: args, rpc_id: id }';
    const line = {
      tool: 7,
      t: '2026-07-01T10:00:00Z',
      status: '200',
      ok: 'true',
      agent: 5,
      scopes: ['a', 1],
      args: '{"x":1}',
      id: '1',
    };
    expect(await fieldsOf(rest, line)).toMatchObject({
      toolName: '7',
      httpStatus: 200,
      userAgent: '5',
      statedToken: { verified: true, scopes: ['a', '1'] },
      arguments: { x: 1 },
      rpcId: '"1"',
    });
  });

  it('chains steps, and stops where one finds nothing', async () => {
    const payload = Buffer.from('{"sub":"alice"}').toString('base64url');
    const rest = `fields:
  tool_name: tool
  event_time: t
  token: { from: auth, as: bearer }
  token_subject: { from: auth, as: [bearer, { jwt: sub }, upper] }
  token_jti: { from: auth, as: [bearer, { jwt: jti }, upper] }`;
    const line = { tool: 't', t: '2026-07-01T10:00:00Z', auth: `Bearer e30.${payload}.x` };
    const fields = await fieldsOf(rest, line);
    expect(fields).toMatchObject({ token: `e30.${payload}.x`, statedToken: { subject: 'ALICE' } });
    expect((fields['statedToken'] as object | undefined) ?? {}).not.toHaveProperty('jti');
  });

  it('cuts no part out of a credential for a field that is to hold none', async () => {
    const key = `-----BEGIN PRIVATE KEY-----\n${'MIGHAgEAMBMGByqGSM49'.repeat(4)}\n-----END PRIVATE KEY-----`;
    const rest = `fields:
  tool_name: tool
  event_time: t
  trace_id: { from: trace, as: [{ split: "-" }, { item: 0 }] }
  user_agent: { from: trace, as: { between: ["MIGH", "\\n"] } }
  request_id: { from: auth, as: [{ split: "." }, { item: 1 }] }
  token_subject: { from: auth, as: [{ between: ["Bearer ", ""] }, { jwt: sub }, upper] }
  token_sha256: { from: auth, as: [bearer, { hash: sha256 }] }`;
    const token = `eyJhbGciOiJub25lIn0.${Buffer.from('{"sub":"alice"}').toString('base64url')}.c2lnbmF0dXJl`;
    const fields = await fieldsOf(rest, { tool: 't', t: '2026-07-01T10:00:00Z', trace: key, auth: `Bearer ${token}` });
    expect(fields).toMatchObject({ traceId: '[private key]', statedToken: { subject: 'ALICE' } });
    expect(fields).not.toHaveProperty('userAgent');
    expect(fields).not.toHaveProperty('requestId');
  });

  it('reads CSV by its columns, in quotes and with dots', async () => {
    const rest =
      'input: csv\nfields: { tool_name: mcp.tool, event_time: { from: at, as: { time: epoch_s } }, token_scopes: { from: scp, as: { split: "," } } }';
    const { outcome, drafts } = await read(rest, 'at,mcp.tool,scp,x\n1782900000,"a, b","r,w",1\n1782900001,c,-,2\n');
    expect(outcome).toMatchObject({ format: 'map:app', records: 2, ignored: 0 });
    expect(drafts[0]).toMatchObject({ fields: { toolName: 'a, b', statedToken: { scopes: ['r', 'w'] } } });
  });

  it('reads lines of keys and values, parted as it says', async () => {
    const rest =
      'input: key-value\npair_separator: "|"\nequals: ":"\nfields: { tool_name: tool, event_time: { from: t, as: { time: epoch_s } } }';
    const { outcome, drafts } = await read(rest, 't:1782900000| tool : "a | b" |x\nnothing here\n');
    expect(outcome).toMatchObject({ records: 1, ignored: 1 });
    expect(drafts[0]).toMatchObject({ fields: { toolName: 'a | b' } });
  });

  it('leaves records that do not meet its conditions to others, and native ones always', async () => {
    const rest = 'when: { type: [call, "re*"], n: 1, ok: true }\nfields: { tool_name: tool, event_time: t }';
    const line = (more: object) =>
      `${JSON.stringify({ type: 'retry', n: 1, ok: true, tool: 'a', t: '2026-07-01T10:00:00Z', ...more })}\n`;
    const text = `${line({})}${line({ type: 'list' })}${line({ n: 2 })}${line({ ok: 'no' })}${record({ type: 'call', n: 1, ok: true })}\n`;
    const { outcome } = await read(rest, text);
    expect(outcome).toMatchObject({ format: 'invocation, map:app', records: 2, ignored: 3 });
  });

  it('rejects what it claims and cannot read, and says from where it was mapped, without showing it', async () => {
    const rest =
      'fields: { tool_name: tool, event_time: { from: t, as: { time: epoch_ms } }, http_status: code, token_sha256: h }';
    const { outcome, diagnostics } = await read(
      rest,
      '{"tool":"a","t":"eyJhbGciOi"}\n{"tool":"a","t":1782900000412,"code":"eyJhbGciOi"}\n{"tool":"a","t":1,"h":"eyJhbGciOi"}\n',
    );
    expect(outcome).toMatchObject({ records: 3, rejected: 3 });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'event_time: expected a time in the unit epoch_ms (mapped from t → time epoch_ms)',
      'http_status: expected an integer that is not negative, found text "eyJhbGciOi" (mapped from code)',
      'token_sha256: expected a SHA-256 in hex, base64 or base64url, found text of 10 characters (mapped from h)',
    ]);
  });

  it('names a record without an id by all of it but for the time it was written', async () => {
    const rest = 'fields: { tool_name: tool, log_time: { from: meta.at, as: { time: epoch_s } } }';
    const lines = [
      { tool: 'a', other: 1, meta: { at: 1, x: 1 } },
      { meta: { x: 1, at: 2 }, other: 1, tool: 'a' },
      { tool: 'a', other: 2, meta: { at: 1, x: 1 } },
    ];
    const names = invocationsOf(await read(rest, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))).map(
      ({ name }) => name,
    );
    expect(names[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(names[1]).toBe(names[0]);
    expect(names[2]).not.toBe(names[0]);
  });

  it('applies within containers', async () => {
    const rest = 'fields: { tool_name: tool, log_time: t }';
    const inner = '{"tool":"a","t":"2026-07-01T10:00:00Z"}';
    expect((await read(rest, `2026-07-01T10:00:01Z stdout F ${inner}\n`)).outcome).toMatchObject({
      format: 'map:app',
      records: 1,
    });
  });
});

it('the example of the README is a mapping, and reads what it says', async () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const [, example = ''] = /```yaml\n(schema: bindcheck\.map\/1\n[^`]*)```/.exec(readme) ?? [];
  const line = {
    msg: 'tool call',
    id: 'r-1',
    ts: 1782900000412,
    upstream: { name: 'git-mcp' },
    mcp: { tool: 'repo.write' },
    host: 'git.acme.example',
    path: '/mcp',
    status: 200,
    headers: {
      authorization: `DPoP e30.${Buffer.from('{"jti":"j"}').toString('base64url')}.x`,
      xfcc: `By=a;Hash=${'0'.repeat(64)};URI=b`,
    },
    auth: { client: 'c' },
    peer: '10.0.0.1:443',
  };
  const { drafts } = await readBytes(`${JSON.stringify(line)}\n{"msg":"ready"}\n`, 65_536, undefined, [
    readMapping(example, 'README.md'),
  ]);
  expect(drafts).toEqual([
    {
      kind: 'invocation',
      token: line.headers.authorization.slice(5),
      fields: {
        recordId: 'r-1',
        eventTime: 1782900000412,
        serverName: 'git-mcp',
        toolName: 'repo.write',
        httpUrl: 'https://git.acme.example/mcp',
        urlQueryLogged: false,
        tokenInUrl: false,
        outcome: 'executed',
        tokenScheme: 'dpop',
        statedToken: { jti: 'j' },
        clientId: 'c',
        clientCertSha256: 'A'.repeat(43),
        sourceIp: '10.0.0.1',
      },
    },
  ]);
});

const refusal = (rest: string): string[] => {
  try {
    map(rest);
  } catch (error) {
    if (error instanceof UsageError) return error.message.split('\n').map((line) => line.replace(/^m\.yaml:/, ''));
    throw error;
  }
  return [];
};

describe('what is wrong with a mapping is told with line and column', () => {
  const GOOD = 'tool_name: tool, event_time: t';
  it.each<[string, string]>([
    [`fields: { ${GOOD} }\ninptu: csv`, '4:1: unknown key `inptu`, did you mean `input`?'],
    [`fields: { ${GOOD}, tool_nam: x }`, '3:43: fields: unknown key `tool_nam`, did you mean `tool_name`?'],
    ['fields: { event_time: t }', '3:9: fields: `tool_name` is missing, expected here: The tool that was called.'],
    [`input: xml\nfields: { ${GOOD} }`, '3:8: input: `xml` is not known here, expected one of `json`, `csv`, `key-value`'],
    [`fields: { ${GOOD}, resource: { from: r, as: bearr } }`, '3:68: `bearr` is no step, did you mean `bearer`?'],
    [`fields: { ${GOOD}, resource: { from: r, as: time } }`, '3:68: `time` needs an argument, expected `{ time: ... }`'],
    [
      `fields: { ${GOOD}, resource: { from: r, as: { tiem: clf } } }`,
      '3:70: fields.resource.as: unknown key `tiem`, did you mean `time`?',
    ],
    [
      `fields: { ${GOOD}, resource: { from: r, as: [lower, { time: { unit: epoch } }] } }`,
      '3:92: fields.resource.as[1].time.unit: `epoch` is not known here, did you mean `epoch_s`?',
    ],
    [`fields: { ${GOOD}, resource: { from: r, as: { time: epoch } } }`, '3:76: `epoch` is no unit, did you mean `epoch_s`?'],
    [
      `fields: { ${GOOD}, resource: { from: r, const: c } }`,
      '3:53: this has `from` and `const`, expected one of `from`, `const`, `template`',
    ],
    [
      `fields: { ${GOOD}, resource: { as: lower } }`,
      '3:53: this says not where the value is, expected one of `from`, `const`, `template`',
    ],
    [`fields: { ${GOOD}, resource: a..b }`, '3:53: `a..b` is no path, expected one such as `request.host` or `/request/host`'],
    [`fields: { ${GOOD}, resource: /a~2 }`, '3:53: `/a~2` is no path, expected one such as `request.host` or `/request/host`'],
    [`pair_separator: ";"\nfields: { ${GOOD} }`, '3:1: `pair_separator` is for `input: key-value` only'],
    [
      'fields: { tool_name: { const: x } }',
      '3:1: nothing tells which records are meant, expected `when`, or a path for `tool_name` or `event_time`',
    ],
    [
      `fields: { ${GOOD}, resource: { from: r, as: { between: [a] } } }`,
      '3:79: fields.resource.as.between: a list is not valid, expected a list of two texts, such as ["user=", ";"]',
    ],
  ])('%s', (rest, expected) => {
    expect(refusal(rest)).toEqual([expected]);
  });

  it('a unit that every object has by that name is refused', () => {
    expect(refusal(`fields: { ${GOOD}, resource: { from: r, as: { time: constructor } } }`)).toHaveLength(1);
  });

  it('a step of two names is refused', () => {
    expect(refusal(`fields: { ${GOOD}, resource: { from: r, as: { split: ",", item: 0 } } }`)).toHaveLength(1);
  });

  it('a name that could mean anything in a report is refused', () => {
    expect(() => readMapping('{"schema":"bindcheck.map/1","name":"../x y","fields":{"tool_name":"t"}}', 'm.json')).toThrow(
      UsageError,
    );
  });

  it('it may be JSON as well', () => {
    expect(readMapping('{"schema":"bindcheck.map/1","name":"app","fields":{"tool_name":"t"}}', 'm.json').id).toBe('map:app');
  });
});
