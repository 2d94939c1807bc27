import { describe, expect, it } from 'vitest';
import { remembering } from '../../src/lib/remembering.ts';

describe('remembering', () => {
  it('works an answer out once, as long as it is asked for again in time', () => {
    const worked: string[] = [];
    const ask = remembering((key: string) => worked.push(key), 2);
    for (const key of ['a', 'b', 'a', 'c', 'a', 'd', 'a', 'e', 'b']) ask(key);
    expect(worked).toEqual(['a', 'b', 'c', 'd', 'e', 'b']);
  });

  it('remembers that there is no answer', () => {
    let asked = 0;
    const ask = remembering((_key: string) => {
      asked++;
    }, 2);
    ask('a');
    ask('a');
    expect(asked).toBe(1);
  });
});
