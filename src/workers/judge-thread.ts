import type { KeptVerdicts } from '../evaluate/groups.ts';
import { createJudge, type GroupOutcome, type JudgeTerms, type PartOutcome } from '../judge.ts';
import type { GroupKind } from '../model/stored.ts';
import { RULES } from '../rules/index.ts';
import { openForReading } from '../store/open.ts';
import { type BlockRange, createReader } from '../store/read.ts';
import { hiredWith, serve, tell } from './serve.ts';

/** What judging needs, on whatever thread. */
export interface JudgeData {
  readonly path: string;
  readonly terms: JudgeTerms;
}

/** Groups of some kinds, or the records of some blocks. */
export type JudgeTask =
  | { readonly kinds: readonly GroupKind[] }
  | { readonly range: BlockRange; readonly kept: readonly KeptVerdicts[] };

export type JudgeAnswer = GroupOutcome | PartOutcome;

const { data } = hiredWith<JudgeData>();
const judge = createJudge(createReader(openForReading(data.path)), RULES, data.terms);

const judgeRange = (range: BlockRange, kept: readonly KeptVerdicts[]): PartOutcome => {
  const judging = judge.range(range, kept);
  let told = 0;
  for (;;) {
    const step = judging.next();
    if (step.done) return step.value;
    tell(step.value - told);
    told = step.value;
  }
};

serve((task: JudgeTask): JudgeAnswer => ('kinds' in task ? judge.groups(task.kinds) : judgeRange(task.range, task.kept)));
