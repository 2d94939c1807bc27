import { fail, notEvaluable, passOnRecord } from '../../model/verdict.ts';
import { groupRule } from '../define.ts';
import { describeUses, lookAtUses } from './family.ts';

/** RFC 9449 §11.1: a proof serves one request. */
export default groupRule({
  id: 'replay/proof-reused',
  title: 'One proof served several executions',
  class: 'token-replayed',
  severity: 'high',
  over: 'proof',
  failsWhen:
    'one proof, by (key, jti), served two or more distinct executions. Critical when tool, arguments or sender ' +
    'differ. Redelivered log lines and several vantage points of one request are not replays',
  notEvaluableWhen: 'cannot tell redelivery from reuse (no request time)',
  why:
    'Somebody captured token and proof and sent them again. The proof binds method and URL only, so that behind one ' +
    'URL it can be spent on another tool and other arguments.',
  fix:
    'Remember the jti of each proof for its whole window, for all instances of the server together, and refuse the ' +
    'second use; demand nonces to keep the window short.',
  spec: 'RFC 9449 §11.1',
  breaksBinding: true,
  matters: 'never',
  baselineable: false,

  groupBy: 'proof',
  when: ['proofExpected'],
  needs: ['proof'],
  evaluate(_given, members) {
    const uses = lookAtUses(members);
    if (uses.distinct >= 2) {
      return fail('one execution for each proof', describeUses(uses), uses.differing.size > 0 ? 'critical' : undefined);
    }
    if (uses.ambiguous) return notEvaluable('ambiguous-duplicate');
    return uses.count < 2 ? passOnRecord : notEvaluable('no-request-time');
  },
});
