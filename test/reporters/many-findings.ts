import type { Evidence, Finding, Report } from '../../src/model/report.ts';
import { SEVERITIES } from '../../src/model/severity.ts';
import { countFindings } from '../../src/triage/count-findings.ts';
import { report } from './reports.ts';

const START = Date.parse('2026-03-01T00:00:00Z');

const hex = (number: number, length: number): string => (number + 1).toString(16).padStart(8, '0').repeat(8).slice(0, length);

const evidenceOf = (finding: number, place: number): Evidence => ({
  source: `logs/2026-03-${String(1 + (finding % 30)).padStart(2, '0')}.ndjson`,
  line: finding + place,
  record_sha256: hex(finding * 7 + place, 64),
  record_id: `record-${finding}-${place}`,
  time: new Date(START + finding * 1000 + place).toISOString(),
  expected: 'one of https://git.acme.example/mcp',
  observed: `aud is https://docs-${finding}.acme.example/mcp`,
});

const variant = (base: Finding, index: number, evidence: number): Finding => {
  const server = `server-${index % 37}`;
  const client = `client-${index}`;
  return {
    ...base,
    fingerprint: hex(index, 32),
    severity: SEVERITIES[index % 4] ?? 'low',
    state: index % 11 === 0 ? 'known' : 'open',
    about: { server_name: server, tool_name: `tool.${index % 113}`, client_id: client, token_issuer: 'https://as.acme.example' },
    occurrences: 1 + (index % 900),
    first_seen: new Date(START + index * 1000).toISOString(),
    last_seen: new Date(START + index * 1000 + (index % 9) * 3_600_000).toISOString(),
    evidence: Array.from({ length: evidence }, (_, place) => evidenceOf(index, place)),
    values: { ...base.values, server_name: { count: 1, values: [server] }, client_id: { count: 1, values: [client] } },
  };
};

/** A report of so many findings over 37 servers, each with so many places of evidence. */
export const manyFindings = (number: number, evidence: number): Report => {
  const given = report('canonical');
  const findings = Array.from({ length: number }, (_, index) =>
    variant(given.findings[index % given.findings.length] as Finding, index, evidence),
  );
  return { ...given, findings, summary: { ...given.summary, findings: countFindings(findings) } };
};
