import { describeValue } from '../../lib/describe-values.ts';
import { fail, notApplicable, pass } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';

/** Kubernetes bound service account tokens: one pod, told by its uid. A pod that starts again has its name, and another uid. */
export default invocationRule({
  id: 'workload/pod-mismatch',
  title: 'A service account token was used from another pod than it is bound to',
  class: 'token-substituted',
  severity: 'critical',
  over: 'invocation',
  failsWhen: 'the pod uid that the token is bound to is not the one that the log shows',
  notEvaluableWhen: 'either not known',
  why:
    'The token left its pod: it was read from the volume of a container that was broken into, or from a backup, and is ' +
    'used elsewhere.',
  fix:
    'Let the server review tokens with the API server (TokenReview), compare the pod uid with that of the connection, ' +
    'and let tokens live no longer than an hour.',
  spec: 'Kubernetes bound service account tokens',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented'],
  needs: ['tokenPod'],
  uses: ['loggedPod'],
  evaluate({ tokenPod, loggedPod }) {
    if (tokenPod === null) return notApplicable;
    if (loggedPod === undefined) return missing('loggedPod');
    if (tokenPod === loggedPod) return pass;
    return fail(`the pod ${describeValue(tokenPod)}`, `used from the pod ${describeValue(loggedPod)}`);
  },
});
