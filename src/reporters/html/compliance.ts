import type { ControlReport, ControlStatus, Report } from '../../model/report.ts';
import { count, counted } from '../table/words.ts';
import { type FrameworkState, frameworkStates } from './controls.ts';
import { html, type Markup, nothing } from './markup.ts';

const STATUSES: readonly ControlStatus[] = [
  'violation_observed',
  'waived',
  'no_violation_observed',
  'not_evaluated',
  'related_only',
];
const SQUARE = 12;

const nameOf = (status: ControlStatus): string => status.replaceAll('_', '-');
const wordsOf = (status: ControlStatus): string => status.replaceAll('_', ' ');

/** A square a control, so that a framework is seen at a glance. */
const squares = (controls: readonly ControlReport[]): Markup =>
  html`<svg class="squares" width="${controls.length * (SQUARE + 2)}" height="${SQUARE}" aria-hidden="true">${controls.map(
    ({ status }, index) =>
      html`<rect class="fill-${nameOf(status)}" x="${index * (SQUARE + 2)}" width="${SQUARE}" height="${SQUARE}" rx="2"/>`,
  )}</svg>`;

/** How many of the calls in scope got an answer. */
const shareOf = ({ invocations_in_scope: inScope, invocations_evaluated: evaluated }: ControlReport): string =>
  inScope === 0 ? '–' : `${count(evaluated)} of ${count(inScope)}`;

const row = (control: ControlReport): Markup => {
  const {
    id,
    title,
    status,
    limitation,
    findings_open: open,
    findings_suppressed: suppressed,
    highest_severity: worst,
  } = control;
  return html`<tr title="${limitation}"><th scope="row"><code>${id}</code> ${title}</th><td><span class="key key-${nameOf(status)}" aria-hidden="true"></span>${wordsOf(status)}</td><td class="number">${shareOf(control)}</td><td class="number">${count(open)}</td><td class="number">${count(suppressed)}</td><td>${worst ? html`<span class="chip sev-${worst}">${worst}</span>` : '–'}</td></tr>`;
};

const summaryOf = ({ controls }: FrameworkState): string =>
  STATUSES.map((status) => [controls.filter((control) => control.status === status).length, status] as const)
    .filter(([number]) => number > 0)
    .map(([number, status]) => `${count(number)} ${wordsOf(status)}`)
    .join(' · ');

const framework = (
  state: FrameworkState,
): Markup => html`<details class="framework"><summary><strong>${state.name}</strong> ${state.version}${squares(state.controls)}<small>${summaryOf(state)}</small></summary>
<div class="scroll" role="region" aria-label="${state.name}" tabindex="0"><table><thead><tr><th scope="col">control</th><th scope="col">status</th><th scope="col" class="number">calls evaluated</th><th scope="col" class="number">findings</th><th scope="col" class="number">suppressed</th><th scope="col">worst</th></tr></thead><tbody>${state.controls.map(row)}</tbody></table></div>
${state.untouched > 0 ? html`<p class="quiet">${counted(state.untouched, 'more control')} that no rule bears on.</p>` : nothing}</details>`;

/** Which published controls the findings bear on. */
export const compliance = (report: Report): Markup => {
  const states = frameworkStates(report).filter(({ controls }) => controls.length > 0);
  if (states.length === 0) return nothing;
  return html`<section id="compliance" aria-labelledby="compliance-title">
<h2 id="compliance-title">Compliance</h2>
<p class="quiet">Through direct and partial links only. A log can show that a control was violated, never that it is met. Every control, asked for or not, is in -f csv-controls.</p>
<ul class="legend inline">${STATUSES.map((status) => html`<li><span class="key key-${nameOf(status)}" aria-hidden="true"></span>${wordsOf(status)}</li>`)}</ul>
${states.map(framework)}
</section>`;
};
