import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { auditFiles } from './auditing.ts';
import { record } from './reading.ts';

/** The request of RFC 9449 figure 12: the hash of its token is the `ath` of its proof. */
const request = JSON.parse(readFileSync(new URL('../../fixtures/formats/har/rfc9449.har', import.meta.url), 'utf8')).log
  .entries[0].request as { headers: { name: string; value: string }[] };
const headerOf = (name: string): string => request.headers.find((header) => header.name.toLowerCase() === name)?.value ?? '';
const proof = headerOf('dpop');
const token = headerOf('authorization').replace(/^DPoP /, '');

const HASH = Buffer.from('fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo', 'base64url');
const NOTATIONS = {
  hex: HASH.toString('hex'),
  'upper-case hex': HASH.toString('hex').toUpperCase(),
  base64: HASH.toString('base64'),
  base64url: HASH.toString('base64url'),
};

const withProof = record({
  record_id: 'i-1',
  event_time: '2026-07-01T10:00:00Z',
  outcome: 'executed',
  token_scheme: 'DPoP',
  dpop_proof: proof,
});
const leak = (fields: object): string => JSON.stringify({ schema: 'leak/1', seen_at: '2026-06-30T09:00:00Z', ...fields });
const revocation = (fields: object): string =>
  JSON.stringify({ schema: 'revocation/1', revoked_at: '2026-06-30T09:00:00Z', ...fields });

describe('a call of which only the proof is logged', () => {
  it.each(Object.entries(NOTATIONS))('leads to the leak of the hash that it names, in %s', async (_, token_sha256) => {
    const { report, lines } = await auditFiles({ log: withProof, leak: leak({ token_sha256 }) });
    expect(lines[0]?.rules['exposure/leaked-token-used']).toBe('fail');
    const finding = report.findings.find(({ rule }) => rule === 'exposure/leaked-token-used');
    expect(finding?.evidence[0]?.observed).toContain('by the hash in the proof, ath');
  });

  it('leads to the leak of the token itself', async () => {
    const { lines } = await auditFiles({ log: withProof, leak: leak({ token }) });
    expect(lines[0]?.rules['exposure/leaked-token-used']).toBe('fail');
  });

  it('leads to its revocation', async () => {
    const { report, lines } = await auditFiles({ log: withProof, revoked: revocation({ token_sha256: NOTATIONS.hex }) });
    expect(lines[0]?.rules['revocation/used-after-revocation']).toBe('fail');
    const finding = report.findings.find(({ rule }) => rule === 'revocation/used-after-revocation');
    expect(finding?.evidence[0]?.observed).toContain('by the hash in the proof, ath');
  });

  it('proves by it neither that the token has not leaked nor that it was not revoked', async () => {
    const other = { token_sha256: 'ab'.repeat(32) };
    const later = revocation({ token_sha256: NOTATIONS.hex, revoked_at: '2026-07-02T09:00:00Z' });
    const { lines } = await auditFiles({ log: withProof, leak: leak(other), revoked: `${revocation(other)}\n${later}` });
    expect(lines[0]?.rules['exposure/leaked-token-used']).toMatch(/^not-evaluable/);
    expect(lines[0]?.rules['revocation/used-after-revocation']).toMatch(/^not-evaluable/);
  });
});

it('the hash of the token that was presented counts before the one that its proof names', async () => {
  const log = JSON.stringify({ ...JSON.parse(withProof), token_sha256: 'cd'.repeat(32) });
  const { lines } = await auditFiles({ log, leak: leak({ token_sha256: NOTATIONS.hex }) });
  expect(lines[0]?.rules['exposure/leaked-token-used']).not.toBe('fail');
});

it.each(Object.entries(NOTATIONS))(
  'a leak in %s is of the token in a HAR, a GitHub audit record and a proof alike',
  async (_, token_sha256) => {
    const har = {
      log: {
        version: '1.2',
        creator: { name: 'x', version: '1' },
        entries: [
          {
            startedDateTime: '2026-07-01T10:00:00Z',
            time: 1,
            request: { method: 'GET', url: 'https://resource.example.org/protectedresource', headers: request.headers },
            response: { status: 200, headers: [] },
          },
        ],
      },
    };
    const github = {
      action: 'api.request',
      '@timestamp': 1_782_900_000_000,
      _document_id: 'd',
      actor: 'a',
      hashed_token: NOTATIONS.base64,
      programmatic_access_type: 'OAuth access token',
      request_method: 'GET',
      url_path: '/user',
      status_code: 200,
    };
    const { lines } = await auditFiles({
      har: JSON.stringify(har),
      github: JSON.stringify(github),
      log: withProof,
      leak: leak({ token_sha256 }),
    });
    expect(lines.map(({ rules }) => rules['exposure/leaked-token-used'])).toEqual(['fail', 'fail', 'fail']);
  },
);
