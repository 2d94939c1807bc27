import type { ApprovalSet } from '../../facts/approval-set.ts';
import type { ApprovalRecord } from '../../facts/records.ts';
import { describeValue } from '../../lib/describe-values.ts';
import { fail, notEvaluable, pass, type Verdict } from '../../model/verdict.ts';
import { type Given, invocationRule, type Missing, missing } from '../define.ts';
import { agreed, describeApproval, restsOn } from './family.ts';

type Parties = Given<'identities', 'presenter' | 'loggedClient' | 'actors' | 'clientId'>;

interface Party {
  readonly role: string;
  readonly name: string | null | undefined;
}

/** Who executed, by every name that log and token have for it. Earlier actors of the chain did not. */
const executing = ({ presenter, loggedClient, actors, clientId }: Parties): readonly Party[] => [
  { role: 'the agent that called', name: presenter },
  { role: 'the client that called', name: loggedClient },
  { role: 'the client of the token', name: clientId },
  { role: 'the actor of the token', name: actors?.[0]?.subject },
  { role: 'the actor of the token', name: actors?.[0]?.clientId },
];

const judge = (approval: ApprovalRecord, parties: Parties): Verdict => {
  const { approvedBy } = approval;
  if (approvedBy === undefined) return notEvaluable('no-approval-record');
  const own = executing(parties).find(({ name }) => typeof name === 'string' && parties.identities.same(name, approvedBy));
  if (own === undefined) return pass;
  return fail(
    'an approval by somebody who does not execute it',
    `${describeApproval(approval)} is by ${describeValue(approvedBy)}, ${own.role}`,
  );
};

/** The same of all of a set: whether what is said of the first holds for each. */
const judgeAll = (approvals: ApprovalSet, parties: Parties): Verdict => {
  const { first, size } = approvals;
  const names = executing(parties).flatMap(({ name }) => name ?? []);
  const anonymous = approvals.those('approver', undefined).size;
  const own = approvals.those('approver', ...names).size;
  return agreed(first && judge(first, parties), ({ is }) => {
    if (is === 'not-evaluable') return anonymous === size;
    return is === 'fail' ? own === size : anonymous + own === 0;
  });
};

/** That nobody approved his own call can be said only where agent, client and actor are known. */
const lacking = ({ presenter, loggedClient, actors, clientId }: Parties): Missing | undefined => {
  if (presenter === undefined) return missing('presenter');
  if (actors === undefined) return missing('actors');
  return loggedClient === undefined && clientId === undefined ? missing('clientId') : undefined;
};

/** An approval is the word of somebody other than the one who executes. */
export default invocationRule({
  id: 'approval/self-issued',
  title: 'The party that executed the call had approved it itself',
  class: 'approval-stale',
  severity: 'high',
  over: 'invocation',
  failsWhen: 'the approver is the agent, the client or the actor that executed',
  notEvaluableWhen: 'approver not recorded',
  why:
    'The approval is there so that a second party looks. An agent that can write approvals of its own is bound by ' +
    'nothing, and whoever misleads it is approved too.',
  fix:
    'Let only authenticated persons, or a separate service, write approvals; refuse those whose approver is the agent, ' +
    'the client or an actor of the call.',
  spec: '-',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  needs: ['approvals', 'approvalNamed', 'identities'],
  uses: ['approvalDemanded', 'toolName', 'presenter', 'loggedClient', 'actors', 'clientId'],
  evaluate({ approvals, approvalNamed, approvalDemanded, toolName, ...parties }) {
    const relevant = restsOn({ approvals, approvalNamed, approvalDemanded, toolName });
    if (relevant === undefined) return missing('approvalDemanded');
    const verdict = judgeAll(relevant, parties);
    return (verdict.is === 'pass' ? lacking(parties) : undefined) ?? verdict;
  },
});
