import type { MappedLink } from './link.ts';

/** Missing log evidence: a field the check needs is absent, so the invocation cannot be attributed or re-checked. */
export const evidenceMissing: readonly MappedLink[] = [
  {
    framework: 'owasp-nhi-2025',
    id: 'NHI10:2025',
    strength: 'conditional',
    when: 'only when human and NHI activity cannot be told apart',
  },
  {
    framework: 'owasp-asi-2026',
    id: 'ASI10',
    strength: 'weak',
    rationale: 'governance and logging appears as mitigation; no ASI entry is about logging',
  },
  { framework: 'owasp-asi-2026', id: 'ASI08', strength: 'weak', rationale: 'logging and non-repudiation appears as mitigation' },
  { framework: 'owasp-agentic-tm-1.1', id: 'T8', strength: 'direct', rationale: 'repudiation and untraceability' },
  { framework: 'owasp-mcp-2025', id: 'MCP08:2025', strength: 'direct', rationale: 'lack of audit and telemetry' },
  { framework: 'nist-sp-800-207', id: 'ZT-7', strength: 'direct', rationale: 'collect as much information as possible' },
  { framework: 'nist-sp-800-207', id: 'ZT-5', strength: 'weak', rationale: 'monitoring of assets' },
  {
    framework: 'nist-csf-2.0',
    id: 'PR.PS-04',
    strength: 'direct',
    rationale: 'log records generated; its example names data needed by zero-trust architectures',
  },
  { framework: 'nist-csf-2.0', id: 'DE.CM-09', strength: 'partial', rationale: 'runtime monitored' },
  { framework: 'nist-csf-2.0', id: 'DE.CM-06', strength: 'conditional', when: 'when the tool is an external provider' },
  { framework: 'nist-sp-800-53r5', id: 'AU-3', strength: 'direct', rationale: 'content of audit records' },
  { framework: 'nist-sp-800-53r5', id: 'AU-12', strength: 'direct', rationale: 'audit record generation' },
  { framework: 'nist-sp-800-53r5', id: 'AU-2', strength: 'partial', rationale: 'event logging' },
  { framework: 'nist-sp-800-53r5', id: 'AU-10', strength: 'partial', rationale: 'non-repudiation' },
  { framework: 'nist-sp-800-53r5', id: 'AU-8', strength: 'conditional', when: 'time stamps missing or without zone' },
  { framework: 'cwe', id: 'CWE-778', strength: 'direct', rationale: 'insufficient logging' },
  { framework: 'cwe', id: 'CWE-223', strength: 'direct', rationale: 'omission of security-relevant information' },
  {
    framework: 'mitre-attack-enterprise',
    id: 'T1562.008',
    strength: 'weak',
    rationale: 'only with evidence of tampering; revoked in v19 (T1685.002)',
  },
  { framework: 'mitre-atlas', id: 'AML.M0024', strength: 'direct', rationale: 'mitigation: AI telemetry logging' },
  { framework: 'owasp-asvs-5.0.0', id: 'v5.0.0-16.2.1', strength: 'direct', rationale: 'who, what, when, where' },
  { framework: 'owasp-asvs-5.0.0', id: 'v5.0.0-16.3.2', strength: 'partial', rationale: 'authorization decisions logged' },
  { framework: 'owasp-asvs-5.0.0', id: 'v5.0.0-16.3.1', strength: 'partial', rationale: 'authentication operations logged' },
];
