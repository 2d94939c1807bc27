import type { MappedLink } from './link.ts';

/** Long-lived token: exp minus iat above the limit, or no exp. */
export const tokenLongLived: readonly MappedLink[] = [
  { framework: 'owasp-nhi-2025', id: 'NHI7:2025', strength: 'direct', rationale: 'long-lived secrets, verbatim' },
  {
    framework: 'owasp-asi-2026',
    id: 'ASI03',
    strength: 'direct',
    rationale: 'short-lived, task-scoped credentials are the first mitigation',
  },
  {
    framework: 'owasp-asi-2026',
    id: 'ASI06',
    strength: 'weak',
    rationale: 'only through OWASP Appendix C: NHI7 -> ASI06, ASI08',
  },
  { framework: 'owasp-asi-2026', id: 'ASI08', strength: 'weak', rationale: 'only through OWASP Appendix C' },
  { framework: 'owasp-agentic-tm-1.1', id: 'T3', strength: 'partial', rationale: 'via ASI03' },
  { framework: 'owasp-mcp-2025', id: 'MCP01:2025', strength: 'direct', rationale: 'long-lived tokens named' },
  { framework: 'owasp-mcp-2025', id: 'MCP07:2025', strength: 'direct', rationale: 'no expiration or rotation policy' },
  {
    framework: 'owasp-mcp-2025',
    id: 'MCP02:2025',
    strength: 'partial',
    rationale: 'no enforced expiration for scopes or tokens',
  },
  { framework: 'nist-sp-800-207', id: 'ZT-3', strength: 'direct', rationale: 'per-session access' },
  { framework: 'nist-csf-2.0', id: 'PR.AA-01', strength: 'partial', rationale: 'credential lifecycle managed' },
  { framework: 'nist-csf-2.0', id: 'PR.AA-05', strength: 'weak', rationale: 'authorizations managed' },
  { framework: 'nist-sp-800-53r5', id: 'IA-5', strength: 'direct', rationale: 'changing or refreshing authenticators' },
  { framework: 'nist-sp-800-53r5', id: 'IA-13(3)', strength: 'direct', rationale: 'time-restricted tokens' },
  { framework: 'cwe', id: 'CWE-613', strength: 'partial', rationale: 'insufficient session expiration' },
  { framework: 'cwe', id: 'CWE-263', strength: 'weak', rationale: 'written for passwords' },
  { framework: 'owasp-asvs-5.0.0', id: 'v5.0.0-7.3.2', strength: 'partial', rationale: 'absolute lifetime' },
  { framework: 'owasp-asvs-5.0.0', id: 'v5.0.0-10.4.8', strength: 'conditional', when: 'refresh tokens' },
  { framework: 'owasp-asvs-5.0.0', id: 'v5.0.0-7.2.2', strength: 'conditional', when: 'static secrets used as session tokens' },
];
