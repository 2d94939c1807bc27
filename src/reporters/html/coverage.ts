import { REASONS } from '../../model/reasons.ts';
import type { Report, RuleReport } from '../../model/report.ts';
import type { RenderOptions } from '../../model/reporter.ts';
import { foldedGaps } from '../table/gaps.ts';
import { count, counted } from '../table/words.ts';
import { html, type Markup, nothing, withCode } from './markup.ts';

const BAR = 200;

const PARTS = [
  ['pass', 'held'],
  ['fail', 'failed'],
  ['blocked', 'blocked'],
  ['not_evaluable', 'not judged'],
  ['not_applicable', 'does not apply'],
] as const;

type Gap = ReturnType<typeof foldedGaps>[number];

const gapRow = ({ reason, most, rules, first, decisive }: Gap, whole: number): Markup => {
  const width = Math.max(2, (most * BAR) / Math.max(1, whole)).toFixed(1);
  const remedy = Object.hasOwn(REASONS, reason) ? REASONS[reason] : 'Another version of bindcheck knows what to do about it.';
  return html`<tr><th scope="row"><code>${reason}</code></th><td class="number">${count(most)}</td><td class="wide" aria-hidden="true"><svg class="row-bar" viewBox="0 0 ${BAR} 12" preserveAspectRatio="none"><rect class="fill-unproven" width="${width}" height="12"/></svg></td><td class="number">${count(rules)}</td><td>${decisive ? 'yes' : 'no'}</td><td>${withCode(remedy)}</td><td><code>${first}</code></td></tr>`;
};

const gapTable = (gaps: readonly Gap[], whole: number): Markup =>
  gaps.length === 0
    ? html`<p>Every rule had an answer for every call.</p>`
    : html`<div class="scroll" role="region" aria-label="What could not be judged" tabindex="0"><table class="gaps"><thead><tr><th scope="col">reason</th><th scope="col" class="number">calls</th><th scope="col" aria-hidden="true"></th><th scope="col" class="number">rules</th><th scope="col">leaves unproven</th><th scope="col">what to log or hand in</th><th scope="col">first record</th></tr></thead><tbody>${gaps.map((gap) => gapRow(gap, whole))}</tbody></table></div>`;

const ruleBar = ({ counts }: RuleReport): Markup => {
  const whole = PARTS.reduce((sum, [name]) => sum + counts[name], 0);
  let x = 0;
  const parts = PARTS.map(([name]) => {
    const width = whole === 0 ? 0 : (counts[name] * BAR) / whole;
    const part =
      width === 0 ? nothing : html`<rect class="fill-${name}" x="${x.toFixed(1)}" width="${width.toFixed(1)}" height="12"/>`;
    x += width;
    return part;
  });
  return html`<svg class="row-bar" viewBox="0 0 ${BAR} 12" preserveAspectRatio="none">${parts}</svg>`;
};

const ruleRow = (rule: RuleReport, titles: ReadonlyMap<string, string>): Markup =>
  html`<tr><th scope="row"><code>${rule.id}</code> <small>${titles.get(rule.id) ?? ''}</small></th><td class="wide" aria-hidden="true">${ruleBar(rule)}</td>${PARTS.map(([name]) => html`<td class="number">${count(rule.counts[name])}</td>`)}</tr>`;

const ruleTable = (rules: readonly RuleReport[], { rules: texts }: RenderOptions): Markup => {
  const titles = new Map(texts.map(({ id, title }) => [id, title]));
  return html`<details><summary>All ${counted(rules.length, 'rule')} and what each of them said</summary>
<ul class="legend inline">${PARTS.map(([name, label]) => html`<li><span class="key key-${name}" aria-hidden="true"></span>${label}</li>`)}</ul>
<div class="scroll" role="region" aria-label="Rules" tabindex="0"><table class="rules"><thead><tr><th scope="col">rule</th><th scope="col" aria-hidden="true"></th>${PARTS.map(([, label]) => html`<th scope="col" class="number">${label}</th>`)}</tr></thead><tbody>${rules.map((rule) => ruleRow(rule, titles))}</tbody></table></div></details>`;
};

/** What could not be judged, what to log so that it can, and what every rule said. */
export const coverage = (report: Report, options: RenderOptions): Markup => {
  if (report.rules.length === 0) return nothing;
  return html`<section id="coverage" aria-labelledby="coverage-title">
<h2 id="coverage-title">What could not be judged</h2>
<p class="quiet">For each reason the calls (or groups) that the rule it hits hardest has no answer for. Those that can leave executions unproven come first.</p>
${gapTable(foldedGaps(report, options.rules), report.summary.invocations)}
${ruleTable(report.rules, options)}
</section>`;
};
