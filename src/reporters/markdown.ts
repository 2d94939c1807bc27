import type { Finding, Report } from '../model/report.ts';
import type { RenderOptions, Reporter } from '../model/reporter.ts';
import { binding, controls, FINDING_TITLES, findingRow, findingText, gaps, headline } from './markdown/sections.ts';
import { table } from './markdown/text.ts';
import { listedFindings } from './table/findings.ts';
import { count } from './table/words.ts';

const IN_FULL = 10;

/** GitHub takes 1 MiB for the summary of a step; rows are cut to a width, so that as many surely fit. */
const IN_ROWS = 1000;

const rowsShown = (listed: readonly Finding[], { verbose }: RenderOptions): number =>
  verbose ? listed.length : Math.min(listed.length, IN_ROWS);

function* findings(listed: readonly Finding[], options: RenderOptions): Iterable<string> {
  if (listed.length === 0) return;
  const shown = rowsShown(listed, options);
  yield `## Findings\n\n${table(FINDING_TITLES, ['---', '---', '---', '--:', '---', '---'], [])}`.trimEnd();
  yield '\n';
  for (const finding of listed.slice(0, shown)) yield `| ${findingRow(finding).join(' | ')} |\n`;
  yield '\n';
  if (shown < listed.length) yield `and ${count(listed.length - shown)} more: all of them with \`-f csv\`\n\n`;
  for (const finding of listed.slice(0, IN_FULL)) yield findingText(finding);
}

/** For pull requests, tickets and job summaries. All text from logs is code, in which nothing acts. */
export default {
  id: 'markdown',
  title: 'For pull requests, tickets and job summaries',
  extension: 'md',
  *render(report: Report, options: RenderOptions) {
    const listed = listedFindings(report, options.showSuppressed);
    yield headline(report);
    yield binding(report);
    yield* findings(listed, options);
    yield gaps(report, options);
    yield controls(report);
  },
  notes(report: Report, options: RenderOptions) {
    const listed = listedFindings(report, options.showSuppressed);
    const shown = rowsShown(listed, options);
    return shown < listed.length
      ? [`${count(listed.length)} findings, of which the first ${count(shown)} are listed; all of them with -v or -f csv`]
      : [];
  },
} satisfies Reporter;
