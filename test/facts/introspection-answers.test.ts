import { expect, it } from 'vitest';
import { activeOf, latestAt } from '../../src/facts/introspection-answers.ts';
import type { StoredIntrospection } from '../../src/model/stored.ts';

const answer = (queriedAt: number, active = true): StoredIntrospection => ({ queriedAt, active, claims: { names: [] } });

it('the latest answer at or before a time is the one that counts', () => {
  const answers = [1, 3, 3, 5].map((time) => answer(time));
  expect([0, 1, 2, 3, 4, 5, 9].map((time) => answers.indexOf(latestAt(answers, time) as StoredIntrospection))).toEqual([
    -1, 0, 0, 2, 2, 3, 3,
  ]);
  expect(latestAt([], 1)).toBeUndefined();
});

it('takes a few looks at many answers, and looks for the active ones once', () => {
  let looks = 0;
  const watched = new Proxy(
    Array.from({ length: 100_000 }, (_, time) => answer(time, time % 2 === 0)),
    {
      get(target, name) {
        looks++;
        return Reflect.get(target, name);
      },
    },
  );
  expect(latestAt(watched, 70_001)?.queriedAt).toBe(70_001);
  expect(looks).toBeLessThan(40);
  expect(activeOf(watched)).toHaveLength(50_000);
  looks = 0;
  activeOf(watched);
  expect(looks).toBe(0);
});
