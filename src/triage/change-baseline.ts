import type { Baseline, BaselineEntry } from '../model/baseline.ts';
import { UsageError } from '../model/errors.ts';
import type { Finding, Report } from '../model/report.ts';
import { listsAll, splitGone } from './baseline.ts';
import { entryOf } from './baseline-file.ts';

/** What an audit found, for a baseline: entries as of the audit, and what is never baselined. */
export interface Material {
  readonly report: Report;
  readonly entries: readonly BaselineEntry[];
  readonly never: readonly Finding[];
}

/** What a baseline holds after a change, and the change in words. */
export interface Changed {
  readonly entries: readonly BaselineEntry[];
  readonly done: string;
}

/** A report that a filter has thinned out says nothing of what it lacks. */
const checkWhole = (report: Report): void => {
  if (!listsAll(report) || report.run.since !== null || report.run.until !== null)
    throw new UsageError(
      'the report was made with --min-severity, --since or --until and does not hold all findings',
      'Save one without them: bindcheck audit PATH... -f json=report.json',
    );
};

/** Takes from a report what a baseline may hold. What an exception suppresses needs none; a report that is not whole is refused. */
export const materialOf = (report: Report, isBaselineable: (rule: string) => boolean): Material => {
  checkWhole(report);
  const unmended = report.findings.filter(({ state }) => state !== 'suppressed');
  return {
    report,
    entries: unmended.filter(({ rule }) => isBaselineable(rule)).map((finding) => entryOf(finding, report.run.as_of)),
    never: unmended.filter(({ rule }) => !isBaselineable(rule)),
  };
};

/** A baseline of everything that was found. */
export const createEntries = ({ entries }: Material): Changed => ({
  entries,
  done: `${entries.length} finding${entries.length === 1 ? '' : 's'} known from now on`,
});

/** Known entries keep their reason and since when they are known; where a finding became worse, that is what is known now. */
export const updateEntries = ({ entries }: Material, before: Baseline): Changed => {
  const found = new Map(entries.map((entry) => [entry.fingerprint, entry]));
  const known = new Set(before.entries.map(({ fingerprint }) => fingerprint));
  const kept = before.entries.map((entry) => ({
    ...entry,
    severity: found.get(entry.fingerprint)?.severity ?? entry.severity,
  }));
  const added = entries.filter(({ fingerprint }) => !known.has(fingerprint));
  return { entries: [...kept, ...added], done: `${added.length} added, ${kept.length} kept` };
};

/** Drops what is resolved. What an audit cannot judge stays. */
export const pruneEntries = ({ report }: Material, { entries }: Baseline): Changed => {
  const { resolved, notJudged } = splitGone(entries, report.findings, report);
  const gone = new Set(resolved);
  const kept = entries.filter((entry) => !gone.has(entry));
  const unsure = notJudged.length === 0 ? '' : `, of them ${notJudged.length} that this audit cannot judge`;
  return { entries: kept, done: `${gone.size} resolved and dropped, ${kept.length} kept${unsure}` };
};
