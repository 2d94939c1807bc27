import type { MappedLink } from './link.ts';

/** Stale, missing or mismatching approval: human approval absent, older than allowed, given for other arguments, or after the call. */
export const approvalStale: readonly MappedLink[] = [
  {
    framework: 'owasp-asi-2026',
    id: 'ASI03',
    strength: 'direct',
    rationale: 'workflow authorization drift: approval checked early, used late',
  },
  { framework: 'owasp-asi-2026', id: 'ASI02', strength: 'partial', rationale: 'action-level authentication and approval' },
  {
    framework: 'owasp-asi-2026',
    id: 'ASI09',
    strength: 'weak',
    rationale: 'concerns manipulation of the approver, which a log rarely shows',
  },
  { framework: 'owasp-agentic-tm-1.1', id: 'T3', strength: 'partial', rationale: 'via ASI03' },
  { framework: 'owasp-agentic-tm-1.1', id: 'T10', strength: 'weak', rationale: 'only with an approval-flood pattern' },
  {
    framework: 'owasp-mcp-2025',
    id: 'MCP07:2025',
    strength: 'partial',
    rationale: 'evaluate permissions per request, not per session',
  },
  { framework: 'nist-sp-800-207', id: 'ZT-4', strength: 'direct', rationale: 'decision must follow current policy and context' },
  { framework: 'nist-sp-800-207', id: 'ZT-6', strength: 'direct', rationale: 'enforcement before access' },
  { framework: 'nist-csf-2.0', id: 'PR.AA-05', strength: 'direct', rationale: 'authorizations enforced, separation of duties' },
  { framework: 'nist-sp-800-53r5', id: 'AC-3', strength: 'partial', rationale: 'access enforcement' },
  { framework: 'nist-sp-800-53r5', id: 'AC-3(2)', strength: 'conditional', when: 'only where two approvers are required' },
  { framework: 'nist-sp-800-53r5', id: 'AC-24', strength: 'partial', rationale: 'access control decisions' },
  { framework: 'cwe', id: 'CWE-841', strength: 'partial', rationale: 'approval step of the workflow not enforced' },
  { framework: 'cwe', id: 'CWE-367', strength: 'conditional', when: 'approval valid at check time, changed at use time' },
  { framework: 'mitre-atlas', id: 'AML.M0029', strength: 'direct', rationale: 'mitigation: human in the loop for agent actions' },
  {
    framework: 'owasp-asvs-5.0.0',
    id: 'v5.0.0-7.5.3',
    strength: 'partial',
    rationale: 'further verification before highly sensitive operations',
  },
];
