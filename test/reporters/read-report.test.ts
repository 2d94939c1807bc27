import { expect, test } from 'vitest';
import json from '../../src/reporters/json.ts';
import { readReport } from '../../src/reporters/read-report.ts';
import { hostileReport, type ReportName, rendered, report } from './reports.ts';

test.each<ReportName>(['canonical', 'empty', 'no-execution', 'no-policy'])('%s is read back as it was', (name) => {
  expect(readReport(rendered(json, report(name)))).toEqual({ report: report(name) });
});

test('so is one of hostile logs', () => {
  expect(readReport(rendered(json, hostileReport()))).toEqual({ report: hostileReport() });
});

test.each([
  ['{', /^it is no JSON: /],
  ['null', 'at its root it must be object'],
  ['{}', "at its root it must have required property 'schema'"],
  [
    JSON.stringify({ ...report('empty'), schema: 'bindcheck.report/2' }),
    'at /schema it must be equal to constant: bindcheck.report/1',
  ],
  [JSON.stringify({ ...report('empty'), '\u001b[31m': 1 }), 'at its root it must NOT have additional properties: \\x1b[31m'],
  [
    JSON.stringify({ ...report('empty'), controls: [{ ...report('canonical').controls[0], status: 'passed' }] }),
    'at /controls/0/status it must be equal to one of the allowed values: violation_observed, no_violation_observed, not_evaluated, related_only, waived',
  ],
])('%.40s is none', (text, problem) => {
  expect(readReport(text)).toEqual({ problem: typeof problem === 'string' ? problem : expect.stringMatching(problem) });
});
