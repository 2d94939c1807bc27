import { readFileSync } from 'node:fs';
import type { Report } from '../../src/model/report.ts';
import type { RenderOptions, Reporter } from '../../src/model/reporter.ts';
import type { RuleText } from '../../src/model/rule-text.ts';

export type ReportName = 'canonical' | 'empty' | 'no-execution' | 'no-policy';

/** A report of `fixtures/reports`, read anew. */
export const report = (name: ReportName): Report =>
  JSON.parse(readFileSync(new URL(`../../fixtures/reports/${name}.json`, import.meta.url), 'utf8')) as Report;

/** A rule as the catalogue would state it. */
export const ruleText = (id: string, over: Partial<RuleText> = {}): RuleText => ({
  id,
  title: `Title of ${id}`,
  class: 'token-unbound',
  severity: 'high',
  over: 'invocation',
  failsWhen: 'the two differ',
  notEvaluableWhen: 'one of the two is unknown',
  why: 'Whoever holds the token can use it.',
  fix: 'Compare the two.',
  spec: 'RFC 9449 §4.3',
  breaksBinding: true,
  matters: 'always',
  baselineable: true,
  ...over,
});

export const OPTIONS: RenderOptions = {
  color: false,
  width: 80,
  rules: [
    ruleText('session/token-absent', { severity: 'critical', matters: 'never' }),
    ruleText('signature/invalid', { severity: 'critical' }),
    ruleText('replay/bearer-context', { matters: 'never', over: 'token' }),
  ],
  showSuppressed: false,
  failOn: 'high',
  verbose: false,
};

/** Everything that the reporter writes. */
export const rendered = (reporter: Reporter, of: Report, options: Partial<RenderOptions> = {}): string =>
  [...reporter.render(of, { ...OPTIONS, ...options })].join('');
