import { describe, expect, it } from 'vitest';
import { sha256 } from '../workspace.ts';
import { auditFiles } from './auditing.ts';
import { readBytes, record } from './reading.ts';

const token = 'ghp_madeupmadeupmadeupmadeupmadeupmadeup';
const call = record({ record_id: 'i-1', token_sha256: sha256(token), outcome: 'executed' });

const gitleaks = (fields: object): string =>
  JSON.stringify([
    {
      RuleID: 'github-pat',
      File: 'a.env',
      StartLine: 3,
      Secret: token,
      Match: 'line',
      Commit: '',
      Date: '',
      Fingerprint: 'f',
      ...fields,
    },
  ]);
const trufflehog = (fields: object): string =>
  JSON.stringify({
    SourceMetadata: { Data: { Git: { file: 'a.env', timestamp: '2026-06-30 09:00:00 +0000' } } },
    DetectorName: 'Github',
    Raw: token,
    ...fields,
  });
const alert = (fields: object): string =>
  JSON.stringify({
    number: 1,
    created_at: '2026-06-30T09:00:00Z',
    state: 'open',
    secret_type: 'github_personal_access_token',
    secret: token,
    ...fields,
  });

const severityOf = async (report: string): Promise<string | undefined> => {
  const audited = await auditFiles({ 'calls.ndjson': call, report });
  return audited.report.findings.find(({ rule }) => rule === 'exposure/leaked-token-used')?.severity;
};

describe('a token that a scanner found was used', () => {
  it.each([
    ['gitleaks JSON', gitleaks({ Date: '2026-06-30T09:00:00Z' })],
    ['gitleaks CSV', `RuleID,Secret,Date,Fingerprint\ngithub-pat,${token},2026-06-30T09:00:00Z,f\n`],
    ['TruffleHog', trufflehog({})],
    ['an alert of GitHub', alert({})],
    ['an alert of GitHub about its Base64', alert({ secret: Buffer.from(token).toString('base64'), is_base64_encoded: true })],
    ['an alert of GitHub by webhook', `{"action":"created","alert":${alert({})}}`],
  ])('after %s dates it: critical', async (_, report) => {
    expect(await severityOf(report)).toBe('critical');
  });

  it.each([
    ['the report dates the leak later', gitleaks({ Date: '2026-07-02T09:00:00Z' })],
    ['the report of a folder has no date', gitleaks({})],
    ['the date has no zone', gitleaks({ Date: '2026-06-30 09:00:00' })],
    ['the finding in a file has no date', trufflehog({ SourceMetadata: { Data: { Filesystem: { file: 'a.env', line: 1 } } } })],
  ])('and %s: medium', async (_, report) => {
    expect(await severityOf(report)).toBe('medium');
  });

  it('is not said of another token', async () => {
    expect(await severityOf(gitleaks({ Secret: `${token}x`, Date: '2026-06-30T09:00:00Z' }))).toBeUndefined();
  });
});

it.each([
  ['gitleaks --redact', gitleaks({ Secret: 'REDACTED' })],
  ['gitleaks --redact=80', gitleaks({ Secret: 'ghp_made...' })],
  ['an empty cell', gitleaks({ Secret: '' })],
  ['TruffleHog without Raw', trufflehog({ Raw: '', Redacted: 'ghp_made' })],
  ['an alert with hide_secret', alert({ secret: null })],
])('says of %s that it cannot be matched, and takes nothing from it', async (_, report) => {
  const { drafts, diagnostics, outcome } = await readBytes(report);
  expect(drafts).toEqual([]);
  expect(outcome).toMatchObject({ status: 'read', records: 1, rejected: 0 });
  expect(diagnostics).toEqual([
    expect.objectContaining({ code: 'leak-redacted', level: 'warning', hint: expect.stringContaining('bindcheck') }),
  ]);
});

it('takes SARIF of other tools for nothing it knows', async () => {
  const sarif = JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'another' } }, results: [] }] });
  expect((await readBytes(sarif)).outcome.format).toBeNull();
});
