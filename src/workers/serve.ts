import { parentPort, workerData } from 'node:worker_threads';
import type { Reply, Thrown } from './crew.ts';

/** What a thread was hired with: its place in the crew, and the data of all of them. */
export const hiredWith = <Data>(): { readonly place: number; readonly data: Data } => workerData;

/** Tells the crew something besides an answer. */
export const tell = (news: unknown): void => parentPort?.postMessage({ news } satisfies Reply);

const thrown = (error: unknown): Thrown => {
  if (!(error instanceof Error)) return { message: String(error) };
  const { message, stack, code } = error as NodeJS.ErrnoException;
  return { message, ...(stack !== undefined && { stack }), ...(code !== undefined && { code }) };
};

/** Answers tasks one after the other; what a task throws goes to whoever gave it. */
export const serve = <Task, Answer>(
  work: (task: Task) => Answer,
  transferOf: (answer: Answer) => readonly ArrayBuffer[] = () => [],
): void => {
  parentPort?.on('message', (task: Task) => {
    try {
      const answer = work(task);
      parentPort?.postMessage({ answer } satisfies Reply, transferOf(answer));
    } catch (error) {
      parentPort?.postMessage({ error: thrown(error) } satisfies Reply);
    }
  });
};
