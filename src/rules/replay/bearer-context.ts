import { foldMediaType } from '../../lib/media-type.ts';
import { fail, notApplicable, notEvaluable, pass } from '../../model/verdict.ts';
import { groupRule } from '../define.ts';
import { describeContext, lookAtContexts } from './family.ts';

/** RFC 9700 §4.9: a bearer token that appears in incompatible sender contexts is in more than one hand. */
export default groupRule({
  id: 'replay/bearer-context',
  title: 'One bearer token was used from several senders',
  class: 'token-replayed',
  severity: 'high',
  over: 'token',
  failsWhen:
    'a token without cnf was executed from two or more incompatible sender contexts: another client certificate, ' +
    'workload, device, pipeline run or stage, or agent (replay.context of the policy). Address or user agent alone is ' +
    'not enough unless the policy says so',
  notEvaluableWhen: 'sender not known',
  why:
    'A token that nothing ties to its holder was copied: by a tool that it was shown to, from a log, or from one ' +
    'machine to another. Each holder can do what its owner can.',
  fix:
    'Bind tokens to a key or certificate (DPoP, RFC 9449; mutual TLS, RFC 8705), give each workload and run its own ' +
    'token, and revoke this one.',
  spec: 'RFC 9700 §4.9',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  groupBy: 'token',
  when: ['tokenPresented'],
  needs: ['confirmation', 'replayContext'],
  uses: ['tokenHeader'],
  evaluate({ confirmation, replayContext, tokenHeader }, members) {
    if (confirmation !== null) return notApplicable;
    // Transaction tokens are handed on from workload to workload by design.
    if (foldMediaType(tokenHeader?.typ ?? '') === 'txntoken+jwt') return notApplicable;
    const seen = lookAtContexts(members, replayContext);
    const apart = seen.contexts.filter(({ odd }) => odd.length > 0);
    if (apart.length > 0) return fail('one sender for a bearer token', apart.map(describeContext).join('; '));
    if (seen.ambiguous) return notEvaluable('ambiguous-duplicate');
    if (seen.count < 2) return pass;
    return seen.contexts.some(({ known }) => known === seen.count) ? pass : notEvaluable('no-presenter-identity');
  },
});
