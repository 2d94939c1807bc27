import { showAllControls } from '../lib/terminal-text.ts';
import type { About, Finding, FindingState, Report } from '../model/report.ts';
import type { Reporter } from '../model/reporter.ts';
import type { Severity } from '../model/severity.ts';
import { inertJson } from './json-text.ts';

/** Only attributes that every later version has too are used. */
const OCSF_VERSION = '1.3.0';

const SEVERITIES: Readonly<Record<Severity, readonly [id: number, caption: string]>> = {
  critical: [5, 'Critical'],
  high: [4, 'High'],
  medium: [3, 'Medium'],
  low: [2, 'Low'],
};

/** 99 is for what the schema does not list; its caption is then our own. */
const STATES: Readonly<Record<FindingState, readonly [id: number, caption: string]>> = {
  open: [1, 'New'],
  known: [99, 'Known'],
  suppressed: [3, 'Suppressed'],
};

const milliseconds = (time: string): number => Date.parse(time);

const infoOf = (finding: Finding): object => ({
  uid: finding.fingerprint,
  title: finding.title,
  desc: finding.message,
  types: [finding.class],
  analytic: { type_id: 1, type: 'Rule', uid: finding.rule, name: finding.title },
  ...(finding.first_seen === null ? {} : { first_seen_time: milliseconds(finding.first_seen) }),
  ...(finding.last_seen === null ? {} : { last_seen_time: milliseconds(finding.last_seen) }),
});

const RESOURCES: readonly (readonly [member: string, type: string])[] = [
  ['server_name', 'Server'],
  ['tool_name', 'Tool'],
  ['source_file', 'Log'],
];

const resourcesOf = (about: About): object[] =>
  RESOURCES.flatMap(([member, type]) => (about[member] === undefined ? [] : [{ name: about[member], type }]));

const commentOf = ({ because, suppressed_by, suppressed_until }: Finding): object =>
  because === null ? {} : { comment: [because, suppressed_by, suppressed_until].filter((part) => part !== null).join('; ') };

const eventOf = (finding: Finding, { run, tool }: Report): object => {
  const [severity_id, severity] = SEVERITIES[finding.severity];
  const [status_id, status] = STATES[finding.state];
  return {
    activity_id: 1,
    activity_name: 'Create',
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2004,
    class_name: 'Detection Finding',
    type_uid: 200_401,
    type_name: 'Detection Finding: Create',
    time: milliseconds(finding.last_seen ?? run.as_of),
    severity_id,
    severity,
    status_id,
    status,
    message: finding.message,
    count: finding.occurrences,
    metadata: {
      version: OCSF_VERSION,
      uid: finding.fingerprint,
      product: { name: tool.name, vendor_name: tool.name, version: tool.version },
    },
    finding_info: infoOf(finding),
    resources: resourcesOf(finding.about),
    evidences: finding.evidence.map((data) => ({ data })),
    remediation: { desc: finding.remediation },
    ...commentOf(finding),
    unmapped: { about: finding.about, invocations_total: finding.invocations_total, controls: finding.controls },
  };
};

/** OCSF Detection Findings (class 2004), one event a line, for security data lakes. */
export default {
  id: 'ocsf',
  title: 'OCSF Detection Findings, an event a line, for security data lakes',
  extension: 'ndjson',
  *render(report: Report) {
    for (const finding of report.findings) yield `${inertJson(eventOf(showAllControls(finding), report))}\n`;
  },
} satisfies Reporter;
