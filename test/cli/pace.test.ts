import { describe, expect, it } from 'vitest';
import { createPace } from '../../src/cli/pace.ts';

/** A pace that began at 0 and is asked at a time. */
const paceAt = (milliseconds: number) => {
  let now = 0;
  const pace = createPace(() => now);
  now = milliseconds;
  return pace;
};

describe('createPace', () => {
  it('says nothing in the first moments', () => {
    expect(paceAt(999).text(0.5, 1_000)).toBe('');
  });

  it('tells rate and time left', () => {
    expect(paceAt(10_000).text(0.25, 50_000)).toBe(' · 5,000/s · 30 s left');
    expect(paceAt(60_000).text(0.1, 60_000)).toBe(' · 1,000/s · 9 min left');
    expect(paceAt(3_600_000).text(0.25, 3_600)).toBe(' · 1/s · 3.0 h left');
  });

  it('tells the rate alone where nobody knows how much there is', () => {
    expect(paceAt(2_000).text(undefined, 1_000)).toBe(' · 500/s');
  });
});
