import type { MappedLink } from './link.ts';

/** Stale session: invocation after logout, after idle or absolute limit, or on a session never opened. */
export const sessionStale: readonly MappedLink[] = [
  {
    framework: 'owasp-nhi-2025',
    id: 'NHI7:2025',
    strength: 'partial',
    rationale: 'its second scenario is a long-lived session cookie',
  },
  { framework: 'owasp-nhi-2025', id: 'NHI1:2025', strength: 'weak', rationale: 'only in spirit: access outlives need' },
  {
    framework: 'owasp-asi-2026',
    id: 'ASI03',
    strength: 'direct',
    rationale: 'memory-based privilege retention; outdated authorization',
  },
  { framework: 'owasp-agentic-tm-1.1', id: 'T3', strength: 'partial', rationale: 'via ASI03' },
  {
    framework: 'owasp-mcp-2025',
    id: 'MCP01:2025',
    strength: 'partial',
    rationale: 'token lifetimes longer than session duration',
  },
  { framework: 'owasp-mcp-2025', id: 'MCP07:2025', strength: 'partial', rationale: 'expiration policies' },
  { framework: 'nist-sp-800-207', id: 'ZT-3', strength: 'direct', rationale: 'per-session access' },
  {
    framework: 'nist-csf-2.0',
    id: 'PR.AA-03',
    strength: 'partial',
    rationale: 'its example asks for periodic re-authentication of services',
  },
  { framework: 'nist-csf-2.0', id: 'PR.AA-05', strength: 'partial', rationale: 'authorizations managed and enforced' },
  { framework: 'nist-sp-800-53r5', id: 'AC-12', strength: 'direct', rationale: 'session termination' },
  {
    framework: 'nist-sp-800-53r5',
    id: 'SC-23(1)',
    strength: 'conditional',
    when: 'after logout: invalidate session identifiers',
  },
  { framework: 'nist-sp-800-53r5', id: 'AC-2(5)', strength: 'weak', rationale: 'inactivity logout (user-facing)' },
  { framework: 'nist-sp-800-53r5', id: 'IA-11', strength: 'partial', rationale: 're-authentication' },
  { framework: 'cwe', id: 'CWE-613', strength: 'direct', rationale: 'insufficient session expiration' },
  {
    framework: 'mitre-attack-enterprise',
    id: 'T1550.004',
    strength: 'conditional',
    when: 'cookie sessions used from a second source only',
  },
  { framework: 'owasp-asvs-5.0.0', id: 'v5.0.0-7.3.1', strength: 'conditional', when: 'idle limit' },
  { framework: 'owasp-asvs-5.0.0', id: 'v5.0.0-7.3.2', strength: 'conditional', when: 'absolute limit' },
  { framework: 'owasp-asvs-5.0.0', id: 'v5.0.0-7.4.1', strength: 'conditional', when: 'use after termination' },
];
