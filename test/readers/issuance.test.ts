import { describe, expect, it } from 'vitest';
import type { TokenDraft } from '../../src/model/draft.ts';
import { readTokenId } from '../../src/readers/entra/token-id.ts';
import { auditFiles } from './auditing.ts';
import { readBytes, record } from './reading.ts';

const jti = 'AT.madeupmadeupmadeupmadeupmadeupmadeup';
const grant = JSON.stringify({
  published: '2026-07-01T10:00:00.353Z',
  eventType: 'app.oauth2.as.token.grant.access_token',
  actor: {},
  outcome: { result: 'SUCCESS' },
  target: [
    {
      type: 'access_token',
      id: jti,
      detailEntry: { expires: '2026-07-01T11:00:00.000Z', scope: 'repo:read', audience: 'https://git.example/mcp' },
    },
  ],
});
const call = (event_time: string, fields: object = {}): string =>
  record({
    event_time,
    record_id: event_time,
    token_issuer: 'https://okta.example',
    token_jti: jti,
    outcome: 'executed',
    ...fields,
  });

const verdictsOf = async (files: Record<string, string>): Promise<unknown[]> =>
  (await auditFiles(files)).lines.map(({ rules }) => rules['token/expired']);

describe('a record of issuance that names no issuer is about the token of a call', () => {
  it('that bears its id: the call is judged by the end that was issued', async () => {
    const calls = `${call('2026-07-01T10:30:00Z')}\n${call('2026-07-01T12:30:00Z')}\n`;
    expect(await verdictsOf({ 'calls.ndjson': calls, 'okta.json': grant })).toEqual(['not-evaluable:unverified-claims', 'fail']);
    expect(await verdictsOf({ 'calls.ndjson': calls })).toEqual([
      'not-evaluable:no-token-sample',
      'not-evaluable:no-token-sample',
    ]);
  });

  it('but not where two issuers gave that id', async () => {
    const calls = `${call('2026-07-01T12:30:00Z')}\n${call('2026-07-01T12:31:00Z', { token_issuer: 'https://other.example' })}\n`;
    const verdicts = await verdictsOf({ 'calls.ndjson': calls, 'okta.json': grant });
    expect(verdicts).toEqual(['not-evaluable:no-token-sample', 'not-evaluable:no-token-sample']);
  });

  it('and is never taken for an issuer that the policy does not trust', async () => {
    const issued = JSON.stringify({
      log_id: '1',
      data: {
        type: 'mgmt_api_read',
        date: '2026-07-01T10:00:00Z',
        tenant_name: 's',
        details: {
          request: { method: 'get', path: '/api/v2/logs', auth: { credentials: { jti: 'j'.repeat(22) } } },
          response: { statusCode: 200 },
        },
      },
    });
    const policy = 'issuers: [{ issuer: https://as.example }]\nservers: [{ id: s }]\n';
    const { lines, report } = await auditFiles({ 'auth0.json': issued }, policy);
    expect(lines).toMatchObject([{ binding: 'unproven', rules: { 'issuer/untrusted': 'not-evaluable:no-token-sample' } }]);
    expect(report.summary.unbound).toBe(0);
  });
});

describe('ids of Microsoft Entra tokens', () => {
  const uti = 'xMFjTVvJPE2OChJx_YE-AA';
  it.each([
    ['the claim uti', uti],
    ['the GUID', '4d63c1c4-c95b-4d3c-8e0a-1271fd813e00'],
    ['the GUID in capitals', '4D63C1C4-C95B-4D3C-8E0A-1271FD813E00'],
    ['the base64 of the GUID as text', 'NGQ2M2MxYzQtYzk1Yi00ZDNjLThlMGEtMTI3MWZkODEzZTAw'],
  ])('are one in the form of %s', (_, logged) => {
    expect(readTokenId(logged)).toBe(uti);
  });

  it('are left as they are in any other form', () => {
    for (const other of ['sign-in_ActivityId', '', 'x'.repeat(500)]) expect(readTokenId(other)).toBe(other);
  });
});

const issued = async (record: object): Promise<TokenDraft[]> =>
  (await readBytes(JSON.stringify(record))).drafts.filter((draft) => draft.kind === 'token');

it('a binding certificate is not read out of how a client of Auth0 authenticated', async () => {
  const event = {
    log_id: '1',
    type: 'seccft',
    date: '2026-07-01T10:00:00Z',
    hostname: 'acme.auth0.com',
    mtls_thumbprint_sha256: 'bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2',
    details: { access_token_jti: 'j-1' },
  };
  expect((await issued(event))[0]?.stated).toEqual({ issuer: 'https://acme.auth0.com/', jti: 'j-1' });
});

it('a bare introspection answer that names no token is told, and taken for nothing', async () => {
  const { drafts, diagnostics } = await readBytes('{"active":true,"sub":"alice","exp":1782903600}');
  expect(drafts).toEqual([]);
  expect(diagnostics).toEqual([
    expect.objectContaining({ code: 'answer-without-token', hint: expect.stringContaining('introspection/1') }),
  ]);
});
