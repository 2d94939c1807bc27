import type { MappedLink } from './link.ts';

/** Weak or forbidden algorithm: alg none, symmetric/asymmetric confusion, short key, deprecated hash, or algorithm outside the allow list. */
export const weakAlgorithm: readonly MappedLink[] = [
  { framework: 'owasp-nhi-2025', id: 'NHI4:2025', strength: 'direct', rationale: 'weak or deprecated authentication methods' },
  {
    framework: 'owasp-asi-2026',
    id: 'ASI07',
    strength: 'conditional',
    when: 'only for agent-to-agent messages (protocol downgrade)',
  },
  { framework: 'owasp-asi-2026', id: 'ASI03', strength: 'weak', rationale: 'authentication material is forgeable' },
  { framework: 'owasp-agentic-tm-1.1', id: 'T9', strength: 'partial', rationale: 'identity can be forged' },
  { framework: 'owasp-mcp-2025', id: 'MCP07:2025', strength: 'partial', rationale: 'insecure token issuance' },
  { framework: 'nist-sp-800-207', id: 'ZT-6', strength: 'partial', rationale: 'authentication not strictly enforced' },
  { framework: 'nist-sp-800-207', id: 'ZT-2', strength: 'weak', rationale: 'written for communication' },
  { framework: 'nist-csf-2.0', id: 'PR.AA-04', strength: 'direct', rationale: 'protection and verification of assertions' },
  { framework: 'nist-csf-2.0', id: 'PR.DS-02', strength: 'weak', rationale: 'data in transit' },
  { framework: 'nist-sp-800-53r5', id: 'SC-13', strength: 'direct', rationale: 'cryptographic protection' },
  { framework: 'nist-sp-800-53r5', id: 'IA-13(1)', strength: 'partial', rationale: 'keys that protect access tokens' },
  { framework: 'nist-sp-800-53r5', id: 'IA-5', strength: 'partial', rationale: 'sufficient strength of mechanism' },
  { framework: 'nist-sp-800-53r5', id: 'SC-12', strength: 'weak', rationale: 'key establishment and management' },
  { framework: 'cwe', id: 'CWE-327', strength: 'direct', rationale: 'broken or risky algorithm' },
  { framework: 'cwe', id: 'CWE-347', strength: 'conditional', when: 'alg none or unsigned accepted' },
  { framework: 'cwe', id: 'CWE-326', strength: 'conditional', when: 'short key' },
  { framework: 'cwe', id: 'CWE-328', strength: 'conditional', when: 'weak hash' },
  { framework: 'mitre-attack-enterprise', id: 'T1606', strength: 'weak', rationale: 'forging not shown' },
  { framework: 'owasp-asvs-5.0.0', id: 'v5.0.0-9.1.2', strength: 'direct', rationale: 'algorithm allow list' },
  { framework: 'owasp-asvs-5.0.0', id: 'v5.0.0-9.1.1', strength: 'conditional', when: 'unsigned accepted' },
  { framework: 'owasp-asvs-5.0.0', id: 'v5.0.0-11.2.3', strength: 'partial', rationale: '128-bit security' },
];
