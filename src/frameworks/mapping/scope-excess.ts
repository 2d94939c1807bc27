import type { MappedLink } from './link.ts';

/** Over-scoped token or call: (a) token grants more than the tool call needs; (b) call executed needs a scope the token lacks. */
export const scopeExcess: readonly MappedLink[] = [
  { framework: 'owasp-nhi-2025', id: 'NHI5:2025', strength: 'direct', rationale: 'overprivileged NHI (a)' },
  {
    framework: 'owasp-asi-2026',
    id: 'ASI02',
    strength: 'direct',
    rationale: 'over-privileged / over-scoped tool access is a listed example (a: agent stays inside its grant)',
  },
  {
    framework: 'owasp-asi-2026',
    id: 'ASI03',
    strength: 'direct',
    rationale: 'escalation or inherited rights (b: the boundary rule in ASI02 sends this to ASI03)',
  },
  { framework: 'owasp-agentic-tm-1.1', id: 'T3', strength: 'direct', rationale: 'privilege compromise' },
  { framework: 'owasp-agentic-tm-1.1', id: 'T2', strength: 'partial', rationale: 'OWASP crosswalk NHI5 -> T2, T3' },
  { framework: 'owasp-mcp-2025', id: 'MCP02:2025', strength: 'direct', rationale: 'privilege escalation via scope creep' },
  {
    framework: 'owasp-mcp-2025',
    id: 'MCP07:2025',
    strength: 'partial',
    rationale: 'tools do not validate scope before execution (b)',
  },
  {
    framework: 'nist-sp-800-207',
    id: 'ZT-3',
    strength: 'partial',
    rationale: 'the tenet text asks for least privilege needed for the task',
  },
  { framework: 'nist-sp-800-207', id: 'ZT-6', strength: 'partial', rationale: 'authorization not strictly enforced (b)' },
  {
    framework: 'nist-csf-2.0',
    id: 'PR.AA-05',
    strength: 'direct',
    rationale: 'least privilege in permissions, entitlements and authorizations',
  },
  { framework: 'nist-sp-800-53r5', id: 'AC-6', strength: 'direct', rationale: 'least privilege (a)' },
  { framework: 'nist-sp-800-53r5', id: 'AC-3', strength: 'direct', rationale: 'access enforcement (b)' },
  { framework: 'nist-sp-800-53r5', id: 'AC-6(7)', strength: 'weak', rationale: 'privilege review should have caught it' },
  { framework: 'cwe', id: 'CWE-863', strength: 'direct', rationale: '(b) incorrect authorization' },
  { framework: 'cwe', id: 'CWE-862', strength: 'conditional', when: '(b) when the log shows no scope check at all' },
  { framework: 'cwe', id: 'CWE-266', strength: 'partial', rationale: '(a) incorrect privilege assignment' },
  {
    framework: 'mitre-atlas',
    id: 'AML.M0026',
    strength: 'direct',
    rationale: 'mitigation: privileged agent permissions configuration',
  },
  {
    framework: 'mitre-atlas',
    id: 'AML.M0028',
    strength: 'direct',
    rationale: 'mitigation: agent tools permissions configuration',
  },
  {
    framework: 'owasp-asvs-5.0.0',
    id: 'v5.0.0-10.3.2',
    strength: 'direct',
    rationale: '(b) resource server enforces scope / authorization_details',
  },
  {
    framework: 'owasp-asvs-5.0.0',
    id: 'v5.0.0-10.4.11',
    strength: 'partial',
    rationale: '(a) server assigns only required scopes',
  },
  {
    framework: 'owasp-asvs-5.0.0',
    id: 'v5.0.0-10.2.3',
    strength: 'partial',
    rationale: '(a) client requests only required scopes',
  },
];
