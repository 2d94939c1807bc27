import type { Baseline, BaselineEntry } from '../model/baseline.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { BaselineReport, Finding, Report, ResolvedEntry, RuleReport } from '../model/report.ts';
import { severityRank } from '../model/severity.ts';
import { recountFindings } from './count-findings.ts';
import { compareFindings } from './order.ts';

const knownBecause = ({ since, reason, owner }: BaselineEntry): string =>
  [`in the baseline since ${since.slice(0, 10)}`, reason, owner && `owner ${owner}`].filter(Boolean).join(', ');

/** A finding that became worse is not the one that was accepted. */
const compared = (finding: Finding, entry: BaselineEntry | undefined): Finding => {
  if (!entry || finding.state !== 'open') return finding;
  if (severityRank(finding.severity) < severityRank(entry.severity))
    return { ...finding, because: `in the baseline as ${entry.severity}, and worse now` };
  return { ...finding, state: 'known', because: knownBecause(entry) };
};

/** Findings that the baseline holds become known; their verdicts and counts stay as they are. */
export const markKnown = (findings: readonly Finding[], { entries }: Baseline): Finding[] => {
  const byFingerprint = new Map(entries.map((entry) => [entry.fingerprint, entry]));
  return findings.map((finding) => compared(finding, byFingerprint.get(finding.fingerprint)));
};

/** The rules that gave an answer at all: a finding of any other has not gone, nobody looked. */
const judgingRules = (rules: readonly RuleReport[]): ReadonlySet<string> =>
  new Set(
    rules.filter(({ counts }) => counts.pass + counts.fail + counts.blocked + counts.not_applicable > 0).map(({ id }) => id),
  );

const resolvedEntry = ({ fingerprint, rule, severity, title, about, since }: BaselineEntry): ResolvedEntry => ({
  fingerprint,
  rule,
  severity,
  title,
  about,
  since,
});

/** What an audit says of the whole of its subject: only then is what it does not show resolved. */
export type Seen = Pick<Report, 'run' | 'rules'> & { readonly summary: Pick<Report['summary'], 'complete'> };

const isWhole = ({ run, summary }: Seen): boolean => summary.complete && run.since === null && run.until === null;

/** Entries that show no more, and whether the audit can tell that they are resolved. */
export const splitGone = (
  entries: readonly BaselineEntry[],
  findings: readonly Finding[],
  seen: Seen,
): { readonly resolved: readonly BaselineEntry[]; readonly notJudged: readonly BaselineEntry[] } => {
  const found = new Set(findings.map(({ fingerprint }) => fingerprint));
  const judging = judgingRules(seen.rules);
  const gone = entries.filter(({ fingerprint }) => !found.has(fingerprint));
  const isResolved = ({ rule }: BaselineEntry): boolean => isWhole(seen) && judging.has(rule);
  return { resolved: gone.filter(isResolved), notJudged: gone.filter((entry) => !isResolved(entry)) };
};

/** How findings, as `markKnown` gave them, compare with the baseline. `findings` are all, listed or not. */
export const baselineReport = (baseline: Baseline, findings: readonly Finding[], seen: Seen): BaselineReport => {
  const { resolved, notJudged } = splitGone(baseline.entries, findings, seen);
  return {
    path: baseline.path,
    sha256: baseline.sha256,
    entries: baseline.entries.length,
    new: findings.filter(({ state }) => state === 'open').length,
    known: findings.filter(({ state }) => state === 'known').length,
    resolved: resolved.map(resolvedEntry),
    not_judged: notJudged.length,
  };
};

const reopened = (finding: Finding): Finding =>
  finding.state === 'known' ? { ...finding, state: 'open', because: null } : finding;

/** Whether a report leaves out findings that it counts (`--min-severity`). */
export const listsAll = ({ summary, findings }: Report): boolean =>
  summary.findings.open + summary.findings.known + summary.findings.suppressed === findings.length;

/** A saved report without its baseline: what it knew is open again. */
export const withoutBaseline = (report: Report): Report => {
  const { baseline: _, ...rest } = report;
  const findings = report.findings.map(reopened).sort(compareFindings);
  const counted = recountFindings(report.summary.findings, report.findings, findings);
  return { ...rest, summary: { ...report.summary, findings: counted }, findings };
};

/** A saved report compared with a baseline. What a filter had left out cannot be told to be resolved. */
export const withBaseline = (report: Report, baseline: Baseline): Report => {
  const open = withoutBaseline(report);
  const findings = markKnown(open.findings, baseline).sort(compareFindings);
  const summary = { ...open.summary, findings: recountFindings(open.summary.findings, open.findings, findings) };
  const complete = summary.complete && listsAll(report);
  return { ...open, summary, findings, baseline: baselineReport(baseline, findings, { ...open, summary: { complete } }) };
};

/** Whoever wrote them there by hand thinks that they are dealt with. */
export const ignoredEntries = ({ ignored }: Baseline): Diagnostic[] =>
  ignored.map(({ rule, fingerprint }) => ({
    code: 'baseline-entry-ignored',
    level: 'warning',
    message: `The baseline holds ${fingerprint} of ${rule}, which is never baselined: the entry counts for nothing.`,
    hint: 'Mend what it found, or accept the risk in the policy: an exception with `accept_risk: true`, a reason and an end.',
  }));
