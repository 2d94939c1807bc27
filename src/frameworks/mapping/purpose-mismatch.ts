import type { MappedLink } from './link.ts';

/** Purpose mismatch: declared purpose or authorization_details of the token does not cover the tool or arguments. */
export const purposeMismatch: readonly MappedLink[] = [
  { framework: 'owasp-nhi-2025', id: 'NHI5:2025', strength: 'weak', rationale: 'a broader grant than the purpose needs' },
  {
    framework: 'owasp-asi-2026',
    id: 'ASI03',
    strength: 'direct',
    rationale: 'bind permissions to subject, resource, purpose and duration',
  },
  {
    framework: 'owasp-asi-2026',
    id: 'ASI02',
    strength: 'direct',
    rationale: 'legitimate tool applied in an unintended way inside its grant',
  },
  { framework: 'owasp-asi-2026', id: 'ASI01', strength: 'weak', rationale: 'goal hijack cannot be shown from token data alone' },
  { framework: 'owasp-agentic-tm-1.1', id: 'T2', strength: 'direct', rationale: 'tool misuse inside authorized permissions' },
  { framework: 'owasp-agentic-tm-1.1', id: 'T3', strength: 'partial', rationale: 'via ASI03' },
  { framework: 'owasp-agentic-tm-1.1', id: 'T6', strength: 'weak', rationale: 'same caution as ASI01' },
  { framework: 'owasp-mcp-2025', id: 'MCP02:2025', strength: 'partial', rationale: 'use beyond the intended scope' },
  {
    framework: 'owasp-mcp-2025',
    id: 'MCP06:2025',
    strength: 'weak',
    rationale: 'intent flow subversion, not provable from tokens',
  },
  { framework: 'nist-sp-800-207', id: 'ZT-4', strength: 'direct', rationale: 'dynamic policy with request attributes' },
  { framework: 'nist-sp-800-207', id: 'ZT-3', strength: 'weak', rationale: 'least privilege for the task' },
  { framework: 'nist-csf-2.0', id: 'PR.AA-05', strength: 'partial', rationale: 'authorizations enforced as defined' },
  { framework: 'nist-sp-800-53r5', id: 'AC-3(13)', strength: 'partial', rationale: 'attribute-based access control' },
  { framework: 'nist-sp-800-53r5', id: 'AC-24', strength: 'partial', rationale: 'access control decisions' },
  { framework: 'nist-sp-800-53r5', id: 'PT-3', strength: 'conditional', when: 'only when personal data is processed' },
  { framework: 'cwe', id: 'CWE-863', strength: 'partial', rationale: 'incorrect authorization' },
  { framework: 'mitre-atlas', id: 'AML.T0053', strength: 'weak', rationale: 'agent tool invocation; adversary intent not shown' },
  { framework: 'mitre-atlas', id: 'AML.M0028', strength: 'partial', rationale: 'mitigation: agent tools permissions' },
  { framework: 'owasp-asvs-5.0.0', id: 'v5.0.0-10.3.2', strength: 'partial', rationale: 'authorization_details enforced' },
  { framework: 'owasp-asvs-5.0.0', id: 'v5.0.0-9.2.2', strength: 'weak', rationale: 'intended purpose of the token type' },
];
