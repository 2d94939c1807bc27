import { letGo } from '../lib/let-go.ts';
import { packageFile } from '../lib/package-file.ts';
import type { Lane, SettledLines } from '../model/lane.ts';
import { type Crew, hireCrew } from './crew.ts';
import { receivedLines, type SentLines } from './sent-lines.ts';
import type { SettleData, SettleTask } from './settle-thread.ts';

/** A lane on other threads, and how to leave it. */
export interface ThreadedLane extends Lane {
  close(): Promise<void>;
}

/** Runs of lines underway: one in work, others waiting. */
const AHEAD = 3;
/** Bytes by which a later run may be longer. */
const SPARE = 64 * 1024;

/** Memory that all threads see, used again and again: each new piece of it would have to be cleared, and collected. */
const createSharedMemory = () => {
  const free: SharedArrayBuffer[] = [];
  return {
    /** A copy that all threads see. */
    share: (bytes: Uint8Array): Uint8Array => {
      const last = free.pop();
      const memory = last && last.byteLength >= bytes.length ? last : new SharedArrayBuffer(bytes.length + SPARE);
      const copy = new Uint8Array(memory, 0, bytes.length);
      copy.set(bytes);
      return copy;
    },
    /** Hands back what no thread looks at any more. */
    release: ({ buffer }: Uint8Array): void => {
      free.push(buffer as SharedArrayBuffer);
    },
  };
};

const inOrder = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b);

/** What all threads made of their shares of one run. */
const join = (shares: readonly SettledLines[]): SettledLines => ({
  lines: shares[0]?.lines ?? 0,
  taken: shares.reduce((sum, { taken }) => sum + taken, 0),
  blocks: shares.flatMap(({ blocks }) => blocks),
  zoneless: inOrder(shares.flatMap(({ zoneless }) => zoneless)),
  untimed: inOrder(shares.flatMap(({ untimed }) => untimed)),
  rest: shares.flatMap(({ rest }) => rest).sort((a, b) => a.line - b.line),
});

/** Settles lines on `threads` threads, each of which takes its share of every run. `epoch` is asked for each: see `StoreWriter`. */
export const openThreadedLane = (threads: number, data: SettleData, epoch: () => number): ThreadedLane => {
  const entry = packageFile('dist/workers/settle-thread.js');
  const crew: Crew<SettleTask, SentLines> = hireCrew(entry, threads, data);
  const memory = createSharedMemory();
  return {
    width: AHEAD,
    settle: async (run) => {
      const bytes = memory.share(run);
      letGo(run);
      const shares = await crew.runAll({ bytes, epoch: epoch(), of: threads });
      memory.release(bytes);
      return join(shares.map(receivedLines));
    },
    close: crew.close,
  };
};
