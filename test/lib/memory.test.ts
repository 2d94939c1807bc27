import { describe, expect, it } from 'vitest';
import { createMemory, type MemorySize } from '../../src/lib/memory.ts';

/** How many of the keys had to be set, since they were not there. */
const missesOf = (size: MemorySize<string>, keys: Iterable<string>): number => {
  const memory = createMemory<string, string>(size);
  let misses = 0;
  for (const key of keys) {
    if (memory.get(key) === key) continue;
    misses++;
    memory.set(key, key);
  }
  return misses;
};

/** As many keys as there are, again and again. */
function* rounds(different: number, times: number): Generator<string> {
  for (let round = 0; round < times; round++) for (let number = 0; number < different; number++) yield `key ${number}`;
}

describe('a memory', () => {
  it('holds what is in use', () => {
    expect(missesOf({ least: 100 }, rounds(100, 20))).toBe(100);
  });

  it('forgets what was not asked for while as many others came', () => {
    expect(missesOf({ least: 100 }, rounds(500, 20))).toBe(10_000);
  });

  it('grows where what it forgot is needed again', () => {
    expect(missesOf({ least: 100, most: 1_000 }, rounds(500, 20))).toBeLessThan(2_500);
  });

  it('grows no further than it may', () => {
    expect(missesOf({ least: 100, most: 200 }, rounds(500, 20))).toBe(10_000);
  });

  it('does not grow for what comes once', () => {
    const once = Array.from({ length: 10_000 }, (_, number) => `once ${number}`);
    const memory = createMemory<string, string>({ least: 100, most: 10_000 });
    for (const key of once) memory.set(key, key);
    expect(once.filter((key) => memory.get(key) !== undefined).length).toBeLessThanOrEqual(200);
  });

  it('holds less of what is heavy', () => {
    expect(missesOf({ least: 100, heaviest: 50, weigh: () => 10 }, rounds(100, 20))).toBe(2_000);
  });

  it('tells long keys apart by their ends once they are forgotten', () => {
    const long = (key: string): string => 'x'.repeat(1_000) + key;
    const keys = Array.from(rounds(500, 20), long);
    expect(missesOf({ least: 100, most: 1_000 }, keys)).toBeLessThan(2_500);
  });
});
