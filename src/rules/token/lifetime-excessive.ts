import { describeDuration } from '../../lib/describe-time.ts';
import { fail, notApplicable, notEvaluable, pass } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 9700 §2.2: access tokens are short-lived; how short is for the policy to say. */
export default invocationRule({
  id: 'token/lifetime-excessive',
  title: 'The token lives longer than the policy allows',
  class: 'token-long-lived',
  severity: 'medium',
  over: 'invocation',
  failsWhen: 'exp minus iat exceeds the longest lifetime that the policy allows',
  notEvaluableWhen: 'iat or exp not known',
  why:
    'The lifetime of a token is the time a thief has. A token for a day turns a leak that would have been over in ' +
    'minutes into a day of access.',
  fix:
    'Shorten the lifetime of access tokens at the issuer and let clients renew them; raise `max_token_lifetime` only ' +
    'where a long one is meant.',
  spec: 'RFC 9700 §2.2',
  breaksBinding: false,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented'],
  needs: ['maxTokenLifetime', 'expiresAt', 'issuedAt'],
  uses: ['warnAfter', 'issuerProfile'],
  evaluate({ maxTokenLifetime, expiresAt, issuedAt, warnAfter, issuerProfile }) {
    if (expiresAt === null || !Number.isFinite(expiresAt)) return notApplicable;
    if (issuedAt === null || !Number.isFinite(issuedAt)) return notEvaluable('no-token-sample');
    // Kubernetes extends exp for clients that do not renew, and marks the end that was asked for with warnafter.
    const end = issuerProfile === 'k8s' ? (warnAfter ?? expiresAt) : expiresAt;
    const lifetime = end - issuedAt;
    if (lifetime <= maxTokenLifetime) return pass;
    return fail(
      `a lifetime of at most ${describeDuration(maxTokenLifetime)}`,
      `${describeDuration(lifetime)} from iat to its end`,
    );
  },
});
