import type { MappedLink } from './link.ts';

/** Wrong audience: aud / resource of the token does not name the tool or server that accepted it. */
export const audienceMismatch: readonly MappedLink[] = [
  {
    framework: 'owasp-nhi-2025',
    id: 'NHI4:2025',
    strength: 'partial',
    rationale: 'token validation failure in NHI authentication',
  },
  {
    framework: 'owasp-nhi-2025',
    id: 'NHI6:2025',
    strength: 'conditional',
    when: 'its text covers unvalidated OIDC token claims, but only for CI/CD and cloud deployment',
  },
  { framework: 'owasp-asi-2026', id: 'ASI03', strength: 'direct', rationale: 'bound intent includes audience; reject mismatch' },
  { framework: 'owasp-agentic-tm-1.1', id: 'T3', strength: 'partial', rationale: 'via ASI03' },
  { framework: 'owasp-agentic-tm-1.1', id: 'T16', strength: 'conditional', when: 'only for MCP/A2A protocol flaws' },
  { framework: 'owasp-mcp-2025', id: 'MCP07:2025', strength: 'direct', rationale: 'server-side token validation' },
  {
    framework: 'nist-sp-800-207',
    id: 'ZT-3',
    strength: 'direct',
    rationale: 'authorization to one resource must not carry over to another',
  },
  { framework: 'nist-sp-800-207', id: 'ZT-6', strength: 'direct', rationale: 'enforcement before access' },
  { framework: 'nist-csf-2.0', id: 'PR.AA-04', strength: 'direct', rationale: 'assertion verification' },
  { framework: 'nist-csf-2.0', id: 'PR.AA-05', strength: 'partial', rationale: 'authorization not enforced as defined' },
  { framework: 'nist-sp-800-53r5', id: 'IA-13(3)', strength: 'direct', rationale: 'access tokens are audience-restricted' },
  { framework: 'nist-sp-800-53r5', id: 'IA-13(2)', strength: 'partial', rationale: 'verified before granting access' },
  { framework: 'nist-sp-800-53r5', id: 'AC-3', strength: 'partial', rationale: 'access enforcement' },
  {
    framework: 'cwe',
    id: 'CWE-863',
    strength: 'partial',
    rationale: 'there is no CWE specific to audience; this is the nearest',
  },
  { framework: 'owasp-asvs-5.0.0', id: 'v5.0.0-9.2.3', strength: 'direct', rationale: 'audience of self-contained tokens' },
  { framework: 'owasp-asvs-5.0.0', id: 'v5.0.0-10.3.1', strength: 'direct', rationale: 'audience of access tokens' },
  { framework: 'owasp-asvs-5.0.0', id: 'v5.0.0-9.2.4', strength: 'weak', rationale: 'issuer side' },
];
