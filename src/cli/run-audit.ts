import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { audit } from '../audit.ts';
import { type IngestProgress, ingest } from '../ingest.ts';
import { nearestName } from '../lib/nearest-name.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { UsageError } from '../model/errors.ts';
import type { Format } from '../model/format.ts';
import type { Report } from '../model/report.ts';
import type { AuditSettings } from '../model/settings.ts';
import { type Found, findSources } from '../readers/find.ts';
import { FORMATS, formatById } from '../readers/index.ts';
import type { FoundSource } from '../readers/source.ts';
import { RULES } from '../rules/index.ts';
import type { OpenDatabase } from '../store/open.ts';
import { type ReportOptions, settingsOf } from './audit-options.ts';
import { onInterrupt } from './cleanup.ts';
import { type Configuration, loadConfiguration } from './configuration.ts';
import { controlNotes } from './control-option.ts';
import { withDatabase } from './database.ts';
import { readMaps } from './maps.ts';
import { openPipe } from './pipe.ts';
import { PRIVATE_PREFIX, removeLeftovers, removeOwn, workFolders } from './private-folder.ts';
import { createProgress, type Progress } from './progress.ts';
import { openReports, type ReportWriter, type Target, targetsOf } from './report-writer.ts';
import { readVersion } from './version.ts';

/** What is read besides the options. */
export interface IngestOptions {
  readonly db?: string;
  readonly inputFormat?: string;
  readonly map?: readonly string[];
  readonly jobs?: number;
}

/** How sources are read. */
export interface ReadingOptions {
  readonly inputFormat?: string;
  readonly maps?: readonly Format[];
  /** Beside the one that we have. */
  readonly threads?: number;
}

export interface AuditRun {
  readonly paths: readonly string[];
  readonly options: ReportOptions & IngestOptions;
  /** What to write, where that is not what the options say. */
  readonly targets?: readonly Target[];
}

/** Bytes of all sources, where all of them are files. */
const sizeOf = (sources: readonly FoundSource[]): number | undefined => {
  let bytes = 0;
  for (const { path, stdin, pipe } of sources) {
    if (stdin || pipe) return undefined;
    bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
};

/** Tells how far the reading has come. */
const tellReading = (sources: readonly FoundSource[], progress: Progress): ((step: IngestProgress) => void) => {
  const [size, pace] = [sizeOf(sources), progress.pace()];
  return ({ source, sources: { done, all }, records, bytes }) => {
    const goes = pace.text(size === undefined ? undefined : bytes / size, records);
    progress.update(`reading ${done + 1} of ${all}: ${records.toLocaleString('en')} records${goes} · ${source}`);
  };
};

/** Tells how far the judging has come. */
const tellJudging = (progress: Progress): ((done: number, all: number) => void) => {
  const pace = progress.pace();
  return (done, all) =>
    progress.update(
      `judging ${done.toLocaleString('en')} of ${all.toLocaleString('en')} invocations${pace.text(done / all, done)}`,
    );
};

const checkFormat = (id: string | undefined): void => {
  if (id === undefined || formatById(id)) return;
  const near = nearestName(
    id,
    FORMATS.map((format) => format.id),
  );
  throw new UsageError(
    `--input-format ${id} is not known${near === undefined ? '' : `; did you mean ${near}?`}`,
    'bindcheck formats lists them.',
  );
};

/** With one job all is done on the thread that we have. */
const threadsOf = (jobs = availableParallelism()): number => (jobs <= 1 ? 0 : jobs);

/** What the options say on how sources are read; a wrong one is a `UsageError` before anything is read or written. */
export const readingOf = ({
  inputFormat,
  map = [],
  jobs,
}: Pick<IngestOptions, 'inputFormat' | 'map' | 'jobs'>): ReadingOptions => {
  checkFormat(inputFormat);
  return { ...(inputFormat === undefined ? {} : { inputFormat }), maps: readMaps(map), threads: threadsOf(jobs) };
};

/** Finds what the paths hold, once what a killed run left behind is gone: it may lie below one of them. */
export const findLogs = (paths: readonly string[], database: string | undefined): Promise<Found> => {
  workFolders(database).forEach(removeLeftovers);
  return findSources(paths);
};

/** Reads sources into a database with the keys at hand. */
export const ingestInto = async (
  database: OpenDatabase,
  sources: readonly FoundSource[],
  { ring }: Configuration,
  options: ReadingOptions,
  progress: Progress,
): Promise<Diagnostic[]> => {
  const forget = onInterrupt(() => workFolders(database.path).forEach(removeOwn));
  return ingest(sources, {
    database,
    ring,
    threads: options.threads ?? 0,
    bytes: sizeOf(sources),
    stdin: process.stdin,
    openPipe,
    privatePrefix: PRIVATE_PREFIX,
    ...(options.inputFormat === undefined ? {} : { inputFormat: options.inputFormat }),
    ...(options.maps === undefined ? {} : { maps: options.maps }),
    onProgress: tellReading(sources, progress),
  }).finally(() => {
    forget();
    progress.clear();
  });
};

const missingPaths = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics
    .filter(({ level }) => level === 'error')
    .map(({ message, location }) => (location?.source === undefined ? message : `${location.source} ${message}`));

/** Judges what a database holds and writes the reports. */
const judge = async (
  database: OpenDatabase,
  configuration: Configuration,
  threads: number,
  settings: AuditSettings,
  diagnostics: readonly Diagnostic[],
  writer: ReportWriter,
  progress: Progress,
): Promise<Report> => {
  const report = await audit({
    database,
    threads,
    policy: configuration.policy,
    keys: configuration.ring.facts,
    rules: RULES,
    settings,
    version: readVersion(),
    diagnostics: [...configuration.diagnostics, ...diagnostics],
    missingPaths: missingPaths(diagnostics),
    ...(writer.onVerdict ? { onVerdict: writer.onVerdict } : {}),
    onProgress: tellJudging(progress),
  });
  progress.clear();
  return report;
};

const finish = async (writer: ReportWriter, work: () => Promise<Report>): Promise<Report> => {
  try {
    const report = await work();
    writer.write(report);
    await writer.commit();
    return report;
  } catch (error) {
    writer.abandon();
    throw error;
  }
};

/** The main job: ingests what the paths hold, replays all rules, writes the reports. With no paths the database is judged as it is. */
export const runAudit = async ({ paths, options, targets = targetsOf(options) }: AuditRun): Promise<Report> => {
  const settings = settingsOf(options);
  const progress = createProgress(options.progress && !options.quiet);
  const loaded = await loadConfiguration({ ...options, asOf: settings.asOf });
  const configuration = { ...loaded, diagnostics: [...loaded.diagnostics, ...controlNotes(options.control)] };
  const reading = readingOf(options);
  const found = await findLogs(paths, options.db);
  const read = found.sources.filter(({ stdin }) => !stdin).map(({ path }) => path);
  const inputs = [...read, options.db, settings.baseline?.path].filter((path) => path !== undefined);
  return withDatabase(options.db, options, async (database) => {
    const writer = openReports(options, targets, inputs);
    return finish(writer, async () => {
      const ingested = await ingestInto(database, found.sources, configuration, reading, progress);
      return judge(
        database,
        configuration,
        threadsOf(options.jobs),
        settings,
        [...found.diagnostics, ...ingested],
        writer,
        progress,
      );
    });
  });
};
