import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Item, RecordMapper } from '../../src/model/format.ts';
import { FORMATS } from '../../src/readers/index.ts';
import { readWhole } from './reading.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/formats/', import.meta.url));
const shared = fileURLToPath(new URL('../../../shared/samples/', import.meta.url));

afterEach(() => {
  vi.restoreAllMocks();
});

/** Reads a file, and gives for each record the formats that would claim it, whatever their order. */
const claimsOf = async (path: string): Promise<string[][]> => {
  const items: Item[] = [];
  for (const format of FORMATS) {
    const make = format.mapper;
    vi.spyOn(format, 'mapper').mockImplementation(() => {
      const map = make();
      const watched: RecordMapper = (value, item) => {
        if (item.text !== '') items.push(item);
        return map(value, item);
      };
      return Object.assign(watched, map.end && { end: map.end });
    });
  }
  await readWhole({ path, named: true });
  return items.map(({ value, kind }) =>
    FORMATS.filter((format) => format.frames.includes(kind) && format.detect(value, kind)).map(({ id }) => id),
  );
};

/** Formats that are a special case of another one, which comes after them. */
const SPECIAL: Readonly<Record<string, string>> = {
  'openid-configuration': 'authorization-server-metadata',
  'security-event-token': 'jwt-line',
};

describe.each(FORMATS.map(({ id }) => id))('records of %s', (id) => {
  it.each(readdirSync(fixtures + id).filter((name) => name.startsWith('sample.')))(
    'in %s are claimed by it alone',
    async (name) => {
      const claims = await claimsOf(`${fixtures}${id}/${name}`);
      expect(claims.length).toBeGreaterThan(0);
      for (const each of claims) expect(each.filter((other) => other !== SPECIAL[id])).toEqual([id]);
    },
  );
});

/** Published records: the format, and how many records, invocations and tokens the file holds, and how many records are left out. */
type Counts = readonly [format: string, records: number, invocations: number, tokens: number, ignored?: number];
const SAMPLES: Readonly<Record<string, Counts>> = {
  'agentgateway/text-mcp-denied.log': ['agentgateway', 1, 0, 0],
  'agentgateway/text-mcp.log': ['agentgateway', 1, 0, 0],
  'anthropic-activity/panther-anthropic-activity.jsonl': ['anthropic-activity', 0, 0, 0, 8],
  'cloudtrail/218007301253_CloudTrail_us-east-1_20230710T1205Z_1dM7GQM67kudSyGD.json': ['cloudtrail', 13, 13, 0],
  'cloudtrail/218007301253_CloudTrail_us-east-1_20230710T1205Z_lKy08gyrqqRJyzsn.json': ['cloudtrail', 1, 1, 0],
  'cloudtrail/218007301253_CloudTrail_us-east-1_20230710T1210Z_ZgEBhdXGdLTXGoIe.json': ['cloudtrail', 1, 1, 0],
  'cloudtrail/AssumeRoleWithWebIdentity-github-actions-oidc.json': ['cloudtrail', 1, 1, 1],
  'cloudtrail/stratus-aws.impact.bedrock-invoke-model.json': ['cloudtrail', 15, 15, 0],
  'cloudtrail/stratus-aws.persistence.rolesanywhere-create-trust-anchor.json': ['cloudtrail', 2, 2, 0],
  'cloudtrail/stratus-aws.persistence.sts-federation-token.json': ['cloudtrail', 2, 2, 1],
  'github-audit/git-push-streamed.json': ['github-audit', 1, 1, 0],
  'github-audit/panther-hashed-token.jsonl': ['github-audit', 2, 2, 0],
  'google-workspace/panther-token-activity.jsonl': ['google-workspace-token', 0, 0, 0, 3],
  'har/chrome.har': ['har', 3, 0, 0],
  'har/head-content-length.har': ['har', 1, 0, 0],
  'har/insomnia.har': ['har', 1, 0, 0],
  'har/with-bom.har': ['har', 1, 0, 0],
  'kong-ai-mcp/mcp-acl-allow.json': ['kong-ai-mcp', 1, 1, 0],
  'kubernetes-audit/eks-create-node-RequestResponse.json': ['kubernetes-audit', 1, 1, 0],
  'kubernetes-audit/panther-eks-issued-credential-id.jsonl': ['kubernetes-audit', 20, 18, 1],
  'mcp-rpc-gh-aw/rpc-messages.jsonl': ['mcp-gateway-rpc', 16, 5, 0],
  'ocsf/2004-okta-detection-finding.json': ['ocsf', 1, 0, 0],
  'ocsf/3002-okta.json': ['ocsf', 1, 0, 0],
  'ocsf/6003-cloudtrail.json': ['ocsf', 1, 1, 0],
  'ocsf/6003-eks.json': ['ocsf', 1, 1, 0],
  'ocsf/6003-github.json': ['ocsf', 1, 1, 0],
  'ocsf/6003-okta.json': ['ocsf', 1, 1, 0],
  'okta-system-log/authentication.json': ['okta-system-log', 1, 0, 0],
  'okta-system-log/system.api_token.create.json': ['okta-system-log', 1, 0, 0],
  'otlp-json/logs.json': ['otlp-logs', 1, 0, 0],
  'otlp-json/trace.json': ['otlp-traces', 1, 0, 0],
  'salesforce/panther-eventlogfile.jsonl': ['salesforce-event-log', 0, 0, 0, 6],
  'secret-scanners/gitleaks-csv_simple.csv': ['gitleaks', 1, 0, 0],
  'secret-scanners/gitleaks-json_simple.json': ['gitleaks', 1, 0, 0],
  'secret-scanners/gitleaks-sarif_simple.sarif': ['gitleaks', 1, 0, 0],
  'token-samples/jwk-3_1.ec_public_key.json': ['jwks', 1, 0, 0],
  'token-samples/jwk-3_3.rsa_public_key.json': ['jwks', 1, 0, 0],
  'token-samples/rfc9449-cnf-jkt-access-token.jwt': ['jwt-line', 1, 0, 1],
  'token-samples/rfc9449-introspection-cnf-jkt.json': ['bare-introspection', 1, 0, 0],
  'toolhive-audit/delegated.json': ['toolhive-audit', 1, 1, 0],
  'toolhive-audit/mcpserver.json': ['toolhive-audit', 1, 1, 0],
  'toolhive-audit/registry.json': ['toolhive-audit', 1, 0, 0],
  'toolhive-audit/vmcp.json': ['toolhive-audit', 1, 1, 0],
};

/** What holds no record: why, and what the reader says of it. */
const NO_RECORDS: Readonly<Record<string, readonly [why: string, status: string]>> = {
  'auth0/schema-idjag_exchange_succeeded.json': ['a JSON Schema', 'not-recognised'],
  'auth0/schema-sapi.json': ['a JSON Schema', 'not-recognised'],
  'auth0/schema-seccft.json': ['a JSON Schema', 'not-recognised'],
  'auth0/schema-success_on_behalf_of_token_exchange.json': ['a JSON Schema', 'not-recognised'],
  'kong-ai-mcp/mcp-rpc-payload-strings.txt': ['JSON with parts left out', 'not-recognised'],
  'secret-scanners/gitleaks-empty.json': ['an empty list', 'empty'],
  'token-samples/rfc9449-dpop-protected-resource-request.http': [
    'a request as it goes over the wire, in no log',
    'not-recognised',
  ],
  'token-samples/rfc9449-dpop-token-request.http': ['a request as it goes over the wire, in no log', 'not-recognised'],
};

const missing = !existsSync(shared);

describe.skipIf(missing)(`published records${missing ? ' (skipped: no ../shared/samples beside this checkout)' : ''}`, () => {
  it.each(Object.entries(SAMPLES))('%s', async (path, [format, records, invocations, tokens, ignored = 0]) => {
    const { outcome, drafts } = await readWhole({ path: shared + path, named: true });
    expect(outcome).toMatchObject({ format, records, rejected: 0, ignored, status: 'read' });
    expect(drafts.filter(({ kind }) => kind === 'invocation')).toHaveLength(invocations);
    expect(drafts.filter(({ kind }) => kind === 'token')).toHaveLength(tokens);
    for (const each of await claimsOf(shared + path)) expect(each).toEqual([format]);
  });

  it.each(Object.entries(NO_RECORDS))('%s is %s', async (path, [, status]) => {
    const { outcome, drafts } = await readWhole({ path: shared + path, named: true });
    expect([outcome.format, outcome.status, drafts]).toEqual([null, status, []]);
  });

  it('are all of them', () => {
    const files = readdirSync(shared, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = files.map(({ parentPath, name }) => `${parentPath}/${name}`.slice(shared.length).replace(/^\//, ''));
    const stated = [...Object.keys(SAMPLES), ...Object.keys(NO_RECORDS), 'SOURCES.md'];
    expect(paths.sort()).toEqual(stated.sort());
  });
});
