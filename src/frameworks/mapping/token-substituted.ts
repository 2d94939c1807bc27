import type { MappedLink } from './link.ts';

/** Substituted token: token presented belongs to another subject, agent, client, session or token type than the one recorded for the call. */
export const tokenSubstituted: readonly MappedLink[] = [
  {
    framework: 'owasp-nhi-2025',
    id: 'NHI9:2025',
    strength: 'conditional',
    when: 'only when the log shows one NHI credential used by two agents or services',
  },
  {
    framework: 'owasp-nhi-2025',
    id: 'NHI10:2025',
    strength: 'conditional',
    when: 'only when a human session uses the NHI token',
  },
  {
    framework: 'owasp-nhi-2025',
    id: 'NHI4:2025',
    strength: 'weak',
    rationale: 'verifier accepted a credential that does not match the caller',
  },
  {
    framework: 'owasp-asi-2026',
    id: 'ASI03',
    strength: 'direct',
    rationale: 'identity sharing and memory-based escalation are listed examples',
  },
  { framework: 'owasp-agentic-tm-1.1', id: 'T9', strength: 'direct', rationale: 'acting under another identity' },
  { framework: 'owasp-agentic-tm-1.1', id: 'T3', strength: 'partial', rationale: 'via ASI03' },
  {
    framework: 'owasp-mcp-2025',
    id: 'MCP07:2025',
    strength: 'direct',
    rationale: 'check list: agents can reuse tokens or credentials issued to others',
  },
  {
    framework: 'nist-sp-800-207',
    id: 'ZT-6',
    strength: 'direct',
    rationale: 'authentication of the requester not enforced before access',
  },
  { framework: 'nist-sp-800-207', id: 'ZT-4', strength: 'partial', rationale: 'decision ignored observable client identity' },
  {
    framework: 'nist-csf-2.0',
    id: 'PR.AA-03',
    strength: 'direct',
    rationale: 'the service or agent was not the one authenticated',
  },
  { framework: 'nist-csf-2.0', id: 'PR.AA-04', strength: 'direct', rationale: 'assertion not verified against the presenter' },
  { framework: 'nist-csf-2.0', id: 'PR.AA-02', strength: 'partial', rationale: 'credential not bound to the identity' },
  {
    framework: 'nist-sp-800-53r5',
    id: 'IA-9',
    strength: 'direct',
    rationale: 'unique identification of the calling service failed',
  },
  {
    framework: 'nist-sp-800-53r5',
    id: 'IA-13(2)',
    strength: 'partial',
    rationale: 'source of the access token not verified for this caller',
  },
  { framework: 'nist-sp-800-53r5', id: 'AC-3', strength: 'partial', rationale: 'access enforced for the wrong subject' },
  { framework: 'nist-sp-800-53r5', id: 'AU-10(1)', strength: 'weak', rationale: 'identity association of the record is broken' },
  { framework: 'cwe', id: 'CWE-290', strength: 'partial', rationale: 'authentication bypass by spoofing' },
  { framework: 'cwe', id: 'CWE-863', strength: 'partial', rationale: 'authorization made for the wrong principal' },
  {
    framework: 'mitre-attack-enterprise',
    id: 'T1550.001',
    strength: 'conditional',
    when: 'candidate: token used by a principal it was not issued to',
  },
  {
    framework: 'mitre-atlas',
    id: 'AML.T0091.000',
    strength: 'conditional',
    when: 'candidate: token used by a principal it was not issued to',
  },
  { framework: 'mitre-atlas', id: 'AML.M0027', strength: 'partial', rationale: 'mitigation: single-user agent permissions' },
  { framework: 'owasp-asvs-5.0.0', id: 'v5.0.0-10.3.3', strength: 'partial', rationale: 'subject identification from the token' },
  {
    framework: 'owasp-asvs-5.0.0',
    id: 'v5.0.0-9.2.2',
    strength: 'conditional',
    when: 'token-type confusion (ID token used as access token)',
  },
];
