import type { GroupOutcome, Outcomes, PartOutcome } from '../judge.ts';
import { packageFile } from '../lib/package-file.ts';
import { GROUP_KINDS } from '../model/stored.ts';
import type { BlockRange } from '../store/read.ts';
import { type Crew, hireCrew } from './crew.ts';
import type { JudgeAnswer, JudgeData, JudgeTask } from './judge-thread.ts';

/** Judges groups, kind by kind, and then the parts of a database on `threads` threads. `onProgress` hears how many invocations are done. */
export const judgeOnThreads = async (
  threads: number,
  data: JudgeData,
  ranges: readonly BlockRange[],
  onProgress: (done: number) => void,
): Promise<Outcomes> => {
  const entry = packageFile('dist/workers/judge-thread.js');
  const crew: Crew<JudgeTask, JudgeAnswer> = hireCrew(entry, threads, data);
  let done = 0;
  crew.onNews((news) => {
    done += news as number;
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
