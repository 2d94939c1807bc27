import type { Finding, Report, Values } from '../model/report.ts';
import type { RenderOptions, Reporter } from '../model/reporter.ts';
import { csvLine } from './csv-line.ts';

/** What a row is made of. */
interface Row {
  readonly finding: Finding;
  readonly report: Report;
  readonly title: string;
}

type Column = readonly [name: string, cell: (row: Row) => string | number | null];

const folded = (values: Values | undefined): string => {
  if (!values || values.count === 0) return '';
  return values.count === 1 ? (values.values[0] ?? '') : `${values.count} values`;
};

const value = (name: string): Column => [name, ({ finding }) => folded(finding.values[name])];

const own = (name: string, member: keyof Finding): Column => [name, ({ finding }) => finding[member] as string | number | null];

const controls = (name: string, framework: string): Column => [
  name,
  ({ finding }) => {
    const linked = finding.controls.filter(
      (control) => control.framework === framework && (control.strength === 'direct' || control.strength === 'partial'),
    );
    return [...new Set(linked.map(({ id }) => id))].join('; ');
  },
];

const suppression = (name: string, member: 'because' | 'suppressed_by' | 'suppressed_until'): Column => [
  name,
  ({ finding }) => (finding.state === 'open' ? null : finding[member]),
];

const VALUES = [
  'server_name',
  'tool_name',
  'agent_id',
  'client_id',
  'principal_id',
  'session_id',
  'token_ref',
  'token_issuer',
].concat(['expected', 'observed', 'scopes_granted', 'scopes_required', 'source_file', 'source_line', 'record_sha256']);

/** Fixed, in this order, whatever the report holds (contract §4). */
const COLUMNS: readonly Column[] = [
  own('finding_id', 'fingerprint'),
  own('rule_id', 'rule'),
  ['rule_title', ({ title }) => title],
  own('class', 'class'),
  own('severity', 'severity'),
  own('state', 'state'),
  own('occurrences', 'occurrences'),
  own('first_seen_utc', 'first_seen'),
  own('last_seen_utc', 'last_seen'),
  ...VALUES.map(value),
  controls('owasp_nhi', 'owasp-nhi-2025'),
  controls('owasp_agentic', 'owasp-asi-2026'),
  controls('owasp_mcp', 'owasp-mcp-2025'),
  controls('nist_800_53', 'nist-sp-800-53r5'),
  controls('nist_csf', 'nist-csf-2.0'),
  controls('nist_zero_trust', 'nist-sp-800-207'),
  controls('cwe', 'cwe'),
  own('remediation', 'remediation'),
  suppression('suppressed_reason', 'because'),
  suppression('suppressed_by', 'suppressed_by'),
  suppression('suppressed_until', 'suppressed_until'),
  ['policy_sha256', ({ report }) => report.run.policy?.sha256 ?? null],
  ['tool_version', ({ report }) => report.tool.version],
];

/** A row a finding, also for known and suppressed ones: `state` tells them apart (RFC 4180, CRLF, header always). */
export default {
  id: 'csv',
  title: 'A row a finding with its controls, for compliance',
  extension: 'csv',
  *render(report: Report, options: RenderOptions) {
    const titles = new Map(options.rules.map(({ id, title }) => [id, title]));
    yield csvLine(COLUMNS.map(([name]) => name));
    for (const finding of report.findings) {
      const row = { finding, report, title: titles.get(finding.rule) ?? finding.title };
      yield csvLine(COLUMNS.map(([, cell]) => cell(row)));
    }
  },
} satisfies Reporter;
