import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { bindcheck } from '../program.ts';
import { createIssuer, createWorkspace, sha256, type Workspace } from '../workspace.ts';

const issuer = createIssuer('https://as.example');
const ended = (client: string): string =>
  issuer.token({ aud: 'https://a.example', jti: client, sub: client, client_id: client, iat: 1_773_820_000, exp: 1_773_823_600 });

const record = (id: string, client: string): object => ({
  schema: 'invocation/1',
  record_id: id,
  event_time: '2026-03-18T12:00:00Z',
  server_name: 'a',
  tool_name: 'read',
  outcome: 'executed',
  token_scheme: 'Bearer',
  token_sha256: sha256(ended(client)),
  client_id: client,
});

const BASE = `schema: bindcheck.policy/1
issuers: [{ issuer: https://as.example, jwks: keys/as.json }]
servers: [{ id: a, resource: [https://a.example], tools: { read: { scopes: [] } } }]
`;

let place: Workspace;

beforeAll(() => {
  place = createWorkspace();
  place.write('keys/as.json', issuer.jwks);
  place.write('calls.ndjson', [
    record('i-1', 'build-bot'),
    record('i-2', 'deploy-bot'),
    ...['build-bot', 'deploy-bot'].map((client) => ({ schema: 'token/1', token: ended(client) })),
  ]);
});

afterAll(() => place.remove());

const audit = (exceptions: string): { code: number | null; report: Report } => {
  place.write('policy.yaml', `${BASE}exceptions:\n${exceptions}`);
  const ran = bindcheck(['audit', 'calls.ndjson', '-p', 'policy.yaml', '--as-of', '2026-03-19', '-f', 'json'], {
    cwd: place.folder,
  });
  return { code: ran.code, report: JSON.parse(ran.stdout) };
};

const exception = (match: string, expires = '2026-12-31', rule = 'token/expired'): string =>
  `  - { rule: ${rule}, match: ${match}, reason: the move is planned, owner: platform, expires: ${expires} }\n`;

const states = (report: Report): string[] => report.findings.map(({ about, state }) => `${about['client_id']} ${state}`).sort();

describe('exceptions of the policy', () => {
  it('suppress what they match and nothing else, and say why, by whom and until when', () => {
    const { code, report } = audit(exception('{ client_id: build-bot }'));
    expect(states(report)).toEqual(['build-bot suppressed', 'deploy-bot open']);
    expect(report.findings.find(({ state }) => state === 'suppressed')).toMatchObject({
      because: 'the move is planned',
      suppressed_by: 'platform',
      suppressed_until: '2026-12-31T23:59:59.999Z',
    });
    expect(code).toBe(1);
  });

  it('take a glob for rule and value; what is suppressed does not fail the run, and stays unbound', () => {
    const { code, report } = audit(exception('{ client_id: "*-bot" }', '2026-12-31', 'token/exp*'));
    expect(states(report)).toEqual(['build-bot suppressed', 'deploy-bot suppressed']);
    expect(code).toBe(0);
    expect(report.summary).toMatchObject({ unbound: 2, findings: { open: 0, suppressed: 2 } });
  });

  it('come back when they have ended, with a warning', () => {
    const { code, report } = audit(exception('{ client_id: build-bot }', '2026-03-18'));
    expect(states(report)).toEqual(['build-bot open', 'deploy-bot open']);
    expect(report.diagnostics).toContainEqual(expect.objectContaining({ code: 'exception-ended', level: 'warning' }));
    expect(code).toBe(1);
  });

  it('are reported when they cover nothing', () => {
    const { report } = audit(exception('{ client_id: nobody }'));
    expect(report.diagnostics).toContainEqual(expect.objectContaining({ code: 'exception-unused' }));
  });
});
