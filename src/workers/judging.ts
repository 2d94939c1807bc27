import type { GroupOutcome, Outcomes, PartOutcome } from '../judge.ts';
import { packageFile } from '../lib/package-file.ts';
import { GROUP_KINDS } from '../model/stored.ts';
import type { BlockRange } from '../store/read.ts';
import { type Crew, hireCrew } from './crew.ts';
import type { GrownPart, JudgeAnswer, JudgeData, JudgeNews, JudgeTask } from './judge-thread.ts';

/** What is heard while threads judge. */
export interface JudgingListener {
  /** How many invocations are done. */
  onProgress(done: number): void;
  /** Findings, each perhaps in several parts. */
  onGrown(part: GrownPart): void;
}

/** Judges groups, kind by kind, and then the parts of a database on `threads` threads. No finding is in the outcome: all are heard of. */
export const judgeOnThreads = async (
  threads: number,
  data: JudgeData,
  ranges: readonly BlockRange[],
  { onProgress, onGrown }: JudgingListener,
): Promise<Outcomes> => {
  const entry = packageFile('dist/workers/judge-thread.js');
  const crew: Crew<JudgeTask, JudgeAnswer> = hireCrew(entry, threads, data);
  let done = 0;
  crew.onNews((told) => {
    const news = told as JudgeNews;
    if (typeof news !== 'number') return onGrown(news);
    done += news;
    onProgress(done);
  });
  try {
    const groups = (await Promise.all(GROUP_KINDS.map((kind) => crew.run({ kinds: [kind] })))) as GroupOutcome[];
    const kept = groups.map((group) => group.kept);
    const parts = (await Promise.all(ranges.map((range) => crew.run({ range, kept })))) as PartOutcome[];
    return { groups, parts };
  } finally {
    await crew.close();
  }
};
