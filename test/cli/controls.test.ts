import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { FRAMEWORKS } from '../../src/frameworks/index.ts';
import { bindcheck } from '../program.ts';

const demo = (...args: string[]) => bindcheck(['demo', '--as-of', '2026-03-12', '-q', ...args]);
const rows = (text: string): Record<string, string>[] => parse(text, { columns: true }) as unknown as Record<string, string>[];
const all = FRAMEWORKS.reduce((sum, { controls }) => sum + controls.length, 0);

describe('-f csv-controls', () => {
  it('has a row for every control of all frameworks', () => {
    const table = rows(demo('-f', 'csv-controls').stdout);
    expect(table).toHaveLength(all);
    for (const row of table) {
      const evaluated = Number(row['invocations_evaluated']);
      if (row['control_status'] === 'no_violation_observed') expect(evaluated).toBeGreaterThan(0);
      if (row['control_status'] === 'violation_observed') expect(Number(row['findings_open'])).toBeGreaterThan(0);
      expect(evaluated + Number(row['not_evaluable'])).toBe(Number(row['invocations_in_scope']));
    }
  });

  it('has those of the frameworks named, and no others', () => {
    const table = rows(demo('-f', 'csv-controls', '--framework', 'owasp-nhi-2025,cwe').stdout);
    expect(new Set(table.map(({ framework }) => framework))).toEqual(new Set(['owasp-nhi-2025', 'cwe']));
  });

  it('tells the same as the JSON report', () => {
    const { controls } = JSON.parse(demo('-f', 'json').stdout);
    const table = rows(demo('-f', 'csv-controls').stdout);
    expect(table.map(({ control_id, control_status, limitation }) => [control_id, control_status, limitation])).toEqual(
      controls.map(({ id, status, limitation }: Record<string, string>) => [id, status, limitation]),
    );
  });

  it('says of rules left out that they did not run', () => {
    const table = rows(demo('-f', 'csv-controls', '--rule', 'token/*').stdout);
    expect(table.find(({ control_id }) => control_id === 'AC-6')).toMatchObject({
      control_status: 'not_evaluated',
      status_reason: 'rules_not_run',
      rules_run: '0',
    });
  });
});

describe('--control', () => {
  it('reports what bears on one control, and its row as it is without', () => {
    const one = JSON.parse(demo('-f', 'json', '--control', 'ASI02').stdout);
    const whole = JSON.parse(demo('-f', 'json').stdout);
    expect(one.controls).toEqual(whole.controls.filter(({ id }: { id: string }) => id === 'ASI02'));
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

  it('refuses what no list has, with the nearest id', () => {
    const { code, stderr } = demo('--control', 'ASI3');
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean ASI03?');
  });
});
