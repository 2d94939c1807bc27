import { recordDigest } from '../lib/record-digest.ts';
import type { Draft, InvocationDraft, Place } from '../model/draft.ts';
import type { Item, Mapped, Remark } from '../model/format.ts';
import type { SettledLines } from '../model/lane.ts';
import type { Broken, Framed } from './frames/framed.ts';
import { overweight } from './kept-text.ts';
import { type Ledger, UNKNOWN_REASONS } from './ledger.ts';
import { KEPT_CHARACTERS, RECORD_BYTES } from './limits.ts';
import { isDismissal, isRejection } from './native/read-fields.ts';
import type { Recognised, Recogniser } from './recogniser.ts';
import type { ReadBatch, ReadRecord } from './source.ts';

/** A record as it is taken in; without a format where none claims it. */
export interface Observation extends Partial<Recognised> {
  readonly item: Item;
}

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
const CUT = 'the file ends inside what begins here: it seems cut short; the records before that place were read';
const NO_ZONE = 'event_time has no zone; it was read as UTC, which proves nothing where time matters';
const NO_TIME = 'a record has no time: expected event_time, or at least log_time; rules that need a time cannot judge it';

const isPlaced = (draft: Draft): draft is InvocationDraft & { readonly place: Place } =>
  draft.kind === 'invocation' && draft.place !== undefined;
const isRemark = (each: Draft | Remark): each is Remark => each.kind === 'remark';

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

  const takeSettled: Intake['takeSettled'] = ({ taken, zoneless, untimed, blocks }, first) => {
    if (taken === 0) return;
    empty = false;
    beginnings.add('schema');
    ledger.counts.records += taken;
    for (const line of zoneless) remarkNoZone(first + line);
    for (const line of untimed) remarkNoTime(first + line);
    for (const { lines } of blocks)
      for (let place = 0; place < lines.length; place++) lines[place] = (lines[place] as number) + first;
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
    else if (isDismissal(mapped)) ledger.ignore(item.line, mapped.reason, mapped.hint);
    else takeDrafts(item, countSound(item, tellRemarks(mapped, item.line)));
  };

  /** Counts a record, and gives its drafts but for those that are too heavy: a record with one of these is rejected. */
  const countSound = (item: Item, drafts: readonly Draft[]): readonly Draft[] => {
    const mayBeHeavy = item.text.length > KEPT_CHARACTERS;
    const why = mayBeHeavy ? drafts.filter((draft) => !isPlaced(draft)).map(overweight) : [];
    const first = why.find((each) => each !== undefined);
    if (first === undefined) ledger.counts.records++;
    else ledger.reject(item.line, first, 'limit-exceeded');
    return first === undefined ? drafts : drafts.filter((draft) => isPlaced(draft) || overweight(draft) === undefined);
  };

  const takeDrafts = (item: Item, mapped: readonly Draft[]): void => {
    const here = mapped.some(isPlaced) ? mapped.filter((draft) => !isPlaced(draft)) : mapped;
    for (const draft of here) {
      addLogTime(draft, item);
      remarkTime(draft, item.line);
    }
    if (here.length > 0)
      records.push({ location: { source, line: item.line }, recordSha256: recordDigest(item.text), drafts: here });
    takePlaced(mapped);
  };

  /** Drafts of records that were counted when they were read. */
  const takePlaced = (drafts: readonly Draft[]): void => {
    for (const draft of drafts) {
      if (!isPlaced(draft)) continue;
      const { line, recordSha256 } = draft.place;
      const why = overweight(draft);
      if (why !== undefined) {
        // It was counted as read when it came.
        ledger.counts.records--;
        ledger.reject(line, why, 'limit-exceeded');
        continue;
      }
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
    takeSettled,
    settle,
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
