import type { MappedLink } from './link.ts';

/** Wrong or untrusted issuer: iss not in the trusted list for that tool, or verifying key not published by that issuer. */
export const issuerMismatch: readonly MappedLink[] = [
  { framework: 'owasp-nhi-2025', id: 'NHI4:2025', strength: 'partial', rationale: 'insecure authentication' },
  { framework: 'owasp-nhi-2025', id: 'NHI3:2025', strength: 'conditional', when: 'only if the issuer is a third party' },
  { framework: 'owasp-asi-2026', id: 'ASI03', strength: 'partial', rationale: 'unverified authentication material accepted' },
  { framework: 'owasp-agentic-tm-1.1', id: 'T9', strength: 'partial', rationale: 'identity asserted by an untrusted party' },
  { framework: 'owasp-mcp-2025', id: 'MCP07:2025', strength: 'direct', rationale: 'fail to verify identities properly' },
  { framework: 'nist-sp-800-207', id: 'ZT-6', strength: 'direct', rationale: 'enforcement before access' },
  {
    framework: 'nist-csf-2.0',
    id: 'PR.AA-04',
    strength: 'direct',
    rationale: 'assertion verification; its example names signature validation',
  },
  { framework: 'nist-csf-2.0', id: 'PR.AA-03', strength: 'partial', rationale: 'authentication of services' },
  {
    framework: 'nist-sp-800-53r5',
    id: 'IA-13(2)',
    strength: 'direct',
    rationale: 'source and integrity of access tokens verified',
  },
  {
    framework: 'nist-sp-800-53r5',
    id: 'IA-5(9)',
    strength: 'partial',
    rationale: 'federated credentials only from named organizations',
  },
  { framework: 'nist-sp-800-53r5', id: 'IA-5(14)', strength: 'weak', rationale: 'trust store content (PKI wording)' },
  { framework: 'nist-sp-800-53r5', id: 'IA-8', strength: 'conditional', when: 'only for non-organizational callers' },
  {
    framework: 'cwe',
    id: 'CWE-347',
    strength: 'conditional',
    when: 'when the key does not belong to the issuer or the signature fails',
  },
  { framework: 'cwe', id: 'CWE-346', strength: 'partial', rationale: 'origin validation error' },
  { framework: 'mitre-attack-enterprise', id: 'T1606', strength: 'conditional', when: 'only with evidence the token was forged' },
  {
    framework: 'owasp-asvs-5.0.0',
    id: 'v5.0.0-9.1.3',
    strength: 'direct',
    rationale: 'key material only from trusted issuer sources',
  },
];
