import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { decidable, RULE_FAMILIES, type RuleFamily } from '../../src/model/coverage.ts';
import { FORMATS, formatById } from '../../src/readers/index.ts';
import { RULES } from '../../src/rules/index.ts';
import { auditFiles } from './auditing.ts';
import { invocationsOf, readBytes } from './reading.ts';

const root = new URL('../../fixtures/formats/', import.meta.url).pathname;
const CALLS = FORMATS.filter(({ yields }) => yields.includes('invocation'));

it('the families are those of the rules', () => {
  const families = new Set(RULES.map(({ id }) => id.split('/')[0]));
  expect([...RULE_FAMILIES].sort()).toEqual([...families].sort());
});

it('every format of calls, and no other, says which rules can judge them', () => {
  expect(FORMATS.filter(({ coverage }) => coverage).map(({ id }) => id)).toEqual(CALLS.map(({ id }) => id));
});

const samplesOf = (id: string): Record<string, string> => {
  const names = readdirSync(`${root}${id}`).filter((name) => name.startsWith('sample.'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(`${root}${id}/${name}`, 'utf8')]));
};

const strict = (servers: readonly string[]): string => `
issuers: [{ issuer: https://as.acme.example, algorithms: [ES256] }]
max_token_lifetime: 1h
servers:
${servers
  .map(
    (id) => `  - id: ${JSON.stringify(id)}
    resource: [https://x.example/mcp]
    issuers: [https://as.acme.example]
    binding: dpop
    tools:
      "*": { scopes: [all], exact_scopes: true, delegation: required, max_auth_age: 15m, acr: [high], purpose: [release], approval: required }
`,
  )
  .join('')}`;

/** Decided by the policy and the name of a tool, whatever the log. */
const WITHOUT_EVIDENCE = new Set(['scope/unlisted-tool']);

/** The families of which some rule decides over the samples of a format under a policy that asks for everything. */
const decidedIn = async (files: Record<string, string>): Promise<Set<string>> => {
  const seen = await auditFiles(files);
  const servers = [...new Set(seen.lines.flatMap(({ server_name }) => server_name ?? []))];
  const { lines } = await auditFiles(files, servers.length > 0 ? strict(servers) : '');
  const decided = lines.flatMap(({ rules }) =>
    Object.entries(rules).filter(([, verdict]) => !verdict.startsWith('not-evaluable')),
  );
  return new Set(decided.flatMap(([rule]) => (WITHOUT_EVIDENCE.has(rule) ? [] : (rule.split('/')[0] as string))));
};

describe.each(CALLS.map(({ id }) => id))('what is said of %s', (id) => {
  const coverage = formatById(id)?.coverage;

  it('names every family that its samples decide', async () => {
    const decided = (await decidedIn(samplesOf(id))) as Set<RuleFamily>;
    expect([...decided].filter((family) => coverage && decidable(coverage, family) === 'no')).toEqual([]);
  });
});

/** Families over groups and sources do not show in the samples of one call each. */
const OF_GROUPS = new Set<RuleFamily>(['replay', 'logging']);

it.each([
  'auth0-log',
  'claude-code-event',
  'entra-graph-activity',
  'litellm-spend',
  'kong-ai-mcp',
  'ocsf',
  'google-workspace-token',
  'salesforce-event-log',
])('what %s is said to decide alone, its samples decide', async (id) => {
  const decided = await decidedIn(samplesOf(id));
  const alone = formatById(id)?.coverage?.alone ?? [];
  expect(alone.filter((family) => !OF_GROUPS.has(family) && !decided.has(family))).toEqual([]);
});

const configurationOf = (id: string): string => formatById(id)?.coverage?.toDecideMore?.configuration ?? '';

describe('the configuration that is printed', () => {
  it('of Envoy writes names that are read', async () => {
    const format = (parse(configurationOf('envoy-access-log')) as { json_format: Record<string, string> }).json_format;
    const values: Record<string, unknown> = {
      start_time: '2026-07-01T10:00:00.123Z',
      method: 'POST',
      scheme: 'https',
      authority: 'git.example',
      path: '/mcp?x=1',
      response_code: 200,
      response_flags: '-',
      response_code_details: 'via_upstream',
      request_id: 'r-1',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      'mcp.method.name': 'tools/call',
      'mcp.tool.name': 'push',
      'mcp.session.id': 'session',
      jwt_payload: { iss: 'https://as.example', jti: 'j', sub: 's', cnf: { jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I' } },
      dpop: 'proof',
      downstream_peer_fingerprint_256: 'ab'.repeat(32),
      downstream_peer_uri_san: 'spiffe://acme/agent',
      downstream_remote_address: '192.0.2.1:4711',
    };
    expect(Object.keys(format)).toEqual(Object.keys(values));
    const [call] = invocationsOf(await readBytes(JSON.stringify(values)));
    expect(call).toMatchObject({
      dpopProof: 'proof',
      sessionId: 'session',
      fields: {
        eventTime: Date.parse('2026-07-01T10:00:00.123Z'),
        httpMethod: 'POST',
        httpUrl: 'https://git.example/mcp',
        toolName: 'push',
        outcome: 'executed',
        requestId: 'r-1',
        traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
        statedToken: { issuer: 'https://as.example', jti: 'j', subject: 's', jkt: expect.any(String) },
        clientCertSha256: expect.any(String),
        workloadId: 'spiffe://acme/agent',
        sourceIp: '192.0.2.1',
      },
    });
  });

  it('of Kong writes a hash that is read, so that the mask is no loss', async () => {
    const { config } = parse(configurationOf('kong-ai-mcp')) as { config: { custom_fields_by_lua: Record<string, string> } };
    const [field = ''] = Object.keys(config.custom_fields_by_lua);
    const rpc = [{ method: 'tools/call', tool_name: 't', id: '1' }];
    const record = { request: { headers: { authorization: 'REDACTED' } }, ai: { mcp: { rpc } }, [field]: 'ab'.repeat(32) };
    const [call] = invocationsOf(await readBytes(JSON.stringify(record)));
    expect(call).toMatchObject({ fields: { tokenSha256: Buffer.from('ab'.repeat(32), 'hex').toString('base64url') } });
    expect(call).not.toHaveProperty('token');
  });
});
