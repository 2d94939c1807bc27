import type { MappedLink } from './link.ts';

/** Expired or not-yet-valid token accepted: invocation time outside nbf..exp plus the allowed clock skew. */
export const tokenExpired: readonly MappedLink[] = [
  {
    framework: 'owasp-nhi-2025',
    id: 'NHI7:2025',
    strength: 'weak',
    rationale: 'an expiry that is not enforced behaves like a long-lived secret',
  },
  {
    framework: 'owasp-nhi-2025',
    id: 'NHI4:2025',
    strength: 'weak',
    rationale: 'token validation failed; no NHI entry names expiry enforcement',
  },
  {
    framework: 'owasp-asi-2026',
    id: 'ASI03',
    strength: 'direct',
    rationale: 'time-of-check to time-of-use and workflow authorization drift are listed',
  },
  { framework: 'owasp-agentic-tm-1.1', id: 'T3', strength: 'partial', rationale: 'via ASI03' },
  {
    framework: 'owasp-mcp-2025',
    id: 'MCP07:2025',
    strength: 'direct',
    rationale: 'detection list: tokens used after expiry timestamps',
  },
  { framework: 'owasp-mcp-2025', id: 'MCP01:2025', strength: 'weak', rationale: 'token lifetimes' },
  { framework: 'nist-sp-800-207', id: 'ZT-3', strength: 'direct', rationale: 'access continued beyond the granted session' },
  { framework: 'nist-sp-800-207', id: 'ZT-6', strength: 'direct', rationale: 'authorization not enforced at access time' },
  { framework: 'nist-csf-2.0', id: 'PR.AA-04', strength: 'direct', rationale: 'assertion accepted without valid time check' },
  { framework: 'nist-csf-2.0', id: 'PR.AA-03', strength: 'partial', rationale: 'service authentication' },
  { framework: 'nist-sp-800-53r5', id: 'IA-13(3)', strength: 'direct', rationale: 'access tokens are time-restricted' },
  { framework: 'nist-sp-800-53r5', id: 'IA-13(2)', strength: 'partial', rationale: 'verification before granting access' },
  { framework: 'nist-sp-800-53r5', id: 'IA-5(13)', strength: 'partial', rationale: 'cached authenticators past their period' },
  { framework: 'nist-sp-800-53r5', id: 'AC-12', strength: 'weak', rationale: 'session termination' },
  { framework: 'cwe', id: 'CWE-613', strength: 'direct', rationale: 'insufficient session expiration' },
  { framework: 'cwe', id: 'CWE-672', strength: 'weak', rationale: 'class level' },
  { framework: 'owasp-asvs-5.0.0', id: 'v5.0.0-9.2.1', strength: 'direct', rationale: 'validity time span' },
];
