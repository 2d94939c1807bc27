import { showControls, truncate } from '../lib/terminal-text.ts';
import { onInterrupt } from './cleanup.ts';
import { createPace, type Pace } from './pace.ts';

const REDRAW_MILLISECONDS = 100;

/** Shows on standard error how far the work has come. */
export interface Progress {
  update(text: string): void;
  /** Begins to measure how fast a work goes. */
  pace(): Pace;
  /** Takes the line away. */
  clear(): void;
}

const pace = (): Pace => createPace(() => performance.now());

const silent: Progress = { update: () => undefined, pace, clear: () => undefined };

/** A line that is redrawn, on a terminal only: not in CI, not with --quiet or --no-progress (contract §2). */
export const createProgress = (wanted: boolean): Progress => {
  if (!wanted || !process.stderr.isTTY || process.env['CI']) return silent;
  let drawn = 0;
  let shown = false;
  const clear = (): void => {
    if (shown) process.stderr.write('\r\x1b[2K');
    shown = false;
  };
  onInterrupt(clear);
  return {
    pace,
    update: (text) => {
      const now = performance.now();
      if (shown && now - drawn < REDRAW_MILLISECONDS) return;
      drawn = now;
      shown = true;
      process.stderr.write(`\r\x1b[2K${truncate(showControls(text), (process.stderr.columns ?? 80) - 1)}`);
    },
    clear,
  };
};
