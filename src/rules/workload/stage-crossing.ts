import { describeValue } from '../../lib/describe-values.ts';
import { fail, notApplicable, notEvaluable, pass } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';

/** What the token and the log say of one thing; `null`: the token does not name it, `undefined`: not known. */
interface Pair {
  readonly what: string;
  readonly named: string | null | undefined;
  readonly logged: string | undefined;
}

/** GitHub Actions OIDC: the token of a pipeline is for one run in one environment. */
export default invocationRule({
  id: 'workload/stage-crossing',
  title: 'A pipeline token was used in another run or stage',
  class: 'token-replayed',
  severity: 'critical',
  over: 'invocation',
  failsWhen:
    'the pipeline run or environment that the token names (run_id, environment) is not the run_id or stage that the ' +
    'log shows',
  notEvaluableWhen: 'either not known',
  why:
    'A token that anybody with a branch can obtain in a test stage was used in production, or one of an earlier run ' +
    'was kept and used again.',
  fix:
    'Compare run_id and environment of the token with the run and stage that the call is for, demand the environment ' +
    'that guards production, and let tokens end with their job.',
  spec: 'GitHub Actions OIDC',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented'],
  needs: [],
  uses: ['tokenRun', 'tokenEnvironment', 'loggedRun', 'loggedStage'],
  evaluate({ tokenRun, tokenEnvironment, loggedRun, loggedStage }) {
    const pairs: readonly Pair[] = [
      { what: 'run', named: tokenRun, logged: loggedRun },
      { what: 'environment', named: tokenEnvironment, logged: loggedStage },
    ];
    const compared = pairs.filter(({ named, logged }) => typeof named === 'string' && logged !== undefined);
    const apart = compared.filter(({ named, logged }) => named !== logged);
    if (apart.length > 0) {
      return fail(
        apart.map(({ what, named }) => `${what} ${describeValue(named ?? '')}`).join(', '),
        apart.map(({ what, logged }) => `used in ${what} ${describeValue(logged ?? '')}`).join(', '),
      );
    }
    if (compared.length > 0) return pass;
    if (tokenRun === undefined || tokenEnvironment === undefined) return missing('tokenRun', 'tokenEnvironment');
    return tokenRun === null && tokenEnvironment === null ? notApplicable : notEvaluable('no-presenter-identity');
  },
});
