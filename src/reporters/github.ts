import { showControls, truncate } from '../lib/terminal-text.ts';
import type { Finding, Report } from '../model/report.ts';
import type { Reporter } from '../model/reporter.ts';
import type { Severity } from '../model/severity.ts';
import { aboutText, count, counted } from './table/words.ts';

type Kind = 'error' | 'warning' | 'notice';

const KINDS: Readonly<Record<Severity, Kind>> = { critical: 'error', high: 'error', medium: 'warning', low: 'notice' };

/** GitHub shows as many of each kind for a step. */
const MOST_OF_A_KIND = 10;

const MOST_CHARACTERS = 2000;

const data = (text: string): string =>
  truncate(showControls(text), MOST_CHARACTERS).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** A workflow command; nothing in a message can begin another, since it has no line breaks. */
const command = (kind: Kind, properties: Readonly<Record<string, string | number>>, message: string): string => {
  const written = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${kind} ${written.join(',')}::${data(message)}\n`;
};

const annotation = (finding: Finding): string => {
  const [first] = finding.evidence;
  const place = first ? { file: first.source, line: Math.max(first.line, 1) } : {};
  const title = `${finding.severity} ${finding.rule}: ${finding.title}`;
  const about = aboutText(finding.about, (value) => value);
  const message = `${finding.message} About ${about}. Seen ${counted(finding.occurrences, 'time')}. ${finding.remediation}`;
  return command(KINDS[finding.severity], { ...place, title }, message);
};

const openOf = ({ findings }: Report): readonly Finding[] => findings.filter(({ state }) => state === 'open');

/** The first of each kind, in the order of the report. A place is kept for what is said of the audit itself. */
const shownOf = (open: readonly Finding[]): readonly Finding[] => {
  const taken: Record<Kind, number> = { error: 0, warning: 1, notice: 1 };
  return open.filter(({ severity }) => taken[KINDS[severity]]++ < MOST_OF_A_KIND);
};

const title = 'bindcheck';

const closing = (open: readonly Finding[], shown: readonly Finding[], { summary }: Report): string => {
  const executions = counted(summary.bound + summary.unbound + summary.unproven, 'execution');
  if (open.length === 0) return `No open finding among ${executions} looked at`;
  const left = open.length - shown.length;
  return `${counted(open.length, 'open finding')} among ${executions} looked at${left > 0 ? `, ${count(left)} of them not annotated, as GitHub shows ${MOST_OF_A_KIND} of a kind` : ''}`;
};

/** Workflow commands that GitHub shows as annotations. Says how many it left out, as GitHub drops them in silence. */
export default {
  id: 'github',
  title: 'Annotations for GitHub Actions; the job summary too, where there is one',
  extension: 'txt',
  *render(report: Report) {
    const open = openOf(report);
    const shown = shownOf(open);
    for (const finding of shown) yield annotation(finding);
    const { complete, incomplete_because } = report.summary;
    if (!complete) yield command('warning', { title }, `The audit is incomplete: ${incomplete_because.join('; ')}`);
    yield command('notice', { title }, closing(open, shown, report));
  },
} satisfies Reporter;
