import { describe, expect, it } from 'vitest';
import { createCoverage } from '../../src/evaluate/coverage.ts';
import type { Site } from '../../src/evaluate/finding-site.ts';
import { fail, notApplicable, notEvaluable, pass, type Verdict } from '../../src/model/verdict.ts';
import { type AggregateRule, isAggregateRule, type Rule } from '../../src/rules/define.ts';
import { RULES } from '../../src/rules/index.ts';

const rule = (id: string): Rule => RULES.find((each) => each.id === id) as Rule;

/** Of three classes; the first two of one. */
const RULED = ['audience/mismatch', 'audience/missing', 'token/expired', 'token/no-expiry', 'logging/truncated-token'].map(rule);
const lacking = notEvaluable('no-policy');

const answered = (...verdicts: (Verdict | undefined)[]) => ({ verdicts });

describe('createCoverage', () => {
  it('counts each invocation once for a set of classes', () => {
    const coverage = createCoverage(RULED, () => true);
    coverage.add(answered(pass, lacking, notApplicable, undefined, undefined), 1);
    coverage.add(answered(lacking, lacking, fail('a', 'b'), notApplicable, undefined), 1);
    coverage.add(answered(notApplicable, notApplicable, notApplicable, pass, undefined), 1);
    expect(coverage.reachOf(['audience-mismatch'])).toEqual({ inScope: 2, evaluated: 1, inPart: 1 });
    expect(coverage.reachOf(['token-expired'])).toEqual({ inScope: 1, evaluated: 1, inPart: 0 });
    expect(coverage.reachOf(['audience-mismatch', 'token-expired'])).toEqual({ inScope: 2, evaluated: 2, inPart: 2 });
    expect(coverage.reachOf(['audience-mismatch', 'token-expired', 'token-long-lived'])).toMatchObject({
      inScope: 3,
      evaluated: 3,
    });
    expect(coverage.reachOf([])).toEqual({ inScope: 0, evaluated: 0, inPart: 0 });
  });

  it('leaves out rules that are not reported', () => {
    const coverage = createCoverage(RULED, ({ id }) => id !== 'audience/mismatch');
    coverage.add(answered(pass, lacking, pass, undefined, undefined), 1);
    expect(coverage.reachOf(['audience-mismatch'])).toEqual({ inScope: 1, evaluated: 0, inPart: 0 });
  });

  it('counts the records of the sources that a rule over sources looked at', () => {
    const coverage = createCoverage(RULES, () => true);
    const [first, second] = RULES.filter(isAggregateRule).filter((each) => each.class === 'evidence-missing') as [
      AggregateRule,
      AggregateRule,
    ];
    const of = { first: {} as Site };
    coverage.addAggregate({ ...of, rule: first, verdict: pass, records: 5 });
    coverage.addAggregate({ ...of, rule: first, verdict: lacking, records: 2 });
    coverage.addAggregate({ ...of, rule: second, verdict: fail('a', 'b'), records: 6 });
    coverage.addAggregate({ ...of, rule: second, verdict: notApplicable, records: 100 });
    expect(coverage.reachOf(['evidence-missing'])).toEqual({ inScope: 7, evaluated: 6, inPart: 0 });
    expect(coverage.reachOf(['token-expired'])).toMatchObject({ inScope: 0 });
  });
});
