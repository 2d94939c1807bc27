import { Worker } from 'node:worker_threads';

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

/** What a thread sends: an answer, what it threw, or news. */
export type Reply = { readonly answer: unknown } | { readonly error: unknown } | { readonly news: unknown };

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: unknown) => void;
}

interface Hand {
  readonly worker: Worker;
  readonly waiting: Waiting[];
}

const fail = ({ waiting }: Hand, error: unknown): void => {
  for (const { reject } of waiting.splice(0)) reject(error);
};

/** A thread keeps little and hands on much. V8 lets a heap grow by its limit, not by its need, and there is one for each thread. */
const LIMITS = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 1024 };

const hire = (entry: URL, workerData: unknown, onNews: (news: unknown) => void): Hand => {
  const worker = new Worker(entry, { workerData, resourceLimits: LIMITS });
  const hand: Hand = { worker, waiting: [] };
  worker.on('message', (reply: Reply) => {
    if ('news' in reply) return onNews(reply.news);
    const next = hand.waiting.shift();
    if ('error' in reply) next?.reject(reply.error);
    else next?.resolve(reply.answer as never);
  });
  worker.on('error', (error) => fail(hand, error));
  worker.on('exit', (code) => fail(hand, new Error(`a thread ended with ${code}`)));
  return hand;
};

/** Hires `size` threads that run the module at `entry`, each with the same `data`. Threads end when the crew is closed. */
export const hireCrew = <Task, Answer>(entry: URL, size: number, data: unknown): Crew<Task, Answer> => {
  let listener: (news: unknown) => void = () => undefined;
  const hands = Array.from({ length: size }, (_, place) => hire(entry, { place, data }, (news) => listener(news)));
  const idlest = (): Hand => hands.reduce((a, b) => (b.waiting.length < a.waiting.length ? b : a));
  const give = ({ worker, waiting }: Hand, task: Task, transfer: readonly ArrayBuffer[]): Promise<Answer> =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      worker.postMessage(task, transfer);
    });
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
