import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import json from '../../src/reporters/json.ts';
import { OPTIONS, type ReportName, rendered, report } from './reports.ts';

const NAMES: readonly ReportName[] = ['canonical', 'empty', 'no-execution', 'no-policy'];
const schema = JSON.parse(readFileSync(new URL('../../src/reporters/report.schema.json', import.meta.url), 'utf8')) as object;
const validate = new Ajv2020({ allowUnionTypes: true, allErrors: true }).compile(schema);

describe.each(NAMES)('%s', (name) => {
  test('is read back as it was', () => {
    expect(JSON.parse(rendered(json, report(name)))).toEqual(report(name));
  });

  test('is laid out as JSON.stringify does, with a newline at the end', () => {
    expect(rendered(json, report(name)).replace(/\\u[0-9a-f]{4}/g, '')).toBe(
      `${JSON.stringify(report(name), null, 2)}\n`.replace(/\\u[0-9a-f]{4}|\u202e/g, ''),
    );
  });

  test('conforms to the published schema', () => {
    validate(JSON.parse(rendered(json, report(name))));
    expect(validate.errors).toBeNull();
  });
});

test('the schema refuses what is no report', () => {
  const { summary, ...rest } = report('empty');
  expect(validate(rest)).toBe(false);
  expect(validate({ ...rest, summary, findings: [{}] })).toBe(false);
  expect(validate({ ...rest, summary, schema: 'bindcheck.report/2' })).toBe(false);
});

test('findings are written one by one', () => {
  const pieces = [...json.render(report('canonical'))];
  const whole = report('canonical').findings.map(
    ({ fingerprint }) => pieces.filter((piece) => piece.includes(fingerprint)).length,
  );
  expect(new Set(whole)).toEqual(new Set([1]));
  expect(pieces.filter((piece) => piece.includes('"fingerprint"'))).toHaveLength(14);
});

test('what a terminal would act on is escaped and means the same', () => {
  const hostile = '\u001b]0;x\u0007\u009b31m\u202e\u2066\u200f\u2028\u{e0041}\ud800';
  const given = { ...report('empty'), tool: { name: 'bindcheck' as const, version: hostile } };
  const text = rendered(json, given, OPTIONS);
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028\u202e\u2066]|\u{e0041}/u);
  expect(JSON.parse(text)).toEqual(given);
});
