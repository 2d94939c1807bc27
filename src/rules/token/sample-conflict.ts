import type { SampledClaims } from '../../facts/records.ts';
import { describeTime } from '../../lib/describe-time.ts';
import { describeValue, describeValues } from '../../lib/describe-values.ts';
import type { StatedToken } from '../../model/invocation.ts';
import { fail, notEvaluable, pass } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** Dates in logs are rounded to seconds, up or down. */
const SAME_SECOND = 1000;

/** One claim that both sources name. */
interface Compared {
  readonly agrees: boolean;
  readonly text: string;
}

const compared = <T>(
  name: string,
  stated: T | undefined,
  sampled: T | undefined,
  agree: (stated: T, sampled: T) => boolean,
  describe: (value: T) => string,
): Compared[] => {
  if (stated === undefined || sampled === undefined) return [];
  const text = `${name} is ${describe(stated)} in the log and ${describe(sampled)} in the token`;
  return [{ agrees: agree(stated, sampled), text }];
};

const isSame = (stated: string, sampled: string): boolean => stated === sampled;
const isWithin = (stated: readonly string[], sampled: readonly string[]): boolean => {
  const held = new Set(sampled);
  return stated.every((value) => held.has(value));
};
const isNear = (stated: number, sampled: number): boolean => stated === sampled || Math.abs(stated - sampled) <= SAME_SECOND;

const compare = (stated: StatedToken, sampled: SampledClaims): readonly Compared[] => [
  ...compared('iss', stated.issuer, sampled.issuer, isSame, describeValue),
  ...compared('jti', stated.jti, sampled.jti, isSame, describeValue),
  ...compared('sub', stated.subject, sampled.subject, isSame, describeValue),
  ...compared('exp', stated.expiresAt, sampled.expiresAt, isNear, describeTime),
  ...compared('aud', stated.audience, sampled.audience, isWithin, describeValues),
  ...compared('scope', stated.scopes, sampled.scopes, isWithin, describeValues),
];

/** What the log states of a token and the token itself are about the same token, so they must not contradict each other. */
export default invocationRule({
  id: 'token/sample-conflict',
  title: 'The log and the token contradict each other',
  class: 'token-substituted',
  severity: 'high',
  over: 'invocation',
  failsWhen:
    'what the log says of the token (iss, sub, aud, scope wider, exp, jti) contradicts the sample with the same hash ' +
    'or (iss, jti): iss and jti exact, exp within a second, aud and scope of the log no subset of the sample',
  notEvaluableWhen: 'fewer than two sources of facts',
  why:
    'Either the server acted on claims that are not in the token, or the log is about another token than it says. In ' +
    'both cases the record cannot show who was allowed what.',
  fix:
    'Log claims only as they were read from the verified token, after validation and from the same object; look for a ' +
    'component that rewrites identity or scopes on the way.',
  spec: '-',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented'],
  needs: ['statedToken', 'sampledClaims'],
  evaluate({ statedToken, sampledClaims }) {
    const compared = compare(statedToken, sampledClaims);
    if (compared.length === 0) return notEvaluable('coverage-unknown');
    const conflicts = compared.filter(({ agrees }) => !agrees).map(({ text }) => text);
    return conflicts.length === 0 ? pass : fail('what the token itself says', conflicts.join('; '));
  },
});
