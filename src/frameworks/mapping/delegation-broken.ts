import type { MappedLink } from './link.ts';

/** Broken delegation chain: act/on-behalf-of chain missing, not contiguous, cyclic, too deep, or wider at a hop. */
export const delegationBroken: readonly MappedLink[] = [
  { framework: 'owasp-nhi-2025', id: 'NHI5:2025', strength: 'conditional', when: 'only when a hop widens rights' },
  {
    framework: 'owasp-nhi-2025',
    id: 'NHI10:2025',
    strength: 'conditional',
    when: 'only when human and NHI can no longer be told apart',
  },
  {
    framework: 'owasp-asi-2026',
    id: 'ASI03',
    strength: 'direct',
    rationale: 'delegation chains, un-scoped inheritance and confused deputy are its core',
  },
  {
    framework: 'owasp-asi-2026',
    id: 'ASI07',
    strength: 'conditional',
    when: 'only when the delegation travelled as an agent-to-agent message',
  },
  {
    framework: 'owasp-agentic-tm-1.1',
    id: 'T3',
    strength: 'direct',
    rationale: 'prevent cross-agent privilege delegation unless authorized',
  },
  { framework: 'owasp-agentic-tm-1.1', id: 'T14', strength: 'partial', rationale: 'exploits inter-agent delegation and trust' },
  { framework: 'owasp-agentic-tm-1.1', id: 'T8', strength: 'partial', rationale: 'action cannot be traced to its origin' },
  {
    framework: 'owasp-mcp-2025',
    id: 'MCP07:2025',
    strength: 'partial',
    rationale: 'cross-agent impersonation, identity correlation',
  },
  { framework: 'owasp-mcp-2025', id: 'MCP02:2025', strength: 'conditional', when: 'only when a hop widens scope' },
  {
    framework: 'nist-sp-800-207',
    id: 'ZT-6',
    strength: 'partial',
    rationale: 'authority of the requester not established before access',
  },
  { framework: 'nist-sp-800-207', id: 'ZT-4', strength: 'partial', rationale: 'decision lacks the originating identity' },
  { framework: 'nist-csf-2.0', id: 'PR.AA-04', strength: 'direct', rationale: 'assertions conveyed and verified' },
  { framework: 'nist-csf-2.0', id: 'PR.AA-05', strength: 'partial', rationale: 'authorizations enforced' },
  {
    framework: 'nist-sp-800-53r5',
    id: 'IA-2',
    strength: 'partial',
    rationale: 'associate the user identity with processes acting on its behalf',
  },
  { framework: 'nist-sp-800-53r5', id: 'AC-6', strength: 'conditional', when: 'only when a hop widens scope' },
  { framework: 'nist-sp-800-53r5', id: 'AC-24(1)', strength: 'weak', rationale: 'transmit access authorization information' },
  { framework: 'nist-sp-800-53r5', id: 'AU-10', strength: 'partial', rationale: 'action cannot be attributed' },
  {
    framework: 'cwe',
    id: 'CWE-441',
    strength: 'conditional',
    when: 'confused deputy: when the deputy used its own authority for the originator',
  },
  { framework: 'cwe', id: 'CWE-863', strength: 'partial', rationale: 'authorization on the wrong principal' },
  { framework: 'mitre-atlas', id: 'AML.M0032', strength: 'weak', rationale: 'mitigation: segmentation of agent components' },
  {
    framework: 'owasp-asvs-5.0.0',
    id: 'v5.0.0-8.3.3',
    strength: 'direct',
    rationale: 'originating subject, not the intermediary',
  },
];
