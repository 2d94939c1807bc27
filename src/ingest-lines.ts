import { sha256Latin1 } from './lib/digest.ts';
import type { InvocationDraft } from './model/draft.ts';
import type { RestLine, SettledLines } from './model/lane.ts';
import { mayBeShort, type NativeRecord } from './readers/native-likeness.ts';
import { draftOf, readNativeLine } from './readers/native-line.ts';
import { createStencils, type Stencils } from './readers/native-stencils.ts';
import type { Likeness } from './store/definitions.ts';
import type { Packer } from './store/pack.ts';
import type { Settler } from './tokens/settle.ts';

/** Settles a run of whole lines. */
export type LineSettler = (bytes: Uint8Array) => SettledLines;

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** What was found out about the lines of a run, besides their block. */
interface Found {
  lines: number;
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
    if (eventTimeWithoutZone) found.zoneless.push(found.lines);
    if (isUntimed) found.untimed.push(found.lines);
    const settled = invocations.settle(draft);
    const likeness = packer.add(found.lines, sha256Latin1(line), settled);
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
    if (line.length > 0) {
      if (takeLike(line, found.lines)) found.taken++;
      else {
        const text = line.toString();
        if (takeParsed(line, text, found)) found.taken++;
        else found.rest.push({ line: found.lines, text });
      }
    }
    found.lines++;
  };

  return (run) => {
    const bytes = Buffer.from(run.buffer, run.byteOffset, run.byteLength);
    const found: Found = { lines: 0, taken: 0, zoneless: [], untimed: [], rest: [] };
    for (let from = 0; from < bytes.length; ) {
      const newline = bytes.indexOf(NEWLINE, from);
      const end = newline === -1 ? bytes.length : newline;
      takeLine(bytes.subarray(from, end > from && bytes[end - 1] === RETURN ? end - 1 : end), found);
      from = end + 1;
    }
    return { ...found, block: packer.take() };
  };
};
