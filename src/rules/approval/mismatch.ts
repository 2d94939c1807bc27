import type { ApprovalSet, ApprovalTrait } from '../../facts/approval-set.ts';
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
  readonly what: ApprovalTrait;
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
    approved: approval.argumentsSha256,
    called: call.argumentsHash,
  },
];

const differs = ({ what, approved, called }: Part, identities: IdentityComparison): boolean => {
  if (approved === undefined || called === undefined) return false;
  return what === 'principal' ? !identities.same(approved, called) : approved !== called;
};

const describePart = ({ what, ...sides }: Part, side: 'approved' | 'called'): string => {
  const text = sides[side] ?? '';
  return what === 'arguments' ? text.slice(0, SHOWN) : describeValue(text);
};

const describeParts = (parts: readonly Part[], side: 'approved' | 'called'): string =>
  parts.map((part) => `${part.what} ${describePart(part, side)}`).join(', ');

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

const TRAITS: readonly (readonly [ApprovalTrait, (call: Call) => string | undefined])[] = [
  ['tool', ({ toolName }) => toolName],
  ['server', ({ calledServer }) => calledServer],
  ['principal', ({ loggedPrincipal }) => loggedPrincipal],
  ['arguments', ({ argumentsHash }) => argumentsHash],
];

/** Those that differ from the call in nothing: in nothing that it states, or in nothing at all. */
const fitting = (approvals: ApprovalSet, call: Call, which: 'as-stated' | 'wholly'): ApprovalSet =>
  TRAITS.reduce((left, [trait, called]) => {
    const name = called(call);
    return name === undefined && which === 'as-stated' ? left : left.those(trait, undefined, name);
  }, approvals);

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
    const { first } = approvals;
    if (first === undefined) return notApplicable;
    if (fitting(approvals, call, 'wholly').first) return passOnRecord;
    const open = fitting(approvals, call, 'as-stated').first;
    if (open) return compare(open, call);
    // Of several that do not fit, nothing tells which was meant.
    return approvalNamed || approvals.size === 1 ? compare(first, call) : notEvaluable('no-approval-record');
  },
});
