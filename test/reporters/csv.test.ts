import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/report.ts';
import csv from '../../src/reporters/csv.ts';
import { inertCell } from '../../src/reporters/csv-line.ts';
import { type ReportName, rendered, report } from './reports.ts';

const HEADER =
  'finding_id,rule_id,rule_title,class,severity,state,occurrences,first_seen_utc,last_seen_utc,server_name,tool_name,agent_id,' +
  'client_id,principal_id,session_id,token_ref,token_issuer,expected,observed,scopes_granted,scopes_required,source_file,' +
  'source_line,record_sha256,owasp_nhi,owasp_agentic,owasp_mcp,nist_800_53,nist_csf,nist_zero_trust,cwe,remediation,' +
  'suppressed_reason,suppressed_by,suppressed_until,policy_sha256,tool_version';

const read = (text: string): Record<string, string>[] =>
  parse(text, { columns: true, record_delimiter: '\r\n' }) as unknown as Record<string, string>[];

const rowOf = (rule: string): Record<string, string> => {
  const row = read(rendered(csv, report('canonical'))).find(({ rule_id }) => rule_id === rule);
  if (!row) throw new Error(`no row for ${rule}`);
  return row;
};

test('canonical', async () => {
  const text = rendered(csv, report('canonical'));
  await expect(text.replaceAll('\r\n', '\n')).toMatchFileSnapshot('../../fixtures/reports/canonical.csv');
});

test.each<ReportName>(['canonical', 'empty', 'no-execution', 'no-policy'])('%s: header, CRLF, a row a finding', (name) => {
  const text = rendered(csv, report(name));
  expect(text.startsWith(`${HEADER}\r\n`)).toBe(true);
  expect(text.endsWith('\r\n')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(read(text).map(({ finding_id }) => finding_id)).toEqual(report(name).findings.map(({ fingerprint }) => fingerprint));
});

test('every row has every column', () => {
  const rows = parse(rendered(csv, report('canonical')), { relax_column_count: true }) as string[][];
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([HEADER.split(',').length]));
});

describe('cells', () => {
  test('a value that all occurrences share is itself, several are counted, none is empty', () => {
    const row = rowOf('audience/mismatch');
    expect(row).toMatchObject({ token_ref: '7 values', source_line: '41 values', scopes_granted: 'tickets:read', agent_id: '' });
  });

  test('controls that are directly or partly linked, once each', () => {
    const finding = report('canonical').findings.find(({ rule }) => rule === 'audience/mismatch') as Finding;
    const ids = finding.controls
      .filter(({ framework, strength }) => framework === 'nist-sp-800-53r5' && ['direct', 'partial'].includes(strength))
      .map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(1);
    expect(rowOf('audience/mismatch')['nist_800_53']).toBe(ids.join('; '));
    expect(rowOf('audience/mismatch')['owasp_nhi']).toBe('NHI4:2025');
  });

  test('the title is that of the rule where the catalogue has one', () => {
    expect(rowOf('signature/invalid')['rule_title']).toBe('Title of signature/invalid');
    expect(rowOf('token/expired')['rule_title']).toBe('Expired token accepted');
  });

  test('why a finding does not count', () => {
    expect(rowOf('audience/overbroad')).toMatchObject({
      state: 'suppressed',
      suppressed_reason: 'split of the client is planned, SEC-123',
      suppressed_by: 'platform',
      suppressed_until: '2026-12-31T23:59:59.999Z',
    });
    expect(rowOf('token/expired')['suppressed_reason']).toBe('');
  });

  test('hostile ids are inert', () => {
    const row = rowOf('audience/mismatch');
    expect(row['tool_name']).toBe("'=cmd|' /C calc'!A0");
    expect(row['source_file']).toBe('logs/tickets\\x1b[31m.ndjson');
  });
});

describe('inertCell', () => {
  const starts = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
  const spaces = ['', ' ', '\u00a0', '\u3000 '];
  test.each(spaces.flatMap((space) => starts.map((start) => `${space}${start}1`)))('%j is marked once', (text) => {
    expect(inertCell(text)).toBe(`'${text}`);
    const given = { ...report('empty'), tool: { name: 'bindcheck' as const, version: text } };
    const finding = { ...(report('canonical').findings[0] as Finding), remediation: text };
    expect(read(rendered(csv, { ...given, findings: [finding] }))[0]?.['remediation']).toBe(`'${text}`);
  });

  test.each([
    ['\t1', "'\\t1"],
    ['\r=1', "'\\r=1"],
    ['\n1', "'\\n1"],
    ['\ufeff=1', "'\\ufeff=1"],
    ['\u200b=1', '\\u200b=1'],
  ])('%j becomes %j', (text, cell) => {
    expect(inertCell(text)).toBe(cell);
  });

  test.each(['', 'a=1', "'=1", '1-2', 'https://as.acme.example'])('%j stays', (text) => {
    expect(inertCell(text)).toBe(text);
  });
});

test('quotes and separators are read back', () => {
  const finding = { ...(report('canonical').findings[0] as Finding), remediation: 'a "b", c; d' };
  const text = rendered(csv, { ...report('empty'), findings: [finding] });
  expect(read(text)[0]?.['remediation']).toBe('a "b", c; d');
});

test('the fixture holds text that needs care', () => {
  const text = readFileSync(new URL('../../fixtures/reports/canonical.json', import.meta.url), 'utf8');
  for (const hostile of ['<script>', '=cmd|', '\\u001b', '\\u202e']) expect(text).toContain(hostile);
});
