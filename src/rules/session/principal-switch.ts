import type { IdentityComparison } from '../../facts/records.ts';
import type { Member } from '../../facts/values.ts';
import { describeValue } from '../../lib/describe-values.ts';
import { fail, notEvaluable, pass } from '../../model/verdict.ts';
import { groupRule, missing } from '../define.ts';
import { describeSession } from './family.ts';

/** The odd ones out that are named; more are counted. */
const MOST_NAMED = 3;

/** What one pass over the executions of one session leaves behind, however many there are. */
interface Principals {
  count: number;
  /** Executions of which the subject is known. */
  known: number;
  first?: { readonly subject: string; readonly member: Member };
  /** Executions for another subject than the first, and the earliest of them, described. */
  others: number;
  readonly odd: string[];
}

const describeOne = (subject: string, { name }: Member): string => `${describeValue(subject)} (${describeValue(name)})`;

const lookAtPrincipals = (members: Iterable<Member>, identities: IdentityComparison): Principals => {
  const seen: Principals = { count: 0, known: 0, others: 0, odd: [] };
  for (const member of members) {
    const { subject } = member;
    seen.count += 1;
    if (subject === undefined) continue;
    seen.known += 1;
    seen.first ??= { subject, member };
    if (identities.same(seen.first.subject, subject)) continue;
    seen.others += 1;
    if (seen.odd.length < MOST_NAMED) seen.odd.push(describeOne(subject, member));
  }
  return seen;
};

const describeOdd = ({ odd, others }: Principals): string =>
  others > odd.length ? `${odd.join(', ')} and ${others - odd.length} more` : odd.join(', ');

/** MCP security best practices: a session belongs to one user. A renewed token of the same user is no switch. */
export default groupRule({
  id: 'session/principal-switch',
  title: 'One session was used for several people',
  class: 'session-stale',
  severity: 'high',
  over: 'session',
  failsWhen: 'one session was used with tokens of two or more subjects',
  notEvaluableWhen: 'session or subject not known',
  why:
    'Somebody got into the session of another, or a gateway shares one among its users. What the server keeps for a ' +
    'session, results, context and queued messages, goes to the wrong person.',
  fix:
    'Key sessions by user and session id together, make ids random, and refuse a request whose token has another sub ' +
    'than the session.',
  spec: 'MCP security best practices',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  groupBy: 'session',
  when: ['tokenPresented'],
  needs: ['loggedSession', 'identities'],
  uses: ['subject'],
  evaluate({ loggedSession, identities, subject }, members) {
    const seen = lookAtPrincipals(members, identities);
    if (seen.others > 0) {
      const observed = `${describeSession(loggedSession)}: first ${seen.first ? describeOne(seen.first.subject, seen.first.member) : ''}, then ${describeOdd(seen)}`;
      return fail('one subject in a session', observed);
    }
    if (subject === undefined) return missing('subject');
    return seen.count < 2 || seen.known === seen.count ? pass : notEvaluable('no-presenter-identity');
  },
});
