import type { Report, Summary } from '../../model/report.ts';
import { SEVERITIES } from '../../model/severity.ts';
import { lookedAt } from '../table/headline.ts';
import { count, counted, percent } from '../table/words.ts';
import { html, type Markup, nothing } from './markup.ts';

interface Share {
  readonly name: string;
  readonly label: string;
  readonly meaning: string;
  readonly number: number;
}

const sharesOf = ({ bound, unbound, unbound_by_group_only: byGroup, unproven }: Summary): Share[] => [
  { name: 'bound', label: 'bound', meaning: 'verified and linked to this call', number: bound },
  { name: 'unbound', label: 'unbound on their own', meaning: 'a check failed', number: unbound - byGroup },
  { name: 'group', label: 'unbound only through a group', meaning: 'they share what was misused', number: byGroup },
  { name: 'unproven', label: 'unproven', meaning: 'nothing failed, evidence is missing', number: unproven },
];

const WIDTH = 1000;
const LEAST = 6;

/** Widths of the parts of a bar, in units of the picture: whatever is there can be seen. */
const widthsOf = (numbers: readonly number[]): number[] => {
  const whole = numbers.reduce((sum, number) => sum + number, 0);
  const wished = numbers.map((number) => (number === 0 ? 0 : Math.max(LEAST, (number * WIDTH) / whole)));
  const sum = wished.reduce((total, width) => total + width, 0);
  return wished.map((width) => (width * WIDTH) / sum);
};

const bar = (shares: readonly Share[], whole: number): Markup => {
  const widths = widthsOf(shares.map(({ number }) => number));
  let x = 0;
  const parts = shares.map(({ name, label, number }, index) => {
    const width = widths[index] ?? 0;
    const part =
      width === 0
        ? nothing
        : html`<rect class="fill-${name}" x="${x.toFixed(1)}" y="0" width="${Math.max(1, width - 2).toFixed(1)}" height="44"><title>${label}: ${count(number)} (${percent(number, whole)})</title></rect>`;
    x += width;
    return part;
  });
  const text = shares.map(({ label, number }) => `${count(number)} ${label}`).join(', ');
  return html`<svg class="bar" viewBox="0 0 ${WIDTH} 44" preserveAspectRatio="none" role="img" aria-label="${text}">${parts}</svg>`;
};

const legend = (shares: readonly Share[], whole: number): Markup =>
  html`<ul class="legend">${shares.map(
    ({ name, label, meaning, number }) =>
      html`<li><span class="key key-${name}" aria-hidden="true"></span><strong>${count(number)}</strong> <span class="share">${percent(number, whole)}</span> ${label} <small>${meaning}</small></li>`,
  )}</ul>`;

const severities = ({ findings }: Summary): Markup =>
  html`<ul class="tiles">${SEVERITIES.map(
    (severity) =>
      html`<li class="tile sev-${severity}${findings[severity] === 0 ? ' none' : ''}"><a href="#findings" data-severity="${severity}"><strong>${count(findings[severity])}</strong> ${severity}</a></li>`,
  )}<li class="tile other"><strong>${count(findings.known)}</strong> known</li><li class="tile other"><strong>${count(findings.suppressed)}</strong> suppressed</li><li class="tile other"><strong>${count(findings.open + findings.known + findings.suppressed)}</strong> in all</li></ul>`;

const incomplete = ({ complete, incomplete_because }: Summary): Markup =>
  complete
    ? nothing
    : html`<div class="notice" role="note"><strong>Incomplete.</strong> This audit does not speak of everything that it was given: <ul>${incomplete_because.map((reason) => html`<li>${reason}</li>`)}</ul></div>`;

const refused = ({ blocked, attempted }: Summary): Markup => {
  if (blocked + attempted === 0) return nothing;
  const control = blocked > 0 ? `${counted(blocked, 'failed check')} on calls that were refused: the control worked. ` : '';
  const others = attempted > 0 ? `${counted(attempted, 'failed check')} on calls that did not run for another reason.` : '';
  return html`<p class="quiet">${control}${others}</p>`;
};

const calls = ({ invocations, denied, failed, pending, duplicates, unknown }: Summary): string =>
  [
    `of ${counted(invocations, 'call')} in the logs`,
    `${count(denied)} denied`,
    `${count(failed)} failed`,
    pending > 0 ? `${count(pending)} pending` : '',
    unknown > 0 ? `${count(unknown)} of unknown outcome` : '',
    duplicates > 0 ? `${count(duplicates)} delivered more than once` : '',
  ]
    .filter(Boolean)
    .join(' · ');

const sentence = ({ findings }: Summary, whole: number): string =>
  findings.open === 0
    ? `No open finding among ${counted(whole, 'execution')} looked at`
    : `${counted(findings.open, 'open finding')} among ${counted(whole, 'execution')} looked at`;

/** How many executions were looked at, how many of them are bound, and how bad the findings are. */
export const headline = ({ summary }: Report): Markup => {
  const whole = lookedAt(summary);
  const shares = sharesOf(summary);
  return html`<section id="summary" aria-labelledby="summary-title">
<h2 id="summary-title">${whole === 0 ? 'No execution was looked at' : sentence(summary, whole)}</h2>
<p class="quiet">${calls(summary)}</p>
${incomplete(summary)}
${severities(summary)}
${whole === 0 ? nothing : html`<h3>Was the token of each verified, and linked to this very call?</h3>${bar(shares, whole)}${legend(shares, whole)}`}
${refused(summary)}
</section>`;
};
