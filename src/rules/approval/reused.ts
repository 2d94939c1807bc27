import type { Member } from '../../facts/values.ts';
import { describeValue, describeValues } from '../../lib/describe-values.ts';
import { fail, notApplicable, notEvaluable, passOnRecord } from '../../model/verdict.ts';
import { groupRule } from '../define.ts';

/** The later executions that are named; more are counted. */
const MOST_NAMED = 3;

interface Uses {
  count: number;
  /** Executions that are certainly requests of their own: with a time, and told apart from redelivered lines. */
  distinct: number;
  ambiguous: boolean;
  readonly first: Member[];
}

const lookAtUses = (members: Iterable<Member>): Uses => {
  const uses: Uses = { count: 0, distinct: 0, ambiguous: false, first: [] };
  for (const member of members) {
    uses.count += 1;
    if (member.ambiguous) uses.ambiguous = true;
    else if (member.states ? member.states('eventTime') : member.fields.eventTime !== undefined) uses.distinct += 1;
    if (uses.first.length <= MOST_NAMED) uses.first.push(member);
  }
  return uses;
};

const describeUses = ({ count, first: [earliest, ...later] }: Uses): string =>
  `${count} executions: first ${describeValue(earliest?.name ?? '')}, then ${describeValues(later.map(({ name }) => name))}`;

/** An approval serves as many executions as it was given for: one, unless it says otherwise. */
export default groupRule({
  id: 'approval/reused',
  title: 'One approval served more executions than it was given for',
  class: 'approval-stale',
  severity: 'critical',
  over: 'approval',
  failsWhen: 'one approval covered more executions than its max_uses (default 1)',
  notEvaluableWhen: 'approval id not logged',
  why:
    'Somebody agreed to a thing being done once, and it was done again without anybody being asked. An agent that ' +
    'keeps an approval can repeat a payment or a deletion at will.',
  fix:
    'Mark an approval as spent in the same step that runs the tool, for all instances of the server together, and ' +
    'refuse the next call that names it; where it is meant to last, give it max_uses.',
  spec: '-',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  groupBy: 'approval',
  needs: ['approvals', 'approvalNamed'],
  uses: ['approvalDemanded'],
  evaluate({ approvals, approvalNamed, approvalDemanded }, members) {
    const standing = approvals.those('uses', '0');
    if (!approvalNamed) {
      if (approvals.first === undefined || approvalDemanded === false) return notApplicable;
      return standing.size === approvals.size ? passOnRecord : notEvaluable('no-approval-record');
    }
    if (standing.first !== undefined) return passOnRecord;
    const most = approvals.first === undefined ? 1 : approvals.mostUses;
    const uses = lookAtUses(members);
    if (uses.distinct > most) return fail(`at most ${most} for this approval`, describeUses(uses));
    if (uses.ambiguous) return notEvaluable('ambiguous-duplicate');
    return uses.count <= most ? passOnRecord : notEvaluable('no-request-time');
  },
});
