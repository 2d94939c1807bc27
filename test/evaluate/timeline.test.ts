import { describe, expect, it } from 'vitest';
import type { Level } from '../../src/evaluate/ladder.ts';
import { createTimeline } from '../../src/evaluate/timeline.ts';
import type { Timeline } from '../../src/model/report.ts';

const at = (text: string): number => Date.parse(text);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const timelineOf = (times: readonly (number | undefined)[], level: Level = 'L2'): Timeline => {
  const counter = createTimeline();
  for (const time of times) counter.add(time, level, 'bound');
  return counter.timeline();
};

const total = ({ steps }: Timeline): number => steps.reduce((sum, { levels }) => sum + levels.L2, 0);

describe('the ladder over time', () => {
  it('counts levels and bindings apart, by the minute where there is little', () => {
    const counter = createTimeline();
    counter.add(at('2026-03-11T09:00:10Z'), 'L3', 'bound');
    counter.add(at('2026-03-11T09:00:59Z'), 'L0', 'unbound');
    counter.add(at('2026-03-11T09:01:00Z'), 'L1', 'unbound-by-group');
    counter.add(at('2026-03-11T09:03:00Z'), 'L0', 'unproven');
    const none = { L0: 0, L1: 0, L2: 0, L3: 0, L4: 0 };
    expect(counter.timeline()).toEqual({
      step_seconds: 60,
      undated: 0,
      steps: [
        { from: '2026-03-11T09:00:00.000Z', levels: { ...none, L0: 1, L3: 1 }, bound: 1, unbound: 1, unproven: 0 },
        { from: '2026-03-11T09:01:00.000Z', levels: { ...none, L1: 1 }, bound: 0, unbound: 1, unproven: 0 },
        { from: '2026-03-11T09:03:00.000Z', levels: { ...none, L0: 1 }, bound: 0, unbound: 0, unproven: 1 },
      ],
    });
  });

  it('counts what has no time, and leaves out of time nothing else', () => {
    expect(timelineOf([undefined, undefined])).toEqual({ step_seconds: 60, undated: 2, steps: [] });
  });

  it('widens its steps until they can be shown apart, and loses none', () => {
    const minutes = Array.from({ length: 10_000 }, (_, index) => at('2026-03-11T00:00:00Z') + index * MINUTE);
    const made = timelineOf(minutes);
    expect(made.step_seconds).toBe(6 * 3600);
    expect(made.steps).toHaveLength(28);
    expect(total(made)).toBe(10_000);
  });

  it('begins weeks on Mondays', () => {
    const days = Array.from({ length: 400 }, (_, index) => at('2026-01-01T12:00:00Z') + index * DAY);
    const { step_seconds, steps } = timelineOf(days);
    expect(step_seconds).toBe(7 * 86_400);
    expect(new Set(steps.map(({ from }) => new Date(from).getUTCDay()))).toEqual(new Set([1]));
  });

  it('is the same for any order', () => {
    const times = Array.from(
      { length: 2_000 },
      (_, index) => at('2026-03-11T00:00:00Z') + ((index * 7919) % 2_000) * 37 * MINUTE,
    );
    const sorted = [...times].sort((a, b) => a - b);
    expect(timelineOf(times)).toEqual(timelineOf(sorted));
    expect(timelineOf([...sorted].reverse())).toEqual(timelineOf(sorted));
  });

  it('stays small whatever times a log claims', () => {
    const times = Array.from({ length: 20_000 }, (_, index) => at('0001-01-01T00:00:00Z') + index * 182 * DAY);
    const made = timelineOf(times);
    expect(made.step_seconds).toBe(364 * 86_400);
    expect(made.steps.length).toBeLessThan(10_100);
  });
});
