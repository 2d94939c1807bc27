import type { MappedLink } from './link.ts';

/** Unbound token: token accepted without any proof tying it to the calling agent, session, tool or arguments. */
export const tokenUnbound: readonly MappedLink[] = [
  {
    framework: 'owasp-nhi-2025',
    id: 'NHI4:2025',
    strength: 'partial',
    rationale: 'weak authentication method for an NHI; the page names replayable bearer tokens as an example',
  },
  {
    framework: 'owasp-asi-2026',
    id: 'ASI03',
    strength: 'direct',
    rationale: 'mitigation text: bind tokens to subject, audience, purpose, session and reject mismatching use',
  },
  {
    framework: 'owasp-asi-2026',
    id: 'ASI02',
    strength: 'weak',
    rationale: 'only its just-in-time mitigation speaks of binding keys to sessions',
  },
  { framework: 'owasp-agentic-tm-1.1', id: 'T3', strength: 'partial', rationale: 'ASI03 maps one-to-one to T3' },
  {
    framework: 'owasp-agentic-tm-1.1',
    id: 'T9',
    strength: 'partial',
    rationale: 'an unbound token lets its holder act under the agent identity',
  },
  {
    framework: 'owasp-mcp-2025',
    id: 'MCP01:2025',
    strength: 'direct',
    rationale: 'prevention text: bind tokens to the specific agent, tool or session context',
  },
  {
    framework: 'owasp-mcp-2025',
    id: 'MCP07:2025',
    strength: 'direct',
    rationale: 'prevention text: enforce token binding to agent identity',
  },
  { framework: 'nist-sp-800-207', id: 'ZT-3', strength: 'partial', rationale: 'access is not tied to one session' },
  { framework: 'nist-sp-800-207', id: 'ZT-6', strength: 'partial', rationale: 'nothing proves the presenter at decision time' },
  {
    framework: 'nist-csf-2.0',
    id: 'PR.AA-02',
    strength: 'partial',
    rationale: 'identity not bound to the credential in the context of the interaction',
  },
  {
    framework: 'nist-csf-2.0',
    id: 'PR.AA-04',
    strength: 'direct',
    rationale: 'the assertion is conveyed but not protected against another presenter',
  },
  {
    framework: 'nist-sp-800-53r5',
    id: 'IA-9',
    strength: 'partial',
    rationale: 'service not uniquely authenticated before communicating',
  },
  {
    framework: 'nist-sp-800-53r5',
    id: 'IA-5(10)',
    strength: 'partial',
    rationale: 'dynamic binding of identity and authenticator absent',
  },
  { framework: 'nist-sp-800-53r5', id: 'SC-23', strength: 'partial', rationale: 'session authenticity not protected' },
  {
    framework: 'cwe',
    id: 'CWE-1390',
    strength: 'weak',
    rationale: 'weak authentication; class level, review needed; leave empty if in doubt',
  },
  { framework: 'mitre-atlas', id: 'AML.M0028', strength: 'weak', rationale: 'mitigation: permissions of agent tools' },
  { framework: 'owasp-asvs-5.0.0', id: 'v5.0.0-10.3.5', strength: 'direct', rationale: 'sender-constrained access tokens' },
  { framework: 'owasp-asvs-5.0.0', id: 'v5.0.0-10.4.14', strength: 'partial', rationale: 'issuer side of the same requirement' },
];
