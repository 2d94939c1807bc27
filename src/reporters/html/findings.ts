import type { Report } from '../../model/report.ts';
import { SEVERITIES } from '../../model/severity.ts';
import { count } from '../table/words.ts';
import { html, type Markup, nothing } from './markup.ts';
import type { Packed } from './pack.ts';

const COLUMNS = [
  ['severity', 'severity'],
  ['rule', 'finding'],
  ['about', 'about'],
  ['times', 'times'],
  ['first', 'first seen'],
  ['last', 'last seen'],
] as const;

const STATES = ['open', 'known', 'suppressed'] as const;

const checkboxes = (name: string, legend: string, values: readonly string[]): Markup =>
  html`<fieldset><legend>${legend}</legend>${values.map(
    (value) =>
      html`<label class="check ${name}-${value}"><input type="checkbox" name="${name}" value="${value}" checked> ${value}</label>`,
  )}</fieldset>`;

const filters = (): Markup => html`<form class="filters" id="filters" role="search" aria-label="Filter findings">
<label class="search">Search <input type="search" id="search" placeholder="rule, server, tool, client, record, file …" autocomplete="off" spellcheck="false"></label>
<label>Server <select id="server"><option value="">all</option></select></label>
<label>Family <select id="family"><option value="">all</option></select></label>
${checkboxes('severity', 'Severity', SEVERITIES)}
${checkboxes('state', 'State', STATES)}
<button type="reset">Reset</button>
</form>`;

const remarks = ({ findings }: Report, { listed, thinned }: Packed): Markup => {
  const left = findings.length - listed;
  const texts = [
    thinned ? 'To keep this file small, evidence is cut down here; -f json holds all of it.' : '',
    left > 0
      ? `The ${count(left)} last of ${count(findings.length)} findings are left out here; -f json and -f csv hold all of them.`
      : '',
  ].filter(Boolean);
  return texts.length === 0 ? nothing : html`<p class="notice" role="note">${texts.join(' ')}</p>`;
};

/** What the script fills: filters, and a table that opens down to the evidence. */
export const findings = (report: Report, packed: Packed): Markup =>
  report.findings.length === 0
    ? html`<section id="findings" aria-labelledby="findings-title"><h2 id="findings-title" tabindex="-1">Findings</h2><p>No finding. This speaks of the calls in these logs and no others; what could not be judged is told below.</p></section>`
    : html`<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title" tabindex="-1">Findings</h2>
${remarks(report, packed)}
<noscript><p class="notice">The list of findings is drawn by the script of this page, and scripts are off. The pictures and the other tables are complete; for the findings see -f table, -f csv or -f json.</p></noscript>
${filters()}
<p id="shown" role="status" aria-live="polite"></p>
<div class="scroll" role="region" aria-labelledby="findings-title" tabindex="0"><table class="findings" id="list" aria-describedby="shown"><thead><tr>${COLUMNS.map(
        ([name, title]) =>
          html`<th scope="col" data-column="${name}"${name === 'times' ? html` class="number"` : nothing}><button type="button">${title}</button></th>`,
      )}<th scope="col" class="line"><span class="only-read">time line</span></th></tr></thead><tbody></tbody></table></div>
<nav class="pages" id="pages" aria-label="Pages of findings"><button type="button" id="before">Previous</button> <span id="page"></span> <button type="button" id="after">Next</button></nav>
</section>`;
