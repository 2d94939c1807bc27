import { describe, expect, it } from 'vitest';
import type { Growing } from '../../src/evaluate/finding.ts';
import { createOutflow, type GrownPart } from '../../src/workers/outflow.ts';

const growing = (occurrences: number): Growing => ({
  ruleId: 'token/expired',
  about: {},
  exception: undefined,
  severity: 'low',
  occurrences,
  unknownOutcomes: 0,
  first: undefined,
  last: undefined,
  invocations: [],
  evidence: [],
  values: new Map(),
});

/** What is sent of findings that are begun one after the other. */
const sentOf = (atHand: number, names: readonly string[]): readonly (readonly string[])[] => {
  const sent: GrownPart[] = [];
  const outflow = createOutflow(atHand, (part) => sent.push(part));
  for (const name of names) if (!outflow.get(name)) outflow.set(name, growing(1));
  outflow.flush();
  return sent.map((part) => part.map(([name]) => name));
};

describe('findings that grow on a thread', () => {
  it('are sent when there are too many, and the rest at the end', () => {
    expect(sentOf(2, ['a', 'b', 'c'])).toEqual([['a', 'b'], ['c']]);
  });

  it('grow anew once they were sent', () => {
    expect(sentOf(2, ['a', 'b', 'a', 'c', 'a'])).toEqual([
      ['a', 'b'],
      ['c', 'a'],
    ]);
  });

  it('are sent as they have become', () => {
    const sent: GrownPart[] = [];
    const outflow = createOutflow(1, (part) => sent.push(part));
    outflow.set('a', growing(1));
    (outflow.get('a') as Growing).occurrences = 5;
    outflow.set('b', growing(1));
    expect(sent[0]?.[0]?.[1].occurrences).toBe(5);
  });

  it('send nothing where there is nothing', () => {
    expect(sentOf(2, [])).toEqual([]);
  });
});
