import { createMemory } from '../lib/memory.ts';
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
const REMEMBERED = { least: 1_000, most: 16_000 };
const MOST_ALIKE = 16;
/** Bytes of the lines of one generation. */
const HEAVIEST = 6 * 1024 * 1024;
const QUOTE = 0x22;
/** Bytes of what stands before the quote at which a line is probed: of a token that is the end of its signature. */
const PROBE = 8;
/** Lines kept of which none was of use, after which it is not tried any more. */
const MOST_IN_VAIN = 2_000;

const NONE: readonly never[] = [];

const bytesOf = (kept: readonly Kept<unknown>[]): number => kept.reduce((sum, { stencil }) => sum + stencil.line.length, 0);

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
  const known = createMemory<number, readonly Kept<T>[]>({ ...REMEMBERED, heaviest: HEAVIEST, weigh: bytesOf });
  let probe = 0;
  let inVain = 0;

  const keyOf = (line: Buffer): number => {
    const end = line.indexOf(QUOTE, probe);
    return end < PROBE ? 0 : line.readDoubleLE(end - PROBE);
  };

  return {
    find: (line) => {
      // Long lines are read where their bounds are looked after.
      if (probe === 0 || line.length <= probe || line.length > KEPT_CHARACTERS) return undefined;
      for (const { stencil, value } of known.get(keyOf(line)) ?? NONE) {
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
      const key = keyOf(line);
      known.set(key, [...(known.get(key) ?? NONE).slice(1 - MOST_ALIKE), { stencil, value }]);
    },
  };
};
