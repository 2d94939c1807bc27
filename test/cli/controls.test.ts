import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FRAMEWORKS } from '../../src/frameworks/index.ts';
import type { Report } from '../../src/model/report.ts';
import { bindcheck } from '../program.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';

let place: Workspace;
let whole: Report;
let table: Record<string, string>[];

beforeAll(() => {
  place = createWorkspace();
  const [json, csv] = [join(place.folder, 'r.json'), join(place.folder, 'c.csv')];
  demo('-f', `json=${json}`, '-f', `csv-controls=${csv}`);
  whole = JSON.parse(readFileSync(json, 'utf8'));
  table = rows(readFileSync(csv, 'utf8'));
});

afterAll(() => place.remove());

const demo = (...args: string[]) => bindcheck(['demo', '--as-of', '2026-03-12', '-q', ...args]);
const rows = (text: string): Record<string, string>[] => parse(text, { columns: true }) as unknown as Record<string, string>[];
const all = FRAMEWORKS.reduce((sum, { controls }) => sum + controls.length, 0);

describe('-f csv-controls', () => {
  it('has a row for every control of all frameworks', () => {
    expect(table).toHaveLength(all);
    for (const row of table) {
      const evaluated = Number(row['invocations_evaluated']);
      if (row['control_status'] === 'no_violation_observed') expect(evaluated).toBeGreaterThan(0);
      if (row['control_status'] === 'violation_observed') expect(Number(row['findings_open'])).toBeGreaterThan(0);
      expect(evaluated + Number(row['not_evaluable'])).toBe(Number(row['invocations_in_scope']));
    }
  });

  it('has those of the frameworks named, and no others', () => {
    const some = rows(demo('-f', 'csv-controls', '--framework', 'owasp-nhi-2025,cwe').stdout);
    expect(new Set(some.map(({ framework }) => framework))).toEqual(new Set(['owasp-nhi-2025', 'cwe']));
  });

  it('tells the same as the JSON report', () => {
    expect(table.map(({ control_id, control_status, limitation }) => [control_id, control_status, limitation])).toEqual(
      whole.controls.map(({ id, status, limitation }) => [id, status, limitation]),
    );
  });

  it('says of rules left out that they did not run', () => {
    const some = rows(demo('-f', 'csv-controls', '--rule', 'token/*').stdout);
    expect(some.find(({ control_id }) => control_id === 'AC-6')).toMatchObject({
      control_status: 'not_evaluated',
      status_reason: 'rules_not_run',
      rules_run: '0',
    });
  });
});

describe('--control', () => {
  it('reports what bears on one control, and its row as it is without', () => {
    const one = JSON.parse(demo('-f', 'json', '--control', 'ASI02').stdout);
    expect(one.controls).toEqual(whole.controls.filter(({ id }) => id === 'ASI02'));
    expect(one.rules.length).toBeGreaterThan(0);
    expect(one.rules.length).toBeLessThan(whole.rules.length);
    for (const { controls } of one.findings) expect(controls.some(({ id }: { id: string }) => id === 'ASI02')).toBe(true);
    expect(one.summary.unbound).toBe(whole.summary.unbound);
  });

  it('takes a seed label and says what it was read as', () => {
    const { controls, diagnostics } = JSON.parse(demo('-f', 'json', '--control', 'NHI-02').stdout);
    expect(controls.map(({ id }: { id: string }) => id)).toEqual(['NHI2:2025']);
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ code: 'control-read-as', message: expect.stringContaining('read as NHI2:2025 Secret Leakage') }),
    );
  });

  it('refuses a control of a framework that was not asked for', () => {
    const { code, stderr } = demo('--control', 'ASI03', '--framework', 'cwe');
    expect([code, stderr]).toEqual([2, expect.stringContaining('--control ASI03 is in owasp-asi-2026')]);
  });

  it('refuses what no list has, with the nearest id', () => {
    const { code, stderr } = demo('--control', 'ASI3');
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean ASI03?');
  });
});
