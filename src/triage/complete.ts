import type { SourceReport, Summary } from '../model/report.ts';
import type { AuditSettings, RejectLimit } from '../model/settings.ts';

/** A source of the report, and whether the user named it. */
export type NamedSource = SourceReport & { readonly named: boolean };

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

const exceeds = ({ records, rejected }: SourceReport, limit: RejectLimit): boolean =>
  'records' in limit ? rejected > limit.records : rejected * 100 > limit.percent * records;

const sourceReason = (source: NamedSource, settings: AuditSettings): string | undefined => {
  if (source.status === 'unreadable') return `${source.path} could not be read`;
  if (source.status === 'partly-read') return `${source.path} could be read in part only`;
  if (exceeds(source, settings.maxRejected)) return `${plural(source.rejected, 'record')} of ${source.path} rejected`;
  if (source.status === 'not-recognised' && (source.named || settings.strict)) return `${source.path} was not recognised`;
  return undefined;
};

const provenReason = (counts: Pick<Summary, 'bound' | 'unbound' | 'unproven'>, settings: AuditSettings): string | undefined => {
  const judged = counts.bound + counts.unbound;
  const all = judged + counts.unproven;
  if (all === 0) return undefined;
  if (judged === 0 && !settings.allowUnproven) return 'no execution could be judged bound or unbound';
  const percent = (judged * 100) / all;
  if (settings.minProven !== undefined && percent < settings.minProven)
    return `only ${percent.toFixed(1)} % of the executions could be judged, ${settings.minProven} % asked for`;
  return settings.strict && counts.unproven > 0 ? `${plural(counts.unproven, 'execution')} unproven (--strict)` : undefined;
};

/** Why the audit does not speak of everything that it was given (contract §2, exit code 4); empty where it does. */
export const incompleteBecause = (
  sources: readonly NamedSource[],
  missingPaths: readonly string[],
  counts: Pick<Summary, 'bound' | 'unbound' | 'unproven'>,
  settings: AuditSettings,
): string[] => {
  const bySource = sources.flatMap((source) => sourceReason(source, settings) ?? []);
  const proven = provenReason(counts, settings);
  return [...missingPaths, ...bySource, ...(proven === undefined ? [] : [proven])];
};
