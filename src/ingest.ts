import type { Readable } from 'node:stream';
import type { Diagnostic } from './model/diagnostic.ts';
import type { Format } from './model/format.ts';
import type { KeyFacts } from './model/token.ts';
import { readSource } from './readers/read.ts';
import type { FoundSource, ReadBatch, SourceOutcome } from './readers/source.ts';
import type { OpenDatabase } from './store/open.ts';
import { type SourceWriter, writeSource } from './store/write.ts';
import type { Settler } from './tokens/settle.ts';

/** How far an ingest has come. */
export interface IngestProgress {
  readonly source: string;
  /** Of all sources, and of this one. */
  readonly sources: { readonly done: number; readonly all: number };
  readonly records: number;
}

export interface IngestContext {
  readonly database: OpenDatabase;
  /** Keys at hand: signatures are judged here, once (contract §2). */
  readonly keys: readonly KeyFacts[];
  readonly settler: Settler;
  readonly inputFormat?: string;
  /** Formats made of mappings, asked before all others. */
  readonly maps?: readonly Format[];
  readonly stdin?: Readable;
  onProgress?(progress: IngestProgress): void;
}

/** A source whose content was there already: nothing was added. */
const alreadyIngested = (path: string, before: string): Diagnostic => ({
  code: 'already-ingested',
  level: 'note',
  message: `${path} holds the same bytes as ${before === path ? 'when it was ingested before' : before}: nothing was added.`,
  location: { source: path },
});

const writeBatch = async (batch: ReadBatch, writer: SourceWriter, settler: Settler): Promise<void> => {
  for (const diagnostic of batch.diagnostics) writer.addDiagnostic(diagnostic);
  const settled = settler.settle(batch.records.flatMap(({ drafts }) => drafts));
  let next = 0;
  const records = batch.records.map(({ location, recordSha256, drafts }) => {
    const from = next;
    next += drafts.length;
    return { location, recordSha256, settled: settled.slice(from, next) };
  });
  writer.write(records);
};

/** Reads a source while the batch before is being settled: parsing and signatures overlap. */
const ingestBatches = async (
  reading: AsyncGenerator<ReadBatch, SourceOutcome>,
  writer: SourceWriter,
  settler: Settler,
  onRecords: (count: number) => void,
): Promise<SourceOutcome> => {
  let writing: Promise<void> = Promise.resolve();
  for (;;) {
    const step = await reading.next();
    await writing;
    if (step.done) return step.value;
    onRecords(step.value.records.length);
    writing = writeBatch(step.value, writer, settler);
    writing.catch(() => undefined);
  }
};

const ingestSource = async (
  source: FoundSource,
  context: IngestContext,
  onRecords: (count: number) => void,
): Promise<Diagnostic | undefined> => {
  const { database, keys, settler } = context;
  const options = {
    ...(context.inputFormat ? { inputFormat: context.inputFormat } : {}),
    ...(context.maps ? { maps: context.maps } : {}),
    ...(context.stdin ? { stdin: context.stdin } : {}),
  };
  const writer = writeSource(database.connection, keys, source.path);
  try {
    const outcome = await ingestBatches(readSource(source, options), writer, settler, onRecords);
    const { alreadyAs } = writer.finish({ path: source.path, named: source.named, ...outcome });
    return alreadyAs === undefined ? undefined : alreadyIngested(source.path, alreadyAs);
  } catch (error) {
    writer.abandon();
    throw error;
  }
};

/** Ingests sources one after the other; each is in the database whole or not at all. Returns what is to be said of them. */
export const ingest = async (sources: readonly FoundSource[], context: IngestContext): Promise<Diagnostic[]> => {
  const diagnostics: Diagnostic[] = [];
  let records = 0;
  for (const [done, source] of sources.entries()) {
    const report = (count: number): void => {
      records += count;
      context.onProgress?.({ source: source.path, sources: { done, all: sources.length }, records });
    };
    report(0);
    const diagnostic = await ingestSource(source, context, report);
    if (diagnostic) diagnostics.push(diagnostic);
  }
  return diagnostics;
};
