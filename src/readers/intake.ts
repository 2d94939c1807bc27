import { sha256Hex } from '../lib/digest.ts';
import type { Draft } from '../model/draft.ts';
import type { Item, Mapped } from '../model/format.ts';
import type { Broken, Framed } from './frames/framed.ts';
import { type Ledger, UNKNOWN_REASONS } from './ledger.ts';
import { RECORD_BYTES } from './limits.ts';
import { isRejection } from './native/read-fields.ts';
import type { Recognised, Recogniser } from './recogniser.ts';
import type { ReadBatch, ReadRecord } from './source.ts';

/** A record as it is taken in; without a format where none claims it. */
export interface Observation extends Partial<Recognised> {
  readonly item: Item;
}

/** Takes in what a frame cuts out of one source, and hands it on in batches. */
export interface Intake {
  take(framed: Framed): void;
  /** Whether a batch is due. */
  isFull(): boolean;
  batch(): ReadBatch;
  /** Decides, at the end of the source, on broken records whose claim was open. */
  settle(): void;
  /** Whether anything at all was framed. */
  isEmpty(): boolean;
  /** The source ended inside an array. */
  isCut(): boolean;
}

const BATCH_RECORDS = 1_000;
const BATCH_CHARACTERS = 4 * 1024 * 1024;
const NATIVE = /^\s*\{\s*"schema"\s*:\s*"(?:invocation|token|introspection|approval|revocation|leak)\//;

const MEMBER = /^\s*\{\s*"([^"\\]{1,60})"/;
const MOST_BEGINNINGS = 32;

const firstMember = (value: unknown): string => {
  if (typeof value === 'object') for (const name in value) return name;
  return '';
};

const OVERSIZE = `larger than ${RECORD_BYTES / 1024 / 1024} MB, read past`;
const CUT = 'the file ends inside an array: it seems cut short; the records before that place were read';
const NO_ZONE = 'event_time has no zone; it was read as UTC, which proves nothing where time matters';
const NO_TIME = 'a record has no time: expected event_time, or at least log_time; rules that need a time cannot judge it';

/** A record without any time was written when its container says that the line was. */
const addLogTime = (draft: Draft, { writtenAt }: Item): void => {
  if (draft.kind !== 'invocation' || writtenAt === undefined) return;
  const { fields } = draft;
  if (fields.eventTime === undefined) fields.logTime ??= writtenAt;
};

/** Sets up the intake of one source. */
export const createIntake = (
  source: string,
  recogniser: Recogniser,
  ledger: Ledger,
  observe?: (observation: Observation) => void,
): Intake => {
  /** The first member of each claimed record. */
  const beginnings = new Set<string>();
  let records: ReadRecord[] = [];
  let characters = 0;
  let empty = true;
  let cut = false;

  const remarkTime = (draft: Draft, line: number): void => {
    if (draft.kind !== 'invocation') return;
    const { eventTime, eventTimeWithoutZone, logTime } = draft.fields;
    if (eventTimeWithoutZone) ledger.remark('time-without-zone', line, NO_ZONE, 'log RFC 3339 times with Z or an offset');
    if (eventTime === undefined && logTime === undefined)
      ledger.remark('record-without-time', line, NO_TIME, 'log event_time when the request is received');
  };

  const takeItem = (item: Item): void => {
    const recognised = recogniser.read(item);
    observe?.({ item, ...recognised });
    characters += item.text.length;
    if (recognised === undefined) ledger.ignore(item.line, UNKNOWN_REASONS[item.kind]);
    else takeMapped(item, recognised.mapped);
  };

  const isClaimed = ({ claimed, beginning }: Broken): boolean =>
    claimed || NATIVE.test(beginning) || beginnings.has(MEMBER.exec(beginning)?.[1] ?? '');

  /** Where other lines stand between the records, a broken one is claimed only if it begins as they do. */
  const settle = (): void => {
    const alone = recogniser.seen().length > 0 && ledger.counts.ignored === 0;
    ledger.settle((record) => alone || isClaimed(record));
  };

  const takeMapped = (item: Item, mapped: Mapped): void => {
    if (beginnings.size < MOST_BEGINNINGS) beginnings.add(firstMember(item.value));
    if (isRejection(mapped)) ledger.reject(item.line, mapped.message);
    else takeDrafts(item, mapped);
  };

  const takeDrafts = (item: Item, mapped: readonly Draft[]): void => {
    ledger.counts.records++;
    for (const draft of mapped) {
      addLogTime(draft, item);
      remarkTime(draft, item.line);
    }
    if (mapped.length > 0)
      records.push({ location: { source, line: item.line }, recordSha256: sha256Hex(item.text), drafts: mapped });
  };

  const takeBroken = (record: Broken): void => {
    if (isClaimed(record)) ledger.reject(record.line, record.message);
    else ledger.postpone(record);
  };

  const take = (framed: Framed): void => {
    empty = false;
    if (framed.is === 'item') takeItem(framed.item);
    else if (framed.is === 'broken') takeBroken(framed);
    else if (framed.is === 'head') recogniser.readHead(framed.value);
    else if (framed.is === 'oversize') ledger.reject(framed.line, OVERSIZE, 'limit-exceeded');
    else {
      cut = true;
      ledger.tell({ code: 'source-damaged', level: 'error', message: CUT, hint: 'fetch or write the file again' }, framed.line);
    }
  };

  return {
    take,
    settle,
    isFull: () => records.length >= BATCH_RECORDS || characters >= BATCH_CHARACTERS,
    batch: () => {
      const taken = { records, diagnostics: ledger.take() };
      records = [];
      characters = 0;
      return taken;
    },
    isEmpty: () => empty,
    isCut: () => cut,
  };
};
