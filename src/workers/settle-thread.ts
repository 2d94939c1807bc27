import { createLineSettler, type LineSettler } from '../ingest-lines.ts';
import type { SettledLines } from '../model/lane.ts';
import { columnsOf } from '../model/record-block.ts';
import { createPacker, FIRST_THREAD } from '../store/pack.ts';
import type { KeyRing } from '../tokens/keys.ts';
import { createSettler } from '../tokens/settle.ts';
import { type SentBlock, type SentLines, sentLines } from './sent-lines.ts';
import { hiredWith, serve } from './serve.ts';

/** What settling needs, on whatever thread. */
export interface SettleData {
  readonly ring: KeyRing;
  readonly digestKey: Uint8Array;
}

/** A run of lines. With each new epoch the store has forgotten what was defined before. */
export interface SettleTask {
  readonly bytes: Uint8Array;
  readonly epoch: number;
  /** Among how many threads its lines are shared out. */
  readonly of: number;
}

const { place, data } = hiredWith<SettleData>();
const settler = createSettler(data.ring, data.digestKey);
const begin = (): LineSettler => createLineSettler(settler, createPacker(FIRST_THREAD + place, data.digestKey));
let current = begin();
let epoch = 0;

const memoryOf = (block: SentBlock): ArrayBuffer[] =>
  [block.newClasses, ...columnsOf(block)].map(({ buffer }) => buffer as ArrayBuffer);

const settle = ({ bytes, epoch: now, of }: SettleTask): SettledLines => {
  if (now !== epoch) current = begin();
  epoch = now;
  return current(bytes, { place, of });
};

serve(
  (task: SettleTask): SentLines => sentLines(settle(task)),
  ({ blocks }) => blocks.flatMap(memoryOf),
);
