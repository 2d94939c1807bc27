import { Worker } from 'node:worker_threads';
import { ThreadError } from '../model/errors.ts';

/** Threads of one kind, each of which answers one message after the other. */
export interface Crew<Task, Answer> {
  readonly size: number;
  /** Gives a task to every thread. */
  runAll(task: Task): Promise<Answer[]>;
  /** Gives a task to the thread with the fewest; `transfer` is handed over instead of being copied. Rejects with what the thread threw. */
  run(task: Task, transfer?: readonly ArrayBuffer[]): Promise<Answer>;
  /** Hears of whatever threads say besides answers. */
  onNews(listener: (news: unknown) => void): void;
  close(): Promise<void>;
}

/** What a thread threw. An error sent as it is would arrive without its code. */
export interface Thrown {
  readonly message: string;
  readonly stack?: string;
  readonly code?: unknown;
}

/** What a thread sends: an answer, what it threw, or news. */
export type Reply = { readonly answer: unknown } | { readonly error: Thrown } | { readonly news: unknown };

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: unknown) => void;
}

interface Hand {
  readonly worker: Worker;
  readonly waiting: Waiting[];
  /** Why it takes no task any more. */
  dead?: ThreadError;
}

const rebuilt = (thrown: Thrown): Error => Object.assign(new Error(thrown.message), thrown);

const bury = (hand: Hand, why: string): void => {
  hand.dead ??= new ThreadError(`a thread ended before its work was done: ${why}`);
  for (const { reject } of hand.waiting.splice(0)) reject(hand.dead);
};

const causeOf = ({ code, message }: NodeJS.ErrnoException): string =>
  code === 'ERR_WORKER_OUT_OF_MEMORY' ? `it needed more than ${LIMITS.maxOldGenerationSizeMb} MB of memory` : message;

/** A thread keeps little and hands on much. V8 lets a heap grow by its limit, not by its need, and there is one for each thread. */
const LIMITS = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 512 };

const hire = (entry: URL, workerData: unknown, onNews: (news: unknown) => void): Hand => {
  const worker = new Worker(entry, { workerData, resourceLimits: LIMITS });
  const hand: Hand = { worker, waiting: [] };
  worker.on('message', (reply: Reply) => {
    if ('news' in reply) return onNews(reply.news);
    const next = hand.waiting.shift();
    if ('error' in reply) next?.reject(rebuilt(reply.error));
    else next?.resolve(reply.answer as never);
  });
  worker.on('error', (error) => bury(hand, causeOf(error)));
  worker.on('exit', (code) => bury(hand, `it ended with ${code}`));
  return hand;
};

/** Hires `size` threads that run the module at `entry`, each with the same `data`. Threads end when the crew is closed. */
export const hireCrew = <Task, Answer>(entry: URL, size: number, data: unknown): Crew<Task, Answer> => {
  let listener: (news: unknown) => void = () => undefined;
  const hands = Array.from({ length: size }, (_, place) => hire(entry, { place, data }, (news) => listener(news)));
  const idlest = (): Hand => hands.reduce((a, b) => (b.waiting.length < a.waiting.length ? b : a));
  const give = (hand: Hand, task: Task, transfer: readonly ArrayBuffer[]): Promise<Answer> => {
    const answer = new Promise<Answer>((resolve, reject) => {
      if (hand.dead) return reject(hand.dead);
      hand.waiting.push({ resolve, reject });
      hand.worker.postMessage(task, transfer);
    });
    // Whoever awaits it hears of it; that may be after another one has ended the run.
    answer.catch(() => undefined);
    return answer;
  };
  return {
    size,
    onNews: (hear) => {
      listener = hear;
    },
    run: (task, transfer = []) => give(idlest(), task, transfer),
    runAll: (task) => Promise.all(hands.map((hand) => give(hand, task, []))),
    close: async () => {
      for (const { worker } of hands) worker.removeAllListeners('exit');
      await Promise.all(hands.map(({ worker }) => worker.terminate()));
    },
  };
};
