import type { ServerClock } from '../facts/subject.ts';

const FEWEST_PROOFS = 10;
const SECOND = 1000;
/** Delays beyond a day say nothing about a clock. */
const WIDEST = 86_400;

/** Whole seconds → how many proofs. Bounded, so that memory does not grow with the log. */
type Histogram = Map<number, number>;

const medianOf = (histogram: Histogram): number => {
  const total = [...histogram.values()].reduce((sum, count) => sum + count, 0);
  let passed = 0;
  for (const [second, count] of [...histogram].sort(([a], [b]) => a - b)) {
    passed += count;
    if (passed * 2 >= total) return second * SECOND;
  }
  return 0;
};

const countOf = (histogram: Histogram): number => [...histogram.values()].reduce((sum, count) => sum + count, 0);

const clockOf = (histogram: Histogram, skew: number): ServerClock => {
  const proofs = countOf(histogram);
  const median = proofs < FEWEST_PROOFS ? 0 : medianOf(histogram);
  return { proofs, offset: Math.abs(median) > skew ? median : 0 };
};

/**
 * How far the clock of each server runs ahead of those of its clients: the median of request time minus proof `iat`, in
 * milliseconds, over at least ten proofs; 0 for a server whose clock keeps within `skew` (standards §0.6).
 */
export const serverClocks = (
  delays: Iterable<{ readonly server: string; readonly delay: number }>,
  skew: number,
): ReadonlyMap<string, ServerClock> => {
  const histograms = new Map<string, Histogram>();
  for (const { server, delay } of delays) {
    const histogram = histograms.get(server) ?? new Map<number, number>();
    histograms.set(server, histogram);
    const second = Math.max(-WIDEST, Math.min(WIDEST, Math.round(delay / SECOND)));
    histogram.set(second, (histogram.get(second) ?? 0) + 1);
  }
  return new Map([...histograms].map(([server, histogram]) => [server, clockOf(histogram, skew)]));
};
