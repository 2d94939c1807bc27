import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { REPORTERS, reporterById } from '../../src/reporters/index.ts';

test.each(REPORTERS.map((reporter) => [reporter.id, reporter] as const))(
  '%s is found by its id, which is its file name',
  (id, reporter) => {
    expect(reporterById(id)).toBe(reporter);
    expect(existsSync(new URL(`../../src/reporters/${id}.ts`, import.meta.url))).toBe(true);
  },
);

test('ids are there once, the default one first, and no other is offered', () => {
  const ids = REPORTERS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids[0]).toBe('table');
  expect(['pdf', 'constructor', ''].map(reporterById)).toEqual([undefined, undefined, undefined]);
});
