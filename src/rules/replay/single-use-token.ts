import { fail, notEvaluable, passOnRecord } from '../../model/verdict.ts';
import { groupRule, missing } from '../define.ts';
import { describeUses, lookAtUses } from './family.ts';

/** RFC 7523 §3, transaction tokens: what the policy declares single-use is spent by its first execution. */
export default groupRule({
  id: 'replay/single-use-token',
  title: 'A single-use token was executed more than once',
  class: 'token-replayed',
  severity: 'critical',
  over: 'token',
  failsWhen: 'a token that the policy declares single-use was executed more than once',
  notEvaluableWhen: 'token identity not known',
  why:
    'Such a token is a permit for one act. Whoever sends it again, the client or somebody who read it on the way, has ' +
    'the act done twice: a second payment, a second release.',
  fix:
    'Remember the jti of each single-use token until it expires, for all instances of the server together, in the same ' +
    'step that runs the tool, and refuse the second use.',
  spec: 'RFC 7523; transaction tokens',
  breaksBinding: true,
  matters: 'never',
  baselineable: false,

  groupBy: 'token use',
  when: ['tokenPresented', 'singleUse'],
  needs: [],
  uses: ['tokenHash', 'tokenId'],
  evaluate({ tokenHash, tokenId }, members) {
    // Without a hash or a jti nothing tells this token from another.
    if (tokenHash === undefined && typeof tokenId !== 'string') return missing('tokenHash');
    const uses = lookAtUses(members);
    if (uses.distinct >= 2) return fail('one execution for each token', describeUses(uses));
    if (uses.ambiguous) return notEvaluable('ambiguous-duplicate');
    return uses.count < 2 ? passOnRecord : notEvaluable('no-request-time');
  },
});
