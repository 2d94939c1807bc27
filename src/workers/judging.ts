import type { KeptVerdicts } from '../evaluate/groups.ts';
import type { PartOutcome } from '../judge.ts';
import { packageFile } from '../lib/package-file.ts';
import type { BlockRange } from '../store/read.ts';
import { type Crew, hireCrew } from './crew.ts';
import type { GrownPart, JudgeData, JudgeNews, JudgeTask } from './judge-thread.ts';

/** What is heard while threads judge. */
export interface JudgingListener {
  /** How many more invocations are done. */
  onProgress(more: number): void;
  /** Findings, each perhaps in several parts. */
  onGrown(part: GrownPart): void;
}

/** Threads that judge parts of a database. */
export interface Judges {
  /** Judges the records of a range. No finding is in the outcome: all were heard of before. */
  judge(range: BlockRange, kept: KeptVerdicts): Promise<PartOutcome>;
  close(): Promise<void>;
}

/** Hires so many threads, which make themselves ready at once. */
export const hireJudges = (threads: number, data: JudgeData, { onProgress, onGrown }: JudgingListener): Judges => {
  const crew: Crew<JudgeTask, PartOutcome> = hireCrew(packageFile('dist/workers/judge-thread.js'), threads, data);
  crew.onNews((told) => {
    const news = told as JudgeNews;
    if (typeof news === 'number') onProgress(news);
    else onGrown(news);
  });
  return { judge: (range, kept) => crew.run({ range, kept }), close: crew.close };
};
