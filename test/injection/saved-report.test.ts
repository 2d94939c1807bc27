import { describe, expect, test } from 'vitest';
import { REPORTERS } from '../../src/reporters/index.ts';
import { readReport } from '../../src/reporters/read-report.ts';
import { rendered } from '../reporters/reports.ts';
import { ACTING, commandsIn, createMarks } from './marks.ts';
import { honestly, poisoned } from './poison.ts';
import { STRUCTURES } from './structure.ts';

describe.each([0, 11, 22, 33, 44])('a saved report that somebody has written, its texts from payload %d on', (first) => {
  const hostile = poisoned(createMarks(first));

  test('is one that is read', () => {
    expect(JSON.stringify(hostile).match(/zq/g)?.length).toBeGreaterThan(500);
    expect(readReport(JSON.stringify(hostile))).toHaveProperty('report');
  });

  test.each(REPORTERS.map((reporter) => [reporter.id, reporter] as const))(
    'acts on nothing as %s, and is built alike',
    (id, reporter) => {
      const text = rendered(reporter, hostile, { showSuppressed: true, verbose: true });
      const plain = id.startsWith('csv') ? text.replaceAll('\r\n', '\n') : text;
      expect(ACTING.exec(plain)).toBeNull();
      expect(commandsIn(plain).filter((name) => id !== 'github' || !/^(?:error|warning|notice)$/.test(name))).toEqual([]);
      const other = rendered(reporter, honestly(hostile), { showSuppressed: true, verbose: true });
      expect(STRUCTURES[id]?.(text)).toEqual(STRUCTURES[id]?.(other));
    },
  );
});
