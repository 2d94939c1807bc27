import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import csvControls from '../../src/reporters/csv-controls.ts';
import { rendered, report } from './reports.ts';

const HEADER =
  'framework,framework_version,control_id,control_title,control_status,status_reason,rules_linked,rules_run,invocations_in_scope,' +
  'invocations_evaluated,not_evaluable,findings_open,findings_suppressed,highest_severity,first_seen_utc,last_seen_utc,limitation';

const rows = (text: string): Record<string, string>[] =>
  parse(text, { columns: true, record_delimiter: '\r\n' }) as unknown as Record<string, string>[];

test('canonical', async () => {
  const text = rendered(csvControls, report('canonical'));
  await expect(text.replaceAll('\r\n', '\n')).toMatchFileSnapshot('../../fixtures/reports/canonical.controls.csv');
});

test('header, CRLF, a row a control, whatever its status', () => {
  const text = rendered(csvControls, report('canonical'));
  expect(text.startsWith(`${HEADER}\r\n`)).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const { controls } = report('canonical');
  expect(rows(text)).toHaveLength(controls.length);
  expect(rows(text).map(({ control_id, control_status }) => [control_id, control_status])).toEqual(
    controls.map(({ id, status }) => [id, status]),
  );
  expect(new Set(controls.map(({ status }) => status)).size).toBeGreaterThan(3);
});

test('without any control there is the header', () => {
  expect(rendered(csvControls, report('empty'))).toBe(`${HEADER}\r\n`);
});

test('a title that a spreadsheet would run is inert', () => {
  const [control] = report('canonical').controls;
  if (!control) throw new Error('the fixture has no control');
  const text = rendered(csvControls, { ...report('empty'), controls: [{ ...control, title: '=cmd\u001b[31m,"x"' }] });
  expect(rows(text)[0]?.['control_title']).toBe('\'=cmd\\x1b[31m,"x"');
});
