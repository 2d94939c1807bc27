import type { Lane, SettledLines } from '../model/lane.ts';
import { type Crew, hireCrew } from './crew.ts';
import type { SettleData, SettleTask } from './settle-thread.ts';

/** A lane on other threads, and how to leave it. */
export interface ThreadedLane extends Lane {
  close(): Promise<void>;
}

/** Runs of lines underway for each thread: one in work, one waiting. */
const AHEAD = 2;

const exactly = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer
    ? (bytes as Uint8Array<ArrayBuffer>)
    : new Uint8Array(bytes);

/** Settles lines on `threads` threads. `epoch` is asked for each run: see `StoreWriter`. */
export const openThreadedLane = (threads: number, data: SettleData, epoch: () => number): ThreadedLane => {
  const entry = new URL('./settle-thread.js', import.meta.url);
  const crew: Crew<SettleTask, SettledLines> = hireCrew(entry, threads, data);
  return {
    width: threads * AHEAD,
    settle: (bytes) => {
      const own = exactly(bytes);
      return crew.run({ bytes: own, epoch: epoch() }, [own.buffer]);
    },
    close: crew.close,
  };
};
