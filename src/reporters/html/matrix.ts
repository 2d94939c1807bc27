import type { Finding, Report } from '../../model/report.ts';
import { SEVERITIES, type Severity, severityRank } from '../../model/severity.ts';
import { SEVERITY_MARKS } from '../table/finding.ts';
import { count, counted } from '../table/words.ts';
import { legibleText } from './legible.ts';
import { html, type Markup, nothing } from './markup.ts';

const MOST_SERVERS = 40;

/** Stands for findings that no server can be named for; no server of a report has an empty name. */
const NOWHERE = '';

interface Cell {
  open: number;
  others: number;
  worst: Severity | undefined;
}

type Row = Map<string, Cell>;

/** The family of a rule: what comes before the slash of its id. */
const familyOf = (rule: string): string => legibleText(rule.split('/')[0] ?? rule);

/** The servers that a finding tells of, as far as it names them. */
export const serversOf = ({ about, values }: Finding): readonly string[] => {
  const named = values['server_name']?.values ?? [];
  if (named.length > 0) return named;
  return about['server_name'] === undefined ? [NOWHERE] : [about['server_name']];
};

const addTo = (row: Row, { rule, state, severity }: Finding): void => {
  const family = familyOf(rule);
  const cell = row.get(family) ?? { open: 0, others: 0, worst: undefined };
  row.set(family, cell);
  if (state !== 'open') return void cell.others++;
  cell.open++;
  if (cell.worst === undefined || severityRank(severity) < severityRank(cell.worst)) cell.worst = severity;
};

const rowsOf = (findings: readonly Finding[]): Map<string, Row> => {
  const rows = new Map<string, Row>();
  for (const finding of findings)
    for (const server of serversOf(finding).map((name) => legibleText(name))) {
      const row = rows.get(server) ?? new Map<string, Cell>();
      rows.set(server, row);
      addTo(row, finding);
    }
  return rows;
};

const rankOf = (row: Row): number =>
  Math.min(...[...row.values()].map(({ worst }) => (worst === undefined ? SEVERITIES.length : severityRank(worst))));

const openOf = (row: Row): number => [...row.values()].reduce((sum, { open }) => sum + open, 0);

const worstFirst = ([nameA, a]: readonly [string, Row], [nameB, b]: readonly [string, Row]): number =>
  rankOf(a) - rankOf(b) || openOf(b) - openOf(a) || (nameA < nameB ? -1 : 1);

const cellOf = (server: string, family: string, cell: Cell | undefined): Markup => {
  if (!cell) return html`<td class="empty">·</td>`;
  const what = cell.worst
    ? `${counted(cell.open, 'open finding')}, worst ${cell.worst}`
    : `${count(cell.others)} known or suppressed`;
  const text = `${server === NOWHERE ? 'no single server' : server}, ${family}: ${what}`;
  return html`<td class="${cell.worst ? `sev-${cell.worst}` : 'other'}"><a href="#findings" data-server="${server}" data-family="${family}" title="${text}" aria-label="${text}">${cell.worst ? `${SEVERITY_MARKS[cell.worst]} ${count(cell.open)}` : `(${count(cell.others)})`}</a></td>`;
};

const rowMarkup = (server: string, row: Row, families: readonly string[]): Markup =>
  html`<tr><th scope="row">${server === NOWHERE ? html`<em>no single server</em>` : server}</th>${families.map((family) => cellOf(server, family, row.get(family)))}</tr>`;

const marks = (): string => SEVERITIES.map((severity) => `${SEVERITY_MARKS[severity]} ${severity}`).join(', ');

/** Where findings are: servers against families of rules. */
export const matrix = ({ findings, rules }: Report): Markup => {
  if (findings.length === 0) return nothing;
  const rows = [...rowsOf(findings)].sort(worstFirst);
  const shown = rows.slice(0, MOST_SERVERS);
  const found = new Set(findings.map(({ rule }) => familyOf(rule)));
  const families = [...new Set([...rules.map(({ id }) => familyOf(id)), ...found])].filter((family) => found.has(family));
  const left = rows.length - shown.length;
  return html`<section id="matrix" aria-labelledby="matrix-title">
<h2 id="matrix-title">Where</h2>
<p class="quiet">Open findings by server and family of rules, marked by the worst of them (${marks()}); known and suppressed ones in brackets. A number leads to its findings. A dot says that nothing was found, not that all is well.</p>
<div class="scroll" role="region" aria-labelledby="matrix-title" tabindex="0"><table class="matrix"><thead><tr><th scope="col">server</th>${families.map((family) => html`<th scope="col" class="turned"><span>${family}</span></th>`)}</tr></thead><tbody>${shown.map(([server, row]) => rowMarkup(server, row, families))}</tbody></table></div>
${left > 0 ? html`<p class="quiet">and ${counted(left, 'more server')} with less: choose them below.</p>` : nothing}
</section>`;
};
