import type { Readable } from 'node:stream';
import { type RunningDigest, runningSha256 } from '../lib/running-digest.ts';
import type { Format } from '../model/format.ts';
import type { Lane, SettledLines } from '../model/lane.ts';
import type { OpenTables } from '../model/tables.ts';
import { openSource, peek } from './bytes.ts';
import { CONTAINERS } from './containers/index.ts';
import { createUnwrapper, type Unwrapper, unwrapping } from './containers/unwrap.ts';
import { isDatabase, isForeignDatabase, notesOnPending } from './database-file.ts';
import invocation from './formats/invocation.ts';
import { chooseFrame, isEnough } from './frames/choose.ts';
import type { Framed } from './frames/framed.ts';
import { cutsLines, frameLine } from './frames/lines.ts';
import { gatherStreams } from './frames/streams.ts';
import { frameTables } from './frames/tables.ts';
import { FORMATS, formatById } from './index.ts';
import { createIntake, type Intake, type Observation } from './intake.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { RECORD_BYTES } from './limits.ts';
import { cutLineRuns } from './line-runs.ts';
import { createRecogniser, type Recogniser } from './recogniser.ts';
import type { FoundSource, ReadBatch, SourceOutcome } from './source.ts';
import { explainSystemError, isSystemError } from './system-error.ts';

/** How a source is to be read. */
export interface ReadOptions {
  /** Id of the format that every record is taken for, instead of being told by content. */
  readonly inputFormat?: string;
  /** Formats made of mappings (`--map`), asked before all others. */
  readonly maps?: readonly Format[];
  /** Told of each record as it is taken in, for `formats --check`. */
  readonly observe?: (observation: Observation) => void;
  /** Hears of bytes as they are read. */
  readonly onRead?: (bytes: number) => void;
  /** What `-` reads from. */
  readonly stdin?: Readable;
  /** Opens a named pipe so that nothing waits in a read; without it pipes are read like files. */
  readonly openPipe?: ((path: string) => Readable) | undefined;
  /** The short way for sources that are lines. */
  readonly lane?: Lane;
  /** What reads the tables of a SQLite database; without it such a file is not recognised. */
  readonly openTables?: OpenTables;
}

/** The reading of one source, underway. */
interface Reading {
  readonly source: FoundSource;
  readonly forced: Format | undefined;
  readonly formats: readonly Format[];
  readonly digest: RunningDigest;
  readonly ledger: Ledger;
  readonly recogniser: Recogniser;
  readonly intake: Intake;
  damaged: boolean;
  /** What the source is, in words, where it can hold no record. */
  unread: string | undefined;
}

const STREAMS = gatherStreams([
  ...FORMATS.flatMap(({ stream = [] }) => stream.map((path) => ({ path, givesHead: true as const }))),
  ...CONTAINERS.flatMap(({ streams = [] }) => streams),
]);
const TELLING_COLUMNS = new Set(['schema', ...CONTAINERS.flatMap(({ columns = [] }) => columns)]);

/** A digest that tells how far it has come. */
const tellingDigest = (onRead: ReadOptions['onRead']): RunningDigest => {
  const digest = runningSha256();
  const update: RunningDigest['update'] = (chunk) => {
    digest.update(chunk);
    onRead?.(chunk.length);
  };
  return { ...digest, update };
};

const start = (source: FoundSource, options: ReadOptions): Reading => {
  const forced = options.inputFormat === undefined ? undefined : formatById(options.inputFormat);
  const formats = [...(options.maps ?? []), ...FORMATS];
  const ledger = createLedger(source.path);
  const recogniser = createRecogniser(formats, forced);
  const intake = createIntake(source.path, recogniser, ledger, options.observe);
  return {
    source,
    forced,
    formats,
    digest: tellingDigest(options.onRead),
    ledger,
    recogniser,
    intake,
    damaged: false,
    unread: undefined,
  };
};

const NO_TABLE = 'is a SQLite database without a table that a known format reads';
const NO_FILE = 'is a SQLite database, and such a one is read only as a file that is not compressed';

/** Frames the rows of the tables that the formats ask for. */
async function* readTables(
  reading: Reading,
  bytes: AsyncIterable<Buffer>,
  openTables: OpenTables,
): AsyncGenerator<readonly Framed[]> {
  const { source, forced, formats, ledger } = reading;
  const names = (forced ? [forced] : formats).flatMap(({ tables = [] }) => tables);
  reading.unread = NO_TABLE;
  for (const note of await notesOnPending(source.path)) ledger.tell(note);
  yield* frameTables(openTables(bytes, { names, rowBytes: RECORD_BYTES }), {
    onTable: () => {
      reading.unread = undefined;
    },
    onDamage: (damage, row) => {
      reading.damaged = true;
      ledger.tell(damage, row);
    },
  });
}

async function* takeAll({ intake }: Reading, frames: AsyncIterable<readonly Framed[]>): AsyncGenerator<ReadBatch> {
  for await (const framed of frames) {
    for (const each of framed) {
      intake.take(each);
      if (intake.isFull()) yield intake.batch();
    }
  }
}

async function* readRecords(reading: Reading, { stdin, openPipe, lane, openTables }: ReadOptions): AsyncGenerator<ReadBatch> {
  const { source, forced, formats, digest, ledger } = reading;
  const chunks = await openSource(source, { stdin, openPipe }, digest, (damage) => {
    reading.damaged = true;
    ledger.tell(damage);
  });
  if (openTables && !source.stdin && (await isForeignDatabase(source.path))) {
    yield* takeAll(reading, readTables(reading, chunks, openTables));
    return;
  }
  const { head, all } = await peek(chunks, isEnough);
  const anyHeader = forced?.frames.includes('csv') ?? false;
  const columns = new Set(formats.flatMap((format) => format.columns ?? []));
  const frame = chooseFrame(head, { streams: STREAMS, columns, tellingColumns: TELLING_COLUMNS, anyHeader });
  if (frame === 'binary') reading.unread = isDatabase(head) ? NO_FILE : 'is not text';
  else if (lane && cutsLines(frame) && (forced === undefined || forced === invocation)) {
    yield* readLines(reading, all, lane);
    return;
  }
  yield* takeAll(reading, frame === 'binary' ? readPast(all) : unwrapping(frame, STREAMS)(all));
}

/** Takes in a run of lines that was settled; those that were not go the long way. Answers with the number of the next line. */
const takeRun = ({ recogniser, intake }: Reading, unwrapper: Unwrapper, settled: SettledLines, first: number): number => {
  if (settled.taken > 0) recogniser.note(invocation);
  intake.takeSettled(settled, first);
  for (const { line, text } of settled.rest)
    for (const framed of frameLine({ text, number: first + line }, STREAMS))
      for (const each of unwrapper.isBare(framed) ? [framed] : unwrapper.take(framed)) intake.take(each);
  return first + settled.lines;
};

/** Hands lines to the lane, a few runs ahead, and takes them back in their order. */
async function* readLines(reading: Reading, chunks: AsyncIterable<Buffer>, lane: Lane): AsyncGenerator<ReadBatch> {
  const underway: ('oversize' | SettledLines | Promise<SettledLines>)[] = [];
  const unwrapper = createUnwrapper(STREAMS);
  let line = 1;
  const takeNext = async (): Promise<ReadBatch> => {
    const settled = await (underway.shift() as (typeof underway)[number]);
    if (settled === 'oversize') {
      reading.intake.take({ is: 'oversize', line: line++ });
      return reading.intake.batch();
    }
    line = takeRun(reading, unwrapper, settled, line);
    return { ...reading.intake.batch(), blocks: settled.blocks };
  };
  for await (const run of cutLineRuns(chunks)) {
    underway.push(run === 'oversize' ? run : lane.settle(run));
    if (underway.length > lane.width) yield await takeNext();
  }
  while (underway.length > 0) yield await takeNext();
  for (const each of unwrapper.end()) reading.intake.take(each);
}

/** Reads to the end for the digest alone. */
async function* readPast(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly never[]> {
  for await (const _ of chunks) yield [];
}

const statusOf = (reading: Reading, unreadable: boolean): SourceOutcome['status'] => {
  const recognised = reading.recogniser.seen().length > 0 || reading.ledger.counts.rejected > 0;
  const damaged = unreadable || reading.damaged || reading.intake.isCut();
  if (damaged) return recognised ? 'partly-read' : 'unreadable';
  if (recognised) return 'read';
  return reading.intake.isEmpty() && reading.unread === undefined ? 'empty' : 'not-recognised';
};

const tellStatus = ({ source, ledger, unread }: Reading, status: SourceOutcome['status']): void => {
  const level = source.named ? 'error' : 'note';
  if (status === 'empty') {
    ledger.tell({
      code: 'empty-source',
      level: 'note',
      message: 'holds no record',
      hint: 'check that the log was written there',
    });
  } else if (status === 'not-recognised') {
    const found = unread ?? `has no record of a known format among ${ledger.counts.ignored} looked at`;
    const hint = 'run bindcheck formats to see what is recognised, or name the format with --input-format';
    ledger.tell({ code: 'source-not-recognised', level, message: `not recognised: ${found}`, hint });
  }
};

const finish = (reading: Reading, unreadable: boolean): SourceOutcome => {
  const { digest, ledger, recogniser } = reading;
  const recognised = recogniser.seen().length > 0;
  reading.intake.settle();
  const status = statusOf(reading, unreadable);
  ledger.close(recognised);
  tellStatus(reading, status);
  const opened = !unreadable || digest.bytes() > 0;
  return {
    format: recogniser.seen().join(', ') || null,
    sha256: opened ? digest.hex() : null,
    bytes: digest.bytes(),
    ...ledger.counts,
    status,
  };
};

/**
 * Reads one source to its end, in batches of about a thousand records; the outcome is what the generator returns. `records` counts
 * those that a format claimed, `rejected` those of them that are broken, `ignored` the others. Defects of the source are
 * diagnostics in the batches; nothing is thrown for them. Memory does not grow with the source. Links, folders and own files are
 * the concern of `findSources`.
 */
export async function* readSource(source: FoundSource, options: ReadOptions = {}): AsyncGenerator<ReadBatch, SourceOutcome> {
  const reading = start(source, options);
  let unreadable = false;
  try {
    yield* readRecords(reading, options);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    unreadable = true;
    reading.ledger.tell(explainSystemError(error));
  }
  reading.intake.end();
  const outcome = finish(reading, unreadable);
  yield reading.intake.batch();
  return outcome;
}
