import { sha256Hex } from '../lib/digest.ts';
import type { Draft, InvocationDraft, Place } from '../model/draft.ts';
import type { Item, Mapped, Remark } from '../model/format.ts';
import type { SettledLines } from '../model/lane.ts';
import type { Broken, Framed } from './frames/framed.ts';
import { type Ledger, UNKNOWN_REASON } from './ledger.ts';
import { RECORD_BYTES } from './limits.ts';
import { isRejection } from './native/read-fields.ts';
import type { Recogniser } from './recogniser.ts';
import type { ReadBatch, ReadRecord } from './source.ts';

/** Takes in what a frame cuts out of one source, and hands it on in batches. */
export interface Intake {
  take(framed: Framed): void;
  /** Takes in what was read on the short way; `line` is that of the first one. */
  takeSettled(settled: SettledLines, line: number): void;
  /** Whether a batch is due. */
  isFull(): boolean;
  batch(): ReadBatch;
  /** The source has ended: what waits for more is taken as it is. */
  end(): void;
  /** Whether anything at all was framed. */
  isEmpty(): boolean;
  /** The source ended inside an array. */
  isCut(): boolean;
}

const BATCH_RECORDS = 1_000;
const BATCH_CHARACTERS = 4 * 1024 * 1024;
const NATIVE = /^\s*\{\s*"schema"\s*:\s*"(?:invocation|token|introspection|approval|revocation|leak)\//;

const OVERSIZE = `larger than ${RECORD_BYTES / 1024 / 1024} MB, read past`;
const CUT = 'the file ends inside an array: it seems cut short; the records before that place were read';
const NO_ZONE = 'event_time has no zone; it was read as UTC, which proves nothing where time matters';
const NO_TIME = 'a record has no time: expected event_time, or at least log_time; rules that need a time cannot judge it';

const isPlaced = (draft: Draft): draft is InvocationDraft & { readonly place: Place } =>
  draft.kind === 'invocation' && draft.place !== undefined;
const isRemark = (each: Draft | Remark): each is Remark => each.kind === 'remark';

/** Sets up the intake of one source. */
export const createIntake = (source: string, recogniser: Recogniser, ledger: Ledger): Intake => {
  let records: ReadRecord[] = [];
  let characters = 0;
  let empty = true;
  let cut = false;

  const remarkNoZone = (line: number): void =>
    ledger.remark('time-without-zone', line, NO_ZONE, 'log RFC 3339 times with Z or an offset');
  const remarkNoTime = (line: number): void =>
    ledger.remark('record-without-time', line, NO_TIME, 'log event_time when the request is received');

  const remarkTime = (draft: Draft, line: number): void => {
    if (draft.kind !== 'invocation') return;
    const { eventTime, eventTimeWithoutZone, logTime } = draft.fields;
    if (eventTimeWithoutZone) remarkNoZone(line);
    if (eventTime === undefined && logTime === undefined) remarkNoTime(line);
  };

  const takeSettled: Intake['takeSettled'] = ({ taken, zoneless, untimed, block }, first) => {
    if (taken === 0) return;
    empty = false;
    ledger.settle(true);
    ledger.counts.records += taken;
    for (const line of zoneless) remarkNoZone(first + line);
    for (const line of untimed) remarkNoTime(first + line);
    for (let place = 0; place < block.lines.length; place++) block.lines[place] = (block.lines[place] as number) + first;
  };

  const takeItem = (item: Item): void => {
    const mapped = recogniser.read(item);
    characters += item.text.length;
    if (mapped === undefined) ledger.ignore(item.line, UNKNOWN_REASON);
    else takeMapped(item, mapped);
  };

  const takeMapped = (item: Item, mapped: Mapped): void => {
    ledger.settle(true);
    if (isRejection(mapped)) ledger.reject(item.line, mapped.message);
    else takeDrafts(item, tellRemarks(mapped, item.line));
  };

  const takeDrafts = (item: Item, mapped: readonly Draft[]): void => {
    ledger.counts.records++;
    const here = mapped.some(isPlaced) ? mapped.filter((draft) => !isPlaced(draft)) : mapped;
    for (const draft of here) remarkTime(draft, item.line);
    if (here.length > 0)
      records.push({ location: { source, line: item.line }, recordSha256: sha256Hex(item.text), drafts: here });
    takePlaced(mapped);
  };

  /** Drafts of records that were counted when they were read. */
  const takePlaced = (drafts: readonly Draft[]): void => {
    for (const draft of drafts) {
      if (!isPlaced(draft)) continue;
      const { line, recordSha256 } = draft.place;
      remarkTime(draft, line);
      records.push({ location: { source, line }, recordSha256, drafts: [draft] });
    }
  };

  /** Tells the remarks and gives the drafts. */
  const tellRemarks = (mapped: readonly (Draft | Remark)[], line: number): readonly Draft[] => {
    for (const each of mapped) if (isRemark(each)) ledger.remark(each.code, line, each.message, each.hint);
    return mapped.some(isRemark) ? mapped.filter((each) => !isRemark(each)) : (mapped as readonly Draft[]);
  };

  const takeBroken = (record: Broken): void => {
    const claimed = record.claimed || NATIVE.test(record.beginning) || recogniser.seen().length > 0;
    if (claimed) ledger.reject(record.line, record.message);
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
    takeSettled,
    isFull: () => records.length >= BATCH_RECORDS || characters >= BATCH_CHARACTERS,
    batch: () => {
      const taken = { records, diagnostics: ledger.take() };
      records = [];
      characters = 0;
      return taken;
    },
    end: () => takePlaced(recogniser.end()),
    isEmpty: () => empty,
    isCut: () => cut,
  };
};
