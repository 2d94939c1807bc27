import { sha256Latin1 } from './lib/digest.ts';
import type { InvocationDraft } from './model/draft.ts';
import type { RestLine, SettledLines } from './model/lane.ts';
import { type Lines, linesOf, shareLines } from './readers/line-shares.ts';
import { mayBeShort, type NativeRecord } from './readers/native-likeness.ts';
import { draftOf, readNativeLine } from './readers/native-line.ts';
import { createStencils, type Stencils } from './readers/native-stencils.ts';
import type { Likeness } from './store/definitions.ts';
import type { Packer } from './store/pack.ts';
import type { Settler } from './tokens/settle.ts';

/** One of several among which a run is shared out. */
export interface Share {
  readonly place: number;
  readonly of: number;
}

/** Settles a run of whole lines, or a share of it. */
export type LineSettler = (bytes: Uint8Array, share?: Share) => SettledLines;

/** Whether a line is to be taken here, by its place among those that are not empty. */
const isMine = (bytes: Buffer, lines: Lines, share: Share | undefined): ((place: number) => boolean) => {
  if (!share || share.of === 1) return () => true;
  const owners = shareLines(bytes, lines, share.of);
  return (place) => owners[place] === share.place;
};

/** What was found out about the lines of a run, besides their block. */
interface Found {
  /** That is being looked at. */
  line: number;
  taken: number;
  readonly zoneless: number[];
  readonly untimed: number[];
  readonly rest: RestLine[];
}

/** The short way of native invocations: bytes to block in one go, with nothing in between that others would have to know. */
export const createLineSettler = ({ invocations }: Settler, packer: Packer): LineSettler => {
  const stencils: Stencils<Likeness> = createStencils();

  /** Takes a line of which all but its own is known from another one. */
  const takeLike = (line: Buffer, number: number): boolean => {
    const fitting = stencils.find(line);
    const settled = fitting && invocations.settleOwn(fitting.own);
    if (!settled) return false;
    packer.addLike(number, sha256Latin1(line), fitting.value, settled);
    return true;
  };

  const takeWhole = (draft: InvocationDraft, record: NativeRecord, line: Buffer, found: Found): void => {
    const { eventTime, eventTimeWithoutZone, logTime } = draft.fields;
    const isUntimed = eventTime === undefined && logTime === undefined;
    if (eventTimeWithoutZone) found.zoneless.push(found.line);
    if (isUntimed) found.untimed.push(found.line);
    const settled = invocations.settle(draft);
    const likeness = packer.add(found.line, sha256Latin1(line), settled);
    const isWhole = !eventTimeWithoutZone && !isUntimed && settled.remains === undefined;
    if (isWhole && mayBeShort(record)) stencils.keep(line, likeness);
  };

  const takeParsed = (line: Buffer, text: string, found: Found): boolean => {
    const record = readNativeLine(text);
    const draft = record && draftOf(record);
    if (draft) takeWhole(draft, record, line, found);
    return draft !== undefined;
  };

  const takeLine = (line: Buffer, found: Found): void => {
    if (takeLike(line, found.line)) found.taken++;
    else {
      const text = line.toString();
      if (takeParsed(line, text, found)) found.taken++;
      else found.rest.push({ line: found.line, text });
    }
  };

  return (run, share) => {
    const bytes = Buffer.from(run.buffer, run.byteOffset, run.byteLength);
    const lines = linesOf(bytes);
    const { spans, count } = lines;
    const isOwn = isMine(bytes, lines, share);
    const found: Found = { line: 0, taken: 0, zoneless: [], untimed: [], rest: [] };
    for (let at = 0; at < spans.length; at += 3) {
      found.line = spans[at] as number;
      if (isOwn(at / 3)) takeLine(bytes.subarray(spans[at + 1], spans[at + 2]), found);
    }
    const { line: _, ...rest } = found;
    return { lines: count, ...rest, blocks: [packer.take()] };
  };
};
