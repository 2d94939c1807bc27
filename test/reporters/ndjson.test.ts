import { expect, test } from 'vitest';
import ndjson from '../../src/reporters/ndjson.ts';
import { rendered, report } from './reports.ts';

test('each line is a finding as the JSON report has it', () => {
  const lines = rendered(ndjson, report('canonical')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(report('canonical').findings);
});

test('no finding, no line', () => {
  expect(rendered(ndjson, report('empty'))).toBe('');
});
