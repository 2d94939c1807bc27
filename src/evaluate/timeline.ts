import { writeRfc3339 } from '../lib/rfc3339.ts';
import type { Timeline, TimelineStep } from '../model/report.ts';
import type { Binding } from './binding.ts';
import type { Level } from './ladder.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Seconds. Each divides the next, so that steps join without being cut. */
const WIDTHS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY, 28 * DAY, 364 * DAY] as const;
/** Weeks begin on Mondays: the first one since the epoch. */
const ORIGIN = 4 * DAY;
/** More than a chart can show apart. */
const MOST_STEPS = 96;

interface Step {
  readonly levels: Record<Level, number>;
  bound: number;
  unbound: number;
  unproven: number;
}

/** Counts executions by time, in bounded memory: steps widen as they become many. The same for any order of executions. */
export interface TimelineCounter {
  /** `time` in epoch milliseconds, `undefined` where the log gives none. */
  add(time: number | undefined, level: Level, binding: Binding): void;
  timeline(): Timeline;
  readonly state: TimelineState;
  /** Takes in what was counted elsewhere. */
  merge(state: TimelineState): void;
}

const emptyStep = (): Step => ({ levels: { L0: 0, L1: 0, L2: 0, L3: 0, L4: 0 }, bound: 0, unbound: 0, unproven: 0 });

const addStep = (into: Step, from: Step): void => {
  for (const level of Object.keys(from.levels) as Level[]) into.levels[level] += from.levels[level];
  into.bound += from.bound;
  into.unbound += from.unbound;
  into.unproven += from.unproven;
};

const widened = (steps: ReadonlyMap<number, Step>, factor: number): Map<number, Step> => {
  const joined = new Map<number, Step>();
  for (const [index, step] of steps) {
    const wide = Math.floor(index / factor);
    const into = joined.get(wide) ?? emptyStep();
    addStep(into, step);
    joined.set(wide, into);
  }
  return joined;
};

const stepOf = (index: number, width: number, step: Step): TimelineStep => ({
  from: writeRfc3339((index * width + ORIGIN) * 1000) as string,
  ...step,
});

/** What was counted so far, as plain data. */
export interface TimelineState {
  /** Place in `WIDTHS`. */
  size: number;
  undated: number;
  steps: Map<number, Step>;
}

const widthAt = (size: number): number => WIDTHS[size] ?? MINUTE;

/** Joins steps to those of a width. */
const widenTo = (state: TimelineState, size: number): void => {
  if (size <= state.size) return;
  state.steps = widened(state.steps, widthAt(size) / widthAt(state.size));
  state.size = size;
};

const keepFew = (state: TimelineState): void => {
  while (state.steps.size > MOST_STEPS && state.size < WIDTHS.length - 1) widenTo(state, state.size + 1);
};

const stepAt = ({ steps }: TimelineState, index: number): Step => {
  const step = steps.get(index) ?? emptyStep();
  steps.set(index, step);
  return step;
};

/** Makes an empty counter. */
export const createTimeline = (): TimelineCounter => {
  const state: TimelineState = { size: 0, undated: 0, steps: new Map() };
  return {
    state,
    add: (time, level, binding) => {
      if (time === undefined) return void state.undated++;
      const step = stepAt(state, Math.floor((time / 1000 - ORIGIN) / widthAt(state.size)));
      step.levels[level]++;
      step[binding === 'unbound-by-group' ? 'unbound' : binding]++;
      keepFew(state);
    },
    merge: (other) => {
      const theirs = { ...other };
      widenTo(state, theirs.size);
      widenTo(theirs, state.size);
      state.undated += theirs.undated;
      for (const [index, step] of theirs.steps) addStep(stepAt(state, index), step);
      keepFew(state);
    },
    timeline: () => ({
      step_seconds: widthAt(state.size),
      undated: state.undated,
      steps: [...state.steps].sort(([a], [b]) => a - b).map(([index, step]) => stepOf(index, widthAt(state.size), step)),
    }),
  };
};
