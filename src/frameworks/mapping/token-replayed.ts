import type { MappedLink } from './link.ts';

/** Replayed token: same one-time token, jti, nonce or proof accepted again for a second invocation. */
export const tokenReplayed: readonly MappedLink[] = [
  {
    framework: 'owasp-nhi-2025',
    id: 'NHI4:2025',
    strength: 'partial',
    rationale: 'insecure authentication; the page names replay. Not NHI9: that entry is about sharing one NHI between services',
  },
  {
    framework: 'owasp-asi-2026',
    id: 'ASI03',
    strength: 'direct',
    rationale: 'detection text: agents reuse tokens outside their original signed intent',
  },
  {
    framework: 'owasp-asi-2026',
    id: 'ASI07',
    strength: 'conditional',
    when: 'only if what is replayed is a delegation or agent-to-agent message ("replay on trust chains")',
  },
  { framework: 'owasp-agentic-tm-1.1', id: 'T3', strength: 'partial', rationale: 'via ASI03' },
  { framework: 'owasp-agentic-tm-1.1', id: 'T16', strength: 'conditional', when: 'only for MCP/A2A protocol messages' },
  {
    framework: 'owasp-mcp-2025',
    id: 'MCP07:2025',
    strength: 'direct',
    rationale: 'scenario 1 is a token replay attack; prevention says detect and block replayed tokens',
  },
  {
    framework: 'nist-sp-800-207',
    id: 'ZT-3',
    strength: 'partial',
    rationale: 'grant outlives the session or call it was made for',
  },
  {
    framework: 'nist-sp-800-207',
    id: 'ZT-6',
    strength: 'direct',
    rationale: 'authentication not re-enforced before the second access',
  },
  { framework: 'nist-csf-2.0', id: 'PR.AA-03', strength: 'partial', rationale: 'service authentication accepted stale proof' },
  { framework: 'nist-csf-2.0', id: 'PR.AA-04', strength: 'direct', rationale: 'assertion not verified as fresh' },
  {
    framework: 'nist-csf-2.0',
    id: 'DE.CM-09',
    strength: 'weak',
    rationale: 'its example names unauthorized credential reuse; finding it is the outcome, not its failure',
  },
  {
    framework: 'nist-sp-800-53r5',
    id: 'IA-2(8)',
    strength: 'partial',
    rationale: 'replay resistance; written for access to accounts',
  },
  {
    framework: 'nist-sp-800-53r5',
    id: 'SC-23',
    strength: 'direct',
    rationale: 'protection against hijacking or insertion of sessions',
  },
  { framework: 'cwe', id: 'CWE-294', strength: 'direct', rationale: 'authentication bypass by capture-replay' },
  {
    framework: 'mitre-attack-enterprise',
    id: 'T1550.001',
    strength: 'conditional',
    when: 'candidate only: needs a different source, agent or host on the second use; a retry is not an attack',
  },
  {
    framework: 'mitre-atlas',
    id: 'AML.T0091.000',
    strength: 'conditional',
    when: 'candidate only: needs a different source, agent or host on the second use; a retry is not an attack',
  },
  {
    framework: 'owasp-asvs-5.0.0',
    id: 'v5.0.0-10.3.5',
    strength: 'direct',
    rationale: 'replay of access tokens by unauthorized parties',
  },
  { framework: 'owasp-asvs-5.0.0', id: 'v5.0.0-10.5.1', strength: 'conditional', when: 'ID tokens only' },
];
