/** Milliseconds before a pace is told: the first moments say nothing about the rest. */
const TOO_EARLY = 1_000;
const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Says how fast a work goes and how long it will still take. */
export interface Pace {
  /** `share` of the work done, from 0 to 1, `undefined` where that is not known; `count` of what has been done. Begins with ` · `, or is empty. */
  text(share: number | undefined, count: number): string;
}

const timeLeft = (seconds: number): string => {
  if (seconds < MINUTE) return `${Math.ceil(seconds)} s left`;
  return seconds < HOUR ? `${Math.ceil(seconds / MINUTE)} min left` : `${(seconds / HOUR).toFixed(1)} h left`;
};

/** Begins to measure. `now` is a clock in milliseconds that only goes forward. */
export const createPace = (now: () => number): Pace => {
  const began = now();
  return {
    text: (share, count) => {
      const elapsed = now() - began;
      if (elapsed < TOO_EARLY || count === 0) return '';
      const rate = ` · ${Math.round((count * 1000) / elapsed).toLocaleString('en')}/s`;
      if (share === undefined || share <= 0 || share > 1) return rate;
      return `${rate} · ${timeLeft((elapsed * (1 - share)) / share / 1000)}`;
    },
  };
};
