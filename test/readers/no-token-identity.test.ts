import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verdictsOf } from '../vectors/verdicts.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';
import { invocationsOf, readWhole } from './reading.ts';

const root = fileURLToPath(new URL('../../fixtures/formats/', import.meta.url));

/** Logs of calls, most of which say nothing of a token. */
const LOGS = [
  'agentgateway',
  'cloudtrail',
  'context-forge',
  'github-audit',
  'google-workspace-token',
  'json-rpc',
  'kubernetes-audit',
  'mcp-desktop-log',
  'mcp-gateway-rpc',
  'otlp-logs',
  'otlp-traces',
  'salesforce-event-log',
  'toolhive-audit',
];

const POLICY = `schema: bindcheck.policy/1
issuers: [{ issuer: https://as.acme.example }]
servers:
${[
  'github',
  'safeoutputs',
  'kube-apiserver',
  'git-mcp',
  'everything',
  'vmcp',
  'github-server',
  's3.amazonaws.com',
  'drive',
  'gmail',
  '00D5f000005uVo7',
]
  .map((id) => `  - { id: ${id}, resource: [https://mcp.acme.example/mcp], binding: any }\n`)
  .join('')}`;

let place: Workspace;
let policy = '';
beforeAll(() => {
  place = createWorkspace();
  policy = place.write('policy.yaml', POLICY);
});
afterAll(() => place.remove());

const samples = LOGS.flatMap((id) =>
  readdirSync(root + id)
    .filter((name) => name.startsWith('sample.'))
    .map((name) => `${id}/${name}`),
);

describe('a call of which the log does not say with what token it was made', () => {
  it.each(samples)('is not called unbound: %s', async (name) => {
    const drafts = invocationsOf(await readWhole({ path: root + name, named: true }));
    const silent = drafts.filter(({ fields, token }) => !fields.statedToken && !fields.tokenSha256 && token === undefined);
    const lines = await verdictsOf(place.folder, [root + name], policy);
    expect(lines.length).toBe(drafts.length);
    const refuted = lines.filter(({ binding }) => binding === 'unbound').length;
    expect(refuted).toBeLessThanOrEqual(drafts.length - silent.length);
    for (const { fields } of silent) {
      const line = lines.find(({ record_id: id }) => id === fields.recordId);
      if (line) expect(line.binding).toBe('unproven');
    }
  });
});
