import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import ocsf from '../../src/reporters/ocsf.ts';
import { readOcsfSchema } from './ocsf-schema.ts';
import { hostileReport, manyFindings, type ReportName, rendered, report } from './reports.ts';

const eventsOf = (of: Report): Record<string, unknown>[] =>
  rendered(ocsf, of)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

const folder = fileURLToPath(new URL('../../../shared/schemas/ocsf', import.meta.url));
const missing = !existsSync(folder);
const NAMES: readonly ReportName[] = ['canonical', 'empty', 'no-policy'];

describe.skipIf(missing)(`the schema of OCSF${missing ? ' (skipped: no ../shared/schemas beside this checkout)' : ''}`, () => {
  test.each([
    ...NAMES.map((name) => [name, () => report(name)] as const),
    ['hostile', hostileReport] as const,
    ['many findings', () => manyFindings(500)] as const,
  ])('%s conforms', (_, make) => {
    const schema = readOcsfSchema(folder);
    expect(eventsOf(make()).flatMap((event) => schema.problems(event, 'detection_finding'))).toEqual([]);
  });

  test('refuses what is no detection finding', () => {
    const [event] = eventsOf(report('canonical'));
    const { finding_info: _, ...rest } = event as Record<string, unknown>;
    const wrong = { ...rest, severity_id: 7, seen: 1, time: '2026-11-23', resources: [{ type: 'Server' }] };
    const schema = readOcsfSchema(folder);
    expect(schema.problems(wrong, 'detection_finding').sort()).toEqual([
      'detection_finding.finding_info: required',
      'detection_finding.resources[0]: at least one of name, uid',
      'detection_finding.seen: not in the schema',
      'detection_finding.severity_id: 7 is none of 0, 1, 2, 3, 4, 5, 6, 99',
      'detection_finding.time: expected timestamp_t',
    ]);
  });
});

test('an event a finding, with its severity, state and times', () => {
  const events = eventsOf(report('canonical'));
  expect(events).toHaveLength(14);
  expect(events[0]).toMatchObject({
    class_uid: 2004,
    category_uid: 2,
    type_uid: 200_401,
    severity_id: 5,
    status_id: 1,
    count: 41,
    time: Date.parse('2026-11-21T23:59:58.000Z'),
    metadata: { version: '1.3.0', product: { name: 'bindcheck' } },
    finding_info: { uid: report('canonical').findings[0]?.fingerprint, analytic: { uid: 'audience/mismatch', type_id: 1 } },
    resources: [{ name: 'tickets-mcp', type: 'Server' }, { type: 'Tool' }],
  });
  const states = events.map(({ status_id, status }) => `${status_id} ${status}`);
  expect(new Set(states)).toEqual(new Set(['1 New', '3 Suppressed', '99 Known']));
});

test('a finding without a time has that of the run', () => {
  const [finding] = report('canonical').findings;
  if (!finding) throw new Error('the fixture has no finding');
  const timeless = { ...finding, first_seen: null, last_seen: null };
  expect(eventsOf({ ...report('empty'), findings: [timeless] })[0]?.['time']).toBe(Date.parse('2026-11-23T12:00:00Z'));
});
