import type { Member } from '../../facts/values.ts';
import { describeValue } from '../../lib/describe-values.ts';
import { fail, notApplicable, notEvaluable, passOnRecord } from '../../model/verdict.ts';
import { groupRule, missing } from '../define.ts';
import { states } from './family.ts';

/** The odd ones out that are named. */
const MOST_NAMED = 3;

interface Roots {
  transactionLogged: boolean;
  /** Some execution does not say to which trace it belongs. */
  untraced: boolean;
  ambiguous: boolean;
  first?: Member;
  /** The first executions of another trace than the earliest one, described. */
  readonly odd: string[];
}

const describeTrace = ({ name, fields }: Member): string =>
  `trace ${describeValue(fields.traceId ?? '')} (${describeValue(name)})`;

/** Goes through executions in order of time, once, in constant memory. */
const lookAtRoots = (members: Iterable<Member>): Roots => {
  const roots: Roots = { transactionLogged: false, untraced: false, ambiguous: false, odd: [] };
  for (const member of members) {
    roots.transactionLogged ||= states(member, 'transactionId');
    roots.ambiguous ||= member.ambiguous;
    const isTraced = states(member, 'traceId');
    roots.untraced ||= !isTraced;
    if (!isTraced) continue;
    roots.first ??= member;
    if (roots.first === member || member.fields.traceId === roots.first.fields.traceId) continue;
    if (roots.odd.length < MOST_NAMED) roots.odd.push(describeTrace(member));
  }
  return roots;
};

/** OAuth transaction tokens: a transaction has one root; within its trace a tool may be called as often as it takes. */
export default groupRule({
  id: 'replay/transaction-reused',
  title: 'One transaction ran the same call from two roots',
  class: 'token-replayed',
  severity: 'high',
  over: 'transaction',
  failsWhen: 'one txn ran the same tool with the same arguments at the same server from two roots',
  notEvaluableWhen: 'txn or trace not known',
  why:
    'A transaction token was kept and used to start the same act anew, outside of the chain of calls that it was issued ' +
    'for. What was authorised once was done twice.',
  fix:
    'Let each workload remember the txn that it has served, with tool and arguments, and refuse it from another root; ' +
    'have the transaction token service issue a new token for each request from outside.',
  spec: 'OAuth transaction tokens',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  groupBy: 'transaction',
  needs: [],
  uses: ['claimNames', 'toolName', 'argumentsHash'],
  evaluate(given, members) {
    const { claimNames, toolName } = given;
    const { first, odd, transactionLogged, untraced, ambiguous } = lookAtRoots(members);
    if (first && odd.length > 0) {
      return fail('one root for a transaction', `${describeTrace(first)}, then ${odd.join(', ')}`);
    }
    if (!transactionLogged && claimNames === undefined) return missing('claimNames');
    if (!transactionLogged && !claimNames?.includes('txn')) return notApplicable;
    if (toolName === undefined || given.argumentsHash === undefined) return missing('toolName', 'argumentsHash');
    return untraced || ambiguous ? notEvaluable('ambiguous-duplicate') : passOnRecord;
  },
});
