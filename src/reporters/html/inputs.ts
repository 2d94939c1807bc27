import type { DiagnosticReport, Report, SourceReport } from '../../model/report.ts';
import { count, counted } from '../table/words.ts';
import { html, type Markup, nothing } from './markup.ts';

const MOST_ROWS = 500;
const STATUSES: readonly SourceReport['status'][] = ['unreadable', 'partly-read', 'not-recognised', 'empty', 'read', 'skipped'];

const worstFirst = (a: SourceReport, b: SourceReport): number =>
  STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status) || b.rejected - a.rejected || b.ignored - a.ignored;

const more = (all: number): Markup =>
  all > MOST_ROWS ? html`<p class="quiet">and ${count(all - MOST_ROWS)} more, in -f json.</p>` : nothing;

const sourceRow = ({ path, format, status, records, invocations, duplicates, rejected, ignored, sha256 }: SourceReport): Markup =>
  html`<tr><th scope="row"><code>${path}</code></th><td>${format ?? '–'}</td><td class="status-${status}">${status}</td>${[records, invocations, duplicates, rejected, ignored].map((number) => html`<td class="number">${count(number)}</td>`)}<td><code class="hash">${sha256 ?? '–'}</code></td></tr>`;

const NUMBERS = ['records', 'calls', 'duplicates', 'rejected', 'ignored'];

const sources = (all: readonly SourceReport[]): Markup =>
  html`<details><summary>${counted(all.length, 'source')}</summary><div class="scroll" role="region" aria-label="Sources" tabindex="0"><table><thead><tr><th scope="col">source</th><th scope="col">format</th><th scope="col">state</th>${NUMBERS.map((name) => html`<th scope="col" class="number">${name}</th>`)}<th scope="col">SHA-256</th></tr></thead><tbody>${[...all].sort(worstFirst).slice(0, MOST_ROWS).map(sourceRow)}</tbody></table></div>${more(all.length)}</details>`;

const diagnostic = ({ level, message, hint, source, line, count: times }: DiagnosticReport): Markup => {
  const place = source === null ? nothing : html`<code>${source}${line === null ? '' : `:${line}`}</code> `;
  return html`<li class="level-${level}"><strong>${level}</strong> ${place}${message}${times > 1 ? ` (${count(times)} times)` : ''}${hint === null ? nothing : html`<br><small>${hint}</small>`}</li>`;
};

const diagnostics = (all: readonly DiagnosticReport[]): Markup =>
  all.length === 0 ? nothing : html`<ul class="diagnostics">${all.slice(0, MOST_ROWS).map(diagnostic)}</ul>${more(all.length)}`;

const facts = ({ tool, run }: Report): Markup => {
  const rows: readonly (readonly [string, string])[] = [
    ['made by', `${tool.name} ${tool.version}`],
    ['as of', run.as_of],
    ['policy', run.policy?.path ?? 'none'],
    ...(run.policy ? [['SHA-256 of the policy', run.policy.sha256] as const] : []),
    ...(run.since ? [['since', run.since] as const] : []),
    ...(run.until ? [['until', run.until] as const] : []),
  ];
  return html`<dl class="facts">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
};

/** What was read, what was wrong with it, and what the audit was made with. */
export const inputs = (report: Report): Markup => html`<section id="inputs" aria-labelledby="inputs-title">
<h2 id="inputs-title">Inputs</h2>
${facts(report)}
${diagnostics(report.diagnostics)}
${sources(report.sources)}
</section>`;
