import { sha256Bytes } from './lib/digest.ts';
import type { InvocationDraft } from './model/draft.ts';
import type { RestLine, SettledLines } from './model/lane.ts';
import { readNativeLine } from './readers/native-line.ts';
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

/** The short way of native invocations: bytes to block in one go, with nothing in between that others would have to know. */
export const createLineSettler =
  (settler: Settler, packer: Packer): LineSettler =>
  (run) => {
    const bytes = Buffer.from(run.buffer, run.byteOffset, run.byteLength);
    const rest: RestLine[] = [];
    const [zoneless, untimed]: [number[], number[]] = [[], []];
    let [lines, taken] = [0, 0];
    const take = (draft: InvocationDraft, from: number, end: number): void => {
      const { eventTime, eventTimeWithoutZone, logTime } = draft.fields;
      if (eventTimeWithoutZone) zoneless.push(lines);
      if (eventTime === undefined && logTime === undefined) untimed.push(lines);
      packer.add(lines, sha256Bytes(bytes.subarray(from, end)), settler.settleInvocation(draft));
      taken++;
    };
    for (const [from, end] of linesIn(bytes)) {
      const text = bytes.toString('utf8', from, end);
      const draft = readNativeLine(text);
      if (draft) take(draft, from, end);
      else if (end > from) rest.push({ line: lines, text });
      lines++;
    }
    return { lines, taken, block: packer.take(), zoneless, untimed, rest };
  };
