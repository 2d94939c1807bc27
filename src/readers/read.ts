import type { Readable } from 'node:stream';
import { type RunningDigest, runningSha256 } from '../lib/running-digest.ts';
import type { Format } from '../model/format.ts';
import { openSource, peek } from './bytes.ts';
import { CONTAINERS } from './containers/index.ts';
import { unwrapping } from './containers/unwrap.ts';
import { chooseFrame, isEnough } from './frames/choose.ts';
import { gatherStreams } from './frames/streams.ts';
import { FORMATS, formatById } from './index.ts';
import { createIntake, type Intake, type Observation } from './intake.ts';
import { createLedger, type Ledger } from './ledger.ts';
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
  /** What `-` reads from. */
  readonly stdin?: Readable;
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
  binary: boolean;
}

const STREAMS = gatherStreams([
  ...FORMATS.flatMap(({ stream = [] }) => stream.map((path) => ({ path, givesHead: true as const }))),
  ...CONTAINERS.flatMap(({ streams = [] }) => streams),
]);
const TELLING_COLUMNS = new Set(['schema', ...CONTAINERS.flatMap(({ columns = [] }) => columns)]);

const start = (source: FoundSource, options: ReadOptions): Reading => {
  const forced = options.inputFormat === undefined ? undefined : formatById(options.inputFormat);
  const formats = [...(options.maps ?? []), ...FORMATS];
  const ledger = createLedger(source.path);
  const recogniser = createRecogniser(formats, forced);
  const intake = createIntake(source.path, recogniser, ledger, options.observe);
  return { source, forced, formats, digest: runningSha256(), ledger, recogniser, intake, damaged: false, binary: false };
};

async function* readRecords(reading: Reading, stdin: Readable | undefined): AsyncGenerator<ReadBatch> {
  const { source, forced, formats, digest, ledger, intake } = reading;
  const chunks = await openSource(source, stdin, digest, (damage) => {
    reading.damaged = true;
    ledger.tell(damage);
  });
  const { head, all } = await peek(chunks, isEnough);
  const anyHeader = forced?.frames.includes('csv') ?? false;
  const columns = new Set(formats.flatMap((format) => format.columns ?? []));
  const frame = chooseFrame(head, { streams: STREAMS, columns, tellingColumns: TELLING_COLUMNS, anyHeader });
  if (frame === 'binary') reading.binary = true;
  for await (const framed of frame === 'binary' ? readPast(all) : unwrapping(frame, STREAMS)(all)) {
    for (const each of framed) {
      intake.take(each);
      if (intake.isFull()) yield intake.batch();
    }
  }
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
  return reading.intake.isEmpty() && !reading.binary ? 'empty' : 'not-recognised';
};

const tellStatus = ({ source, ledger, binary }: Reading, status: SourceOutcome['status']): void => {
  const level = source.named ? 'error' : 'note';
  if (status === 'empty') {
    ledger.tell({
      code: 'empty-source',
      level: 'note',
      message: 'holds no record',
      hint: 'check that the log was written there',
    });
  } else if (status === 'not-recognised') {
    const found = binary ? 'is not text' : `has no record of a known format among ${ledger.counts.ignored} looked at`;
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
    yield* readRecords(reading, options.stdin);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    unreadable = true;
    reading.ledger.tell(explainSystemError(error));
  }
  const outcome = finish(reading, unreadable);
  yield reading.intake.batch();
  return outcome;
}
