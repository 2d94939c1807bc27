import type { Report } from '../../model/report.ts';
import { lookedAt } from '../table/headline.ts';
import { RUNGS } from '../table/ladder.ts';
import { count, percent } from '../table/words.ts';
import { html, type Markup, nothing } from './markup.ts';
import { overTime } from './over-time.ts';

const BAR = 560;

/** How many executions got how far, and no further; then the same over time. */
export const ladder = ({ summary }: Report): Markup => {
  const whole = lookedAt(summary);
  if (whole === 0) return nothing;
  const rows = [...RUNGS].reverse().map(([level, label]) => {
    const number = summary.levels[level];
    const width = number === 0 ? 0 : Math.max(2, (number * BAR) / whole);
    return html`<tr><th scope="row"><span class="key key-${level}" aria-hidden="true"></span>${level} <span>${label}</span></th><td class="number">${count(number)}</td><td class="number">${percent(number, whole)}</td><td class="wide" aria-hidden="true"><svg class="row-bar" viewBox="0 0 ${BAR} 14" preserveAspectRatio="none"><rect class="fill-${level}" width="${width.toFixed(1)}" height="14"/></svg></td></tr>`;
  });
  return html`<section id="ladder" aria-labelledby="ladder-title">
<h2 id="ladder-title">How far the evidence goes</h2>
<p class="quiet">Each step adds to the one below it: how many executions got so far, and no further.</p>
<table class="ladder"><thead><tr><th scope="col">step</th><th scope="col" class="number">executions</th><th scope="col" class="number">share</th><th scope="col" aria-hidden="true"></th></tr></thead><tbody>${rows}</tbody></table>
${overTime(summary.timeline)}
</section>`;
};
