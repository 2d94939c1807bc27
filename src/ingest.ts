import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { createLineSettler, type LineSettler } from './ingest-lines.ts';
import { dataWithoutCredentials, withoutCredentials } from './lib/credential-text.ts';
import type { Diagnostic } from './model/diagnostic.ts';
import type { Format } from './model/format.ts';
import type { Lane, SettledLines } from './model/lane.ts';
import { readSource } from './readers/read.ts';
import type { FoundSource, ReadBatch, SourceOutcome } from './readers/source.ts';
import { createTableReader } from './store/foreign.ts';
import type { OpenDatabase } from './store/open.ts';
import { createPacker, SHORT_WAY } from './store/pack.ts';
import { createStoreWriter, type SourceWriter, type StoreWriter } from './store/write.ts';
import type { KeyRing } from './tokens/keys.ts';
import { createSettler, type Settler } from './tokens/settle.ts';
import { openThreadedLane, type ThreadedLane } from './workers/lanes.ts';

/** How far an ingest has come. */
export interface IngestProgress {
  readonly source: string;
  /** Of all sources, and of this one. */
  readonly sources: { readonly done: number; readonly all: number };
  readonly records: number;
  /** Read so far, as they lie on disk. */
  readonly bytes: number;
}

export interface IngestContext {
  readonly database: OpenDatabase;
  readonly ring: KeyRing;
  readonly inputFormat?: string;
  /** Threads that may be used beside this one; with none everything is done here. The outcome is the same. */
  readonly threads?: number;
  /** How much there is to be read, where that is known. */
  readonly bytes?: number | undefined;
  /** Formats made of mappings, asked before all others. */
  readonly maps?: readonly Format[];
  readonly stdin?: Readable;
  /** Opens a named pipe; without it pipes are read like files. */
  readonly openPipe?: ((path: string) => Readable) | undefined;
  /** How the private folders of this run begin. */
  readonly privatePrefix?: string;
  onProgress?(progress: IngestProgress): void;
}

/** A source whose content was there already: nothing was added. */
const alreadyIngested = (path: string, before: string): Diagnostic => ({
  code: 'already-ingested',
  level: 'note',
  message: `${path} holds the same bytes as ${before === path ? 'when it was ingested before' : before}: nothing was added.`,
  location: { source: path },
});

const writeBatch = (batch: ReadBatch, writer: SourceWriter, settler: Settler): void => {
  for (const diagnostic of batch.diagnostics) writer.addDiagnostic(dataWithoutCredentials(diagnostic));
  const settled = settler.settle(batch.records.flatMap(({ drafts }) => drafts));
  let next = 0;
  const records = batch.records.map(({ location, recordSha256, drafts }) => {
    const from = next;
    next += drafts.length;
    return { location, recordSha256, settled: settled.slice(from, next) };
  });
  writer.write(records);
  if (batch.blocks) writer.writeBlocks(batch.blocks);
};

const countOf = ({ records, blocks = [] }: ReadBatch): number =>
  blocks.reduce((sum, block) => sum + block.records, records.length);

/** Writes what is read, batch by batch. */
const ingestBatches = async (
  reading: AsyncGenerator<ReadBatch, SourceOutcome>,
  writer: SourceWriter,
  settler: Settler,
  onRecords: (count: number) => void,
): Promise<SourceOutcome> => {
  for (;;) {
    const step = await reading.next();
    if (step.done) return step.value;
    onRecords(countOf(step.value));
    writeBatch(step.value, writer, settler);
  }
};

/** What all sources of one ingest share. */
interface Run {
  readonly context: IngestContext;
  readonly store: StoreWriter;
  readonly settler: Settler;
  readonly lane: Lane;
}

const ingestSource = async (
  source: FoundSource,
  { context, store, settler, lane }: Run,
  onRecords: (count: number) => void,
  onRead: (bytes: number) => void,
): Promise<Diagnostic | undefined> => {
  const options = {
    lane,
    onRead,
    openTables: createTableReader(dirname(context.database.path), context.privatePrefix),
    ...(context.inputFormat ? { inputFormat: context.inputFormat } : {}),
    ...(context.maps ? { maps: context.maps } : {}),
    ...(context.stdin ? { stdin: context.stdin } : {}),
    openPipe: context.openPipe,
  };
  await context.database.begin();
  const writer = store.begin(withoutCredentials(source.path));
  const reading = readSource(source, options);
  try {
    const outcome = await ingestBatches(reading, writer, settler, onRecords);
    const { alreadyAs } = writer.finish({ path: withoutCredentials(source.path), named: source.named, ...outcome });
    return alreadyAs === undefined ? undefined : alreadyIngested(source.path, alreadyAs);
  } catch (error) {
    writer.abandon();
    await reading.return(undefined as never);
    throw error;
  }
};

/** Bytes that threads are worth their start for: so many are settled here first, where it is not known how many will come. */
const WORTH_THREADS = 4 * 1024 * 1024;

interface RunLane extends Lane {
  close(): Promise<void>;
}

/** Settles lines here as long as there are few, and on threads from then on. */
const openLane = (
  { ring, database: { digestKey }, threads = 0, bytes: expected = 0 }: IngestContext,
  store: StoreWriter,
  settler: Settler,
): RunLane => {
  const begin = (): LineSettler => createLineSettler(settler, createPacker(SHORT_WAY, digestKey));
  let here = begin();
  let epoch = store.epoch;
  let settledHere = 0;
  let threaded: ThreadedLane | undefined;
  const settleHere = (bytes: Uint8Array): SettledLines => {
    if (store.epoch !== epoch) here = begin();
    epoch = store.epoch;
    settledHere += bytes.length;
    return here(bytes);
  };
  return {
    get width() {
      return threaded?.width ?? 0;
    },
    settle: (bytes) => {
      if (threads === 0 || Math.max(settledHere, expected) < WORTH_THREADS) return settleHere(bytes);
      threaded ??= openThreadedLane(threads, { ring, digestKey }, () => store.epoch);
      return threaded.settle(bytes);
    },
    close: async () => threaded?.close(),
  };
};

const ingestAll = async (sources: readonly FoundSource[], run: Run): Promise<Diagnostic[]> => {
  const diagnostics: Diagnostic[] = [];
  let [records, bytes] = [0, 0];
  const onRead = (read: number): void => {
    bytes += read;
  };
  for (const [done, source] of sources.entries()) {
    const report = (count: number): void => {
      records += count;
      run.context.onProgress?.({
        source: withoutCredentials(source.path),
        sources: { done, all: sources.length },
        records,
        bytes,
      });
    };
    report(0);
    const diagnostic = await ingestSource(source, run, report, onRead);
    if (diagnostic) diagnostics.push(diagnostic);
  }
  return diagnostics;
};

/** Ingests sources one after the other; each is in the database whole or not at all. Returns what is to be said of them. */
export const ingest = async (sources: readonly FoundSource[], context: IngestContext): Promise<Diagnostic[]> => {
  const { database, ring } = context;
  // Signatures are judged here, once, with the keys at hand (contract §2).
  const store = createStoreWriter(database.connection, ring.facts, database.digestKey);
  const settler = createSettler(ring, database.digestKey);
  const lane = openLane(context, store, settler);
  return ingestAll(sources, { context, store, settler, lane }).finally(lane.close);
};
