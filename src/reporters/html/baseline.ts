import type { Report, ResolvedEntry } from '../../model/report.ts';
import { count, counted } from '../table/words.ts';
import { html, type Markup, nothing } from './markup.ts';

const MOST_ROWS = 500;

const row = ({ severity, rule, title, about, since }: ResolvedEntry): Markup =>
  html`<tr><td><span class="chip sev-${severity}">${severity}</span></td><th scope="row"><code>${rule}</code> ${title}</th><td>${Object.values(about).join(' · ')}</td><td>${since.slice(0, 10)}</td></tr>`;

const resolvedTable = (resolved: readonly ResolvedEntry[]): Markup =>
  resolved.length === 0
    ? nothing
    : html`<details><summary>${counted(resolved.length, 'resolved finding')}</summary><div class="scroll" role="region" aria-label="Resolved findings" tabindex="0"><table><thead><tr><th scope="col">severity</th><th scope="col">finding</th><th scope="col">about</th><th scope="col">known since</th></tr></thead><tbody>${resolved.slice(0, MOST_ROWS).map(row)}</tbody></table></div>${resolved.length > MOST_ROWS ? html`<p class="quiet">and ${count(resolved.length - MOST_ROWS)} more, in -f json.</p>` : nothing}</details>`;

/** What changed against the baseline. */
export const baseline = ({ baseline: compared }: Report): Markup => {
  if (!compared) return nothing;
  const { path, entries, known, resolved, not_judged: unsure } = compared;
  return html`<section id="baseline" aria-labelledby="baseline-title">
<h2 id="baseline-title">Against the baseline</h2>
<ul class="tiles"><li class="tile ${compared.new > 0 ? 'sev-high' : 'other'}"><strong>${count(compared.new)}</strong> new</li><li class="tile other"><strong>${count(known)}</strong> known</li><li class="tile good"><strong>${count(resolved.length)}</strong> resolved</li></ul>
<p class="quiet"><code>${path}</code>, ${counted(entries, 'entry', 'entries')}${unsure > 0 ? `; ${count(unsure)} not seen that this audit cannot judge` : ''}</p>
${resolvedTable(resolved)}
</section>`;
};
