import type { Member } from '../../facts/values.ts';
import { describeValue, describeValues } from '../../lib/describe-values.ts';
import { fail, notApplicable, passOnRecord } from '../../model/verdict.ts';
import { groupRule } from '../define.ts';

/** The odd ones out that are named. */
const MOST_NAMED = 3;

/** The first execution of a group, and the first of those that came with another proof. One pass, constant memory. */
const lookAtProofs = (members: Iterable<Member>): { readonly first: Member | undefined; readonly odd: readonly string[] } => {
  let first: Member | undefined;
  const odd: string[] = [];
  for (const member of members) {
    if (member.proofContent === undefined) continue;
    first ??= member;
    if (member.proofContent !== first.proofContent && odd.length < MOST_NAMED) odd.push(member.name);
  }
  return { first, odd };
};

/** RFC 9449 §4.2: each proof has an identifier of its own; servers remember nothing else of it. */
export default groupRule({
  id: 'replay/proof-id-collision',
  title: 'Two different proofs of one key carry the same jti',
  class: 'token-replayed',
  severity: 'medium',
  over: 'proof',
  failsWhen: 'two different proofs of one key carry the same jti',
  notEvaluableWhen: 'no proof logged',
  why:
    'Servers know a proof that was spent by its jti. A client that numbers its proofs badly has honest calls refused ' +
    'as replays, and those who run the server are tempted to switch the check off.',
  fix: 'Let the client take at least 96 random bits (or a version 4 UUID) for the jti of each proof; never a counter or a clock.',
  spec: 'RFC 9449 §4.2',
  breaksBinding: false,
  matters: 'never',
  baselineable: true,

  groupBy: 'proof id',
  when: ['proofExpected'],
  needs: ['proof'],
  evaluate({ proof: { jti, jkt } }, members) {
    // binding/dpop-malformed speaks of a proof without them.
    if (jti === undefined || jkt === undefined) return notApplicable;
    const { first, odd } = lookAtProofs(members);
    if (odd.length === 0) return passOnRecord;
    return fail(
      'a jti of its own for each proof',
      `jti ${describeValue(jti)} came first with ${describeValue(first?.name ?? '')}, then in another proof with ${describeValues(odd)}`,
    );
  },
});
