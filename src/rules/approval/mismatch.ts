import type { ApprovalRecord, IdentityComparison } from '../../facts/records.ts';
import type { FactName } from '../../facts/values.ts';
import { describeValue } from '../../lib/describe-values.ts';
import { fail, notApplicable, notEvaluable, passOnRecord, type Verdict } from '../../model/verdict.ts';
import { invocationRule, type Missing, missing } from '../define.ts';
import { describeApproval } from './family.ts';

/** Characters of a digest that are shown. */
const SHOWN = 12;

interface Call {
  readonly toolName: string | undefined;
  readonly calledServer: string | undefined;
  readonly loggedPrincipal: string | undefined;
  readonly argumentsHash: string | undefined;
  readonly identities: IdentityComparison;
}

interface Part {
  readonly what: string;
  readonly fact: FactName;
  readonly approved: string | undefined;
  readonly called: string | undefined;
}

const partsOf = (approval: ApprovalRecord, call: Call): readonly Part[] => [
  { what: 'tool', fact: 'toolName', approved: approval.toolName, called: call.toolName },
  { what: 'server', fact: 'calledServer', approved: approval.serverName, called: call.calledServer },
  { what: 'principal', fact: 'loggedPrincipal', approved: approval.principalId, called: call.loggedPrincipal },
  {
    what: 'arguments',
    fact: 'argumentsHash',
    approved: approval.argumentsSha256?.slice(0, SHOWN),
    called: call.argumentsHash?.slice(0, SHOWN),
  },
];

const differs = ({ what, approved, called }: Part, identities: IdentityComparison): boolean => {
  if (approved === undefined || called === undefined) return false;
  return what === 'principal' ? !identities.same(approved, called) : approved !== called;
};

const describeParts = (parts: readonly Part[], side: 'approved' | 'called'): string =>
  parts.map((part) => `${part.what} ${describeValue(part[side] ?? '')}`).join(', ');

/** What an approval does not state, it does not restrict. */
const compare = (approval: ApprovalRecord, call: Call): Verdict | Missing => {
  const parts = partsOf(approval, call);
  const differing = parts.filter((part) => differs(part, call.identities));
  if (differing.length > 0) {
    const expected = `a call as approved: ${describeParts(differing, 'approved')} (${describeApproval(approval)})`;
    return fail(expected, `the call was for ${describeParts(differing, 'called')}`);
  }
  const unknown = parts.filter(({ approved, called }) => approved !== undefined && called === undefined);
  return unknown.length > 0 ? missing(...unknown.map(({ fact }) => fact)) : passOnRecord;
};

/** An approval is for one call: this tool, at this server, for this principal, with these arguments (RFC 8785 digest). */
export default invocationRule({
  id: 'approval/mismatch',
  title: 'The approval was for another call',
  class: 'approval-stale',
  severity: 'critical',
  over: 'invocation',
  failsWhen:
    'the approval that the call names, or else the only one in its time for principal and server, is for another tool, ' +
    'server, principal or argument digest',
  notEvaluableWhen: 'digest not logged',
  why:
    'A person agreed to one thing and another was done. An agent that shows a harmless call for approval and then ' +
    'sends a different one has no approval at all.',
  fix:
    'Record the SHA-256 of the canonical arguments (RFC 8785) with the approval, and compare tool, server, principal ' +
    'and digest with the call before it runs.',
  spec: '-',
  breaksBinding: true,
  matters: 'policy tools.approval',
  baselineable: true,

  when: ['approvalDemanded'],
  needs: ['approvals', 'approvalNamed', 'identities'],
  uses: ['toolName', 'calledServer', 'loggedPrincipal', 'argumentsHash'],
  evaluate({ approvals, approvalNamed, ...call }) {
    const answers = approvals.map((approval) => compare(approval, call));
    const [first] = answers;
    if (first === undefined) return notApplicable;
    if (answers.some(({ is }) => is === 'pass')) return passOnRecord;
    const open = answers.find(({ is }) => is === 'missing');
    if (open) return open;
    // Of several that do not fit, nothing tells which was meant.
    return approvalNamed || answers.length === 1 ? first : notEvaluable('no-approval-record');
  },
});
