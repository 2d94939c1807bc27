import { remembering } from '../lib/remembering.ts';
import type { OwnDraft } from '../model/draft.ts';
import { KEPT_CHARACTERS } from './limits.ts';
import { readThrough, type Stencil, stencilOf } from './native-stencil.ts';

/** Lines that others are like, each with what is known of it. */
export interface Stencils<T> {
  /** The line that this one fits, and what it says on its own. */
  find(line: Buffer): { readonly value: T; readonly own: OwnDraft } | undefined;
  /** Keeps a line that was found to be sound. */
  keep(line: Buffer, value: T): void;
}

interface Kept<T> {
  readonly stencil: Stencil;
  readonly value: T;
}

/** Keys that are remembered, and lines for each: those of one key differ in little, so that there are few. */
const REMEMBERED = 2_000;
const MOST_ALIKE = 16;
/** Bytes of all lines that are kept. */
const MOST_BYTES = 16 * 1024 * 1024;
const QUOTE = 0x22;
/** Of what stands before the quote at which a line is probed: of a token that is the end of its signature. */
const PROBE = 24;
const TOOL = Buffer.from('"tool_name":"');
/** Lines kept of which none was of use, after which it is not tried any more. */
const MOST_IN_VAIN = 2_000;

/** The middle of what is longest between two values of its own: there a line says most that tells it from lines of other kinds. */
const middleOf = ({ line, gaps }: Stencil): number => {
  let [longest, middle, from] = [0, 0, 0];
  for (let slot = 0; slot <= gaps.length; slot += 2) {
    const to = gaps[slot] ?? line.length;
    if (to - from > longest) [longest, middle] = [to - from, from + Math.floor((to - from) / 2)];
    from = gaps[slot + 1] ?? line.length;
  }
  return middle;
};

/** Makes an empty collection. Any key will do: whether a line fits is seen byte for byte. */
export const createStencils = <T>(): Stencils<T> => {
  const begin = () => remembering((_key: string): Kept<T>[] => [], REMEMBERED);
  let known = begin();
  let bytes = 0;
  let probe = 0;
  let inVain = 0;

  const keyOf = (line: Buffer): string => {
    const end = line.indexOf(QUOTE, probe);
    const tool = line.indexOf(TOOL) + TOOL.length;
    const word = end > PROBE ? line.toString('latin1', end - PROBE, end) : '';
    return tool < TOOL.length ? word : word + line.toString('latin1', tool, line.indexOf(QUOTE, tool));
  };

  /** Forgets everything where one more line would be too much. */
  const makeRoomFor = (line: Buffer): void => {
    bytes += line.length;
    if (bytes <= MOST_BYTES) return;
    known = begin();
    bytes = line.length;
  };

  return {
    find: (line) => {
      // Long lines are read where their bounds are looked after.
      if (probe === 0 || line.length <= probe || line.length > KEPT_CHARACTERS) return undefined;
      for (const { stencil, value } of known(keyOf(line))) {
        const own = readThrough(stencil, line);
        if (!own) continue;
        inVain = 0;
        return { value, own };
      }
      return undefined;
    },
    keep: (line, value) => {
      if (inVain > MOST_IN_VAIN) return;
      const stencil = stencilOf(line);
      if (!stencil) return;
      inVain++;
      if (probe === 0) probe = middleOf(stencil);
      makeRoomFor(line);
      const kept = known(keyOf(line));
      if (kept.length >= MOST_ALIKE) kept.length = 0;
      kept.push({ stencil, value });
    },
  };
};
