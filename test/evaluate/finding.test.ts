import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFindingFolder, detailsOf, type Growing } from '../../src/evaluate/finding.ts';
import type { Site } from '../../src/evaluate/finding-site.ts';
import { fail } from '../../src/model/verdict.ts';
import { ruleById } from '../../src/rules/index.ts';

const rule = ruleById('token/expired');
if (!rule) throw new Error('no rule');

/** A call by an agent, at a minute. */
interface Call {
  readonly minute: number;
  readonly agent: string;
}

const siteOf = ({ minute, agent }: Call, place: number): Site => ({
  order: { time: minute, name: `i-${place}` },
  time: minute,
  about: {},
  columns: { agent_id: agent },
  recordSha256: '',
  source: 'a.ndjson',
  line: place,
  match: {},
});

const foldAll = (sites: readonly Site[], growing = new Map<string, Growing>()): ReadonlyMap<string, Growing> => {
  const folder = createFindingFolder([], growing);
  for (const site of sites) folder.add({ rule, fail: fail('a', 'b'), site, outcome: 'executed', exception: undefined });
  return growing;
};

const agentsOf = (growing: ReadonlyMap<string, Growing>) =>
  [...growing.values()].map((each) => detailsOf(each, rule).values['agent_id']);

/** The first ten different names in the order of the calls, and how many there are. */
const counted = (sites: readonly Site[]) => {
  const ordered = [...sites].sort((a, b) => a.order.time - b.order.time || (a.order.name < b.order.name ? -1 : 1));
  const names = [...new Set(ordered.map(({ columns }) => columns.agent_id))];
  return { count: names.length, values: names.slice(0, 10) };
};

const long = (letter: number): string => `${'a'.repeat(80)}${letter}`;
const agent = fc.integer({ min: 0, max: 30 }).map((number) => (number % 2 === 0 ? `agent-${number}` : long(number)));
const calls = fc.array(fc.record({ minute: fc.integer({ min: 0, max: 9 }), agent }), { minLength: 1, maxLength: 60 });

describe('the values of a finding', () => {
  it('are counted and the first ones told, in whatever parts and order the calls come', () => {
    fc.assert(
      fc.property(calls, fc.nat({ max: 60 }), (all, cut) => {
        const sites = all.map(siteOf);
        const one = new Map(foldAll(sites.slice(0, cut).reverse()));
        createFindingFolder([], one).merge(foldAll(sites.slice(cut)));
        expect(agentsOf(one)).toEqual([counted(sites)]);
      }),
      { seed: 7, numRuns: 1_000 },
    );
  });

  it('are kept as digests where there are many long ones', () => {
    const growing = foldAll(
      Array.from({ length: 500 }, (_, place) => siteOf({ minute: place, agent: `${'x'.repeat(10_000)}${place}` }, place)),
    );
    const [{ values } = { values: undefined }] = [...growing.values()];
    const kept = [...(values?.get('agent_id')?.distinct ?? [])];
    expect(kept).toHaveLength(500);
    expect(kept.join('').length).toBeLessThan(50_000);
  });
});
