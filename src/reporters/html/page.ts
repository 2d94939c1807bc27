import type { Report } from '../../model/report.ts';
import { count, span } from '../table/words.ts';
import type { Assets } from './assets.ts';
import { html, type Markup } from './markup.ts';

const PARTS = [
  ['summary', 'Summary'],
  ['ladder', 'Ladder'],
  ['baseline', 'Baseline'],
  ['matrix', 'Where'],
  ['findings', 'Findings'],
  ['coverage', 'Not judged'],
  ['compliance', 'Compliance'],
  ['inputs', 'Inputs'],
] as const;

const subject = ({ run, summary }: Report): string =>
  [
    run.policy ? `policy ${run.policy.path}` : 'no policy',
    summary.invocations === 0 ? '' : `calls of ${span(summary.first_seen, summary.last_seen)}`,
    `as of ${run.as_of.slice(0, 10)}`,
  ]
    .filter(Boolean)
    .join(' · ');

/** The style and the script are ours, whole, and hold no end tag: a test sees to it. */
const raw = (text: string): Markup => ({ markup: text });

/** Everything before the sections; the policy comes before all that it governs. */
export const opening = (report: Report, { style, policy }: Assets, sections: readonly Markup[]): string => {
  const shown = PARTS.filter(([id]) => sections.some(({ markup }) => markup.includes(`<section id="${id}"`)));
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="${report.tool.name} ${report.tool.version}">
<title>bindcheck: ${count(report.summary.findings.open)} open, as of ${report.run.as_of.slice(0, 10)}</title>
<style>${raw(style)}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
<header><h1>bindcheck</h1><p>${subject(report)}</p><nav aria-label="Parts of this report">${shown.map(([id, title]) => html`<a href="#${id}">${title}</a>`)}</nav></header>
<main>
`.markup;
};

/** Everything after the packed findings, which stand between the two. */
export const beforeData = '</main>\n<script type="application/json" id="data">';

export const closing = ({ script }: Assets): string => `</script>\n<script>${script}</script>\n</body>\n</html>\n`;
