import { sha256Bytes } from './lib/digest.ts';
import { remembering } from './lib/remembering.ts';
import type { InvocationDraft } from './model/draft.ts';
import type { RestLine, SettledLines } from './model/lane.ts';
import { commonPartOf, credentialOf, isLike, mayBeShort, type NativeRecord, ownDraftOf } from './readers/native-likeness.ts';
import { draftOf, readNativeLine } from './readers/native-line.ts';
import type { Likeness } from './store/definitions.ts';
import type { Packer } from './store/pack.ts';
import type { Settler } from './tokens/settle.ts';

/** Settles a run of whole lines. */
export type LineSettler = (bytes: Uint8Array) => SettledLines;

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Begins and ends of the lines in a run, without what ends them. */
function* linesIn(bytes: Buffer): Generator<readonly [number, number]> {
  for (let from = 0; from < bytes.length; ) {
    const found = bytes.indexOf(NEWLINE, from);
    const end = found === -1 ? bytes.length : found;
    yield [from, end > from && bytes[end - 1] === RETURN ? end - 1 : end];
    from = end + 1;
  }
}

/** Credentials that are remembered, with the calls that were made with them: calls come in runs, of one sender with one token. */
const REMEMBERED = 1_000;
/** Kinds of calls that are remembered of each. */
const MOST_KINDS = 64;
/** Characters of all that is remembered. */
const MOST_CHARACTERS = 32 * 1024 * 1024;

interface Known {
  /** The common part of a record. */
  readonly record: NativeRecord;
  readonly likeness: Likeness;
}

/** What records have in common with those that came before. */
const createLikenesses = () => {
  const begin = () => remembering((_credential: string): Known[] => [], REMEMBERED);
  let known = begin();
  let characters = 0;
  /** Forgets everything where one more record would be too much. */
  const makeRoomFor = (part: NativeRecord): void => {
    characters += JSON.stringify(part).length;
    if (characters <= MOST_CHARACTERS) return;
    known = begin();
    characters = 0;
  };
  return {
    find: (record: NativeRecord): Likeness | undefined => {
      for (const each of known(credentialOf(record))) if (isLike(record, each.record)) return each.likeness;
      return undefined;
    },
    keep: (record: NativeRecord, likeness: Likeness): void => {
      const part = commonPartOf(record);
      makeRoomFor(part);
      const kinds = known(credentialOf(record));
      if (kinds.length >= MOST_KINDS) kinds.length = 0;
      kinds.push({ record: part, likeness });
    },
  };
};

/** The short way of native invocations: bytes to block in one go, with nothing in between that others would have to know. */
export const createLineSettler = ({ invocations }: Settler, packer: Packer): LineSettler => {
  const likenesses = createLikenesses();

  /** Takes a record of which all but its own is known from another one. */
  const takeLike = (record: NativeRecord, number: number, digest: Uint8Array): boolean => {
    const likeness = likenesses.find(record);
    const own = likeness && ownDraftOf(record);
    const settled = own && invocations.settleOwn(own);
    if (!settled) return false;
    packer.addLike(number, digest, likeness, settled);
    return true;
  };

  return (run) => {
    const bytes = Buffer.from(run.buffer, run.byteOffset, run.byteLength);
    const rest: RestLine[] = [];
    const [zoneless, untimed]: [number[], number[]] = [[], []];
    let [lines, taken] = [0, 0];
    const takeWhole = (draft: InvocationDraft, record: NativeRecord, digest: Uint8Array): void => {
      const { eventTime, eventTimeWithoutZone, logTime } = draft.fields;
      if (eventTimeWithoutZone) zoneless.push(lines);
      if (eventTime === undefined && logTime === undefined) untimed.push(lines);
      const settled = invocations.settle(draft);
      const likeness = packer.add(lines, digest, settled);
      const isWhole =
        !eventTimeWithoutZone && (eventTime !== undefined || logTime !== undefined) && settled.remains === undefined;
      if (isWhole && mayBeShort(record)) likenesses.keep(record, likeness);
    };
    /** Whether a line was taken. */
    const take = (record: NativeRecord, from: number, end: number): boolean => {
      const digest = sha256Bytes(bytes.subarray(from, end));
      if (mayBeShort(record) && takeLike(record, lines, digest)) return true;
      const draft = draftOf(record);
      if (draft) takeWhole(draft, record, digest);
      return draft !== undefined;
    };
    for (const [from, end] of linesIn(bytes)) {
      const text = bytes.toString('utf8', from, end);
      const record = readNativeLine(text);
      if (record && take(record, from, end)) taken++;
      else if (end > from) rest.push({ line: lines, text });
      lines++;
    }
    return { lines, taken, block: packer.take(), zoneless, untimed, rest };
  };
};
