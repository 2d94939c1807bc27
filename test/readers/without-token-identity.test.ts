import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { auditFiles } from './auditing.ts';

const fixture = (path: string): string => readFileSync(new URL(`../../fixtures/formats/${path}`, import.meta.url), 'utf8');

/** A policy that asks all that can be asked of a server and its tools, but an approval. */
const strict = (...servers: readonly string[]): string => `
issuers: [{ issuer: https://as.acme.example, algorithms: [ES256] }]
max_token_lifetime: 1h
servers:
${servers
  .map(
    (id) => `  - id: ${JSON.stringify(id)}
    resource: [https://${id.replaceAll(' ', '-')}.example/mcp]
    token: required
    issuers: [https://as.acme.example]
    binding: dpop
    tools:
      "*": { scopes: [all], exact_scopes: true, delegation: required, max_auth_age: 15m, acr: [high], purpose: [release] }
`,
  )
  .join('')}`;

/** Logs that say who called what, and nothing of a token. */
const LOGS: readonly [string, string, readonly string[]][] = [
  ['Envoy AI Gateway and Kuadrant', fixture('envoy-access-log/sample.ndjson').split('\n').slice(0, 3).join('\n'), ['git']],
  ['Kong', fixture('kong-ai-mcp/sample.ndjson'), ['weather-mcp']],
  ['Kong without a time', fixture('kong-ai-mcp/sample.acl-allow.json'), []],
  ['Claude Code', fixture('claude-code-event/sample.ndjson'), ['git']],
  ['Google Workspace', fixture('google-workspace-token/sample.ndjson'), ['drive']],
  ['Salesforce', fixture('salesforce-event-log/sample.csv'), ['00D5f000005uVo7']],
  ['GitHub through OCSF', fixture('ocsf/sample.6003-github.json'), ['GitHub Audit Log']],
  ['Okta through OCSF', fixture('ocsf/sample.6003-okta.json'), ['Okta System Log']],
  ['EKS through OCSF', fixture('ocsf/sample.6003-eks.json'), ['Amazon EKS']],
];

it.each(LOGS)('calls in a log of %s are never called unbound', async (_, log, servers) => {
  const { report, lines } = await auditFiles({ log }, servers.length > 0 ? strict(...servers) : '');
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.filter(({ executed, binding }) => executed && binding !== 'unproven')).toEqual([]);
  expect(report.summary.unbound).toBe(0);
});

it.each(LOGS)('not even where a token was leaked, revoked and issued meanwhile: %s', async (_, log, servers) => {
  const other = [
    '{"schema":"leak/1","seen_at":"2020-01-01T00:00:00Z","token":"ghp_madeup"}',
    '{"schema":"revocation/1","revoked_at":"2020-01-01T00:00:00Z","token_issuer":"https://as.acme.example","token_jti":"t-1"}',
    '{"schema":"token/1","token_issuer":"https://as.acme.example","token_jti":"t-1","token_expires_at":"2020-01-01T00:00:00Z"}',
  ];
  const { report } = await auditFiles({ log, 'other.ndjson': other.join('\n') }, servers.length > 0 ? strict(...servers) : '');
  expect(report.summary.unbound).toBe(0);
});

it('while a call whose log has the claims of the token is judged by them', async () => {
  const log = fixture('envoy-access-log/sample.ndjson').split('\n')[3] as string;
  const { lines } = await auditFiles({ log }, strict('git.acme.example'));
  expect(lines).toMatchObject([{ binding: 'unbound', rules: { 'audience/mismatch': 'fail', 'scope/insufficient': 'fail' } }]);
});
