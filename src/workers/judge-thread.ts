import type { Growing } from '../evaluate/finding.ts';
import type { KeptVerdicts } from '../evaluate/groups.ts';
import { createJudge, type JudgeTerms, type PartOutcome } from '../judge.ts';
import { createOverflow } from '../lib/overflow.ts';
import { RULES } from '../rules/index.ts';
import { openForReading } from '../store/open.ts';
import { type BlockRange, createReader } from '../store/read.ts';
import { hiredWith, serve, tell } from './serve.ts';

/** What judging needs, on whatever thread. */
export interface JudgeData {
  readonly path: string;
  readonly terms: JudgeTerms;
}

/** The records of some blocks. */
export interface JudgeTask {
  readonly range: BlockRange;
  readonly kept: KeptVerdicts;
}

/** Findings that grew, by fingerprint; the rest of one may be in another part. */
export type GrownPart = readonly (readonly [fingerprint: string, growing: Growing])[];

/** How many more invocations are judged, or findings that grew. */
export type JudgeNews = number | GrownPart;

/** Findings that a thread holds at one time. */
const AT_HAND = 500;

const tellCrew = (news: JudgeNews): void => tell(news);

const { data } = hiredWith<JudgeData>();
const growing = createOverflow<Growing>(AT_HAND, tellCrew);
const judge = createJudge(createReader(openForReading(data.path)), RULES, data.terms, growing);

/** Judges part of the database. Its findings are told before the answer. */
const judgeRange = ({ range, kept }: JudgeTask): PartOutcome => {
  const judging = judge.range(range, kept);
  for (;;) {
    const step = judging.next();
    if (step.done) {
      growing.flush();
      return step.value;
    }
    tellCrew(step.value);
  }
};

serve(judgeRange);
