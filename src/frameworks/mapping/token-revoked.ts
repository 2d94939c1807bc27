import type { MappedLink } from './link.ts';

/** Revoked token still accepted: invocation accepted after the recorded revocation or offboarding time. */
export const tokenRevoked: readonly MappedLink[] = [
  {
    framework: 'owasp-nhi-2025',
    id: 'NHI1:2025',
    strength: 'direct',
    rationale: 'improper offboarding: inadequate deactivation',
  },
  { framework: 'owasp-nhi-2025', id: 'NHI7:2025', strength: 'weak', rationale: 'its prevention list names revocation' },
  {
    framework: 'owasp-asi-2026',
    id: 'ASI03',
    strength: 'direct',
    rationale: 'outdated authorization; revocation is a listed mitigation',
  },
  { framework: 'owasp-asi-2026', id: 'ASI10', strength: 'weak', rationale: 'credential revocation appears as containment' },
  { framework: 'owasp-agentic-tm-1.1', id: 'T3', strength: 'partial', rationale: 'via ASI03' },
  { framework: 'owasp-agentic-tm-1.1', id: 'T9', strength: 'weak', rationale: 'continued use of an identity' },
  { framework: 'owasp-mcp-2025', id: 'MCP07:2025', strength: 'direct', rationale: 'revocation policies for all tokens' },
  { framework: 'owasp-mcp-2025', id: 'MCP01:2025', strength: 'partial', rationale: 'invalidate tokens on exposure' },
  { framework: 'nist-sp-800-207', id: 'ZT-4', strength: 'partial', rationale: 'current state ignored in the decision' },
  { framework: 'nist-sp-800-207', id: 'ZT-6', strength: 'direct', rationale: 'not enforced before access' },
  {
    framework: 'nist-csf-2.0',
    id: 'PR.AA-01',
    strength: 'direct',
    rationale: 'its example: issue, manage and revoke identity tokens',
  },
  { framework: 'nist-csf-2.0', id: 'PR.AA-05', strength: 'direct', rationale: 'its example: promptly rescind privileges' },
  { framework: 'nist-sp-800-53r5', id: 'AC-3(8)', strength: 'direct', rationale: 'revocation of access authorizations' },
  { framework: 'nist-sp-800-53r5', id: 'IA-13(3)', strength: 'direct', rationale: 'access tokens are revoked' },
  { framework: 'nist-sp-800-53r5', id: 'IA-5', strength: 'direct', rationale: 'procedures for revoking authenticators' },
  { framework: 'nist-sp-800-53r5', id: 'AC-2(3)', strength: 'partial', rationale: 'disable accounts' },
  { framework: 'cwe', id: 'CWE-613', strength: 'partial', rationale: 'insufficient session expiration' },
  { framework: 'cwe', id: 'CWE-299', strength: 'conditional', when: 'certificates only' },
  { framework: 'cwe', id: 'CWE-672', strength: 'weak', rationale: 'class level' },
  { framework: 'mitre-attack-enterprise', id: 'T1550.001', strength: 'weak', rationale: 'adversary use not shown' },
  { framework: 'owasp-asvs-5.0.0', id: 'v5.0.0-7.4.1', strength: 'direct', rationale: 'no use after termination' },
  {
    framework: 'owasp-asvs-5.0.0',
    id: 'v5.0.0-8.3.2',
    strength: 'direct',
    rationale: 'changes apply immediately or are mitigated',
  },
  { framework: 'owasp-asvs-5.0.0', id: 'v5.0.0-10.4.9', strength: 'partial', rationale: 'revocation possible' },
];
