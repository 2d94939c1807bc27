import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ControlParts, controlsOf } from '../../src/compliance/controls.ts';
import { classesLinkedTo } from '../../src/compliance/linked-classes.ts';
import { FRAMEWORKS } from '../../src/frameworks/index.ts';
import { FINDING_CLASSES, type FindingClass } from '../../src/model/framework.ts';
import type { ControlReport, Finding, FindingState } from '../../src/model/report.ts';
import { RULES } from '../../src/rules/index.ts';
import { report } from '../reporters/reports.ts';

const NONE = { inScope: 0, evaluated: 0, inPart: 0 };
const [SOME] = report('canonical').findings as [Finding];

const finding = (of: FindingClass, state: FindingState = 'open'): Finding => ({ ...SOME, class: of, state });

const parts = (over: Partial<ControlParts> = {}): ControlParts => ({
  rules: RULES,
  isReported: () => true,
  findings: [],
  reachOf: (classes) => (classes.length === 0 ? NONE : { inScope: 10, evaluated: 4, inPart: 1 }),
  frameworks: undefined,
  only: undefined,
  complete: true,
  ...over,
});

const one = (framework: string, id: string, over: Partial<ControlParts> = {}): ControlReport => {
  const [control] = controlsOf(parts({ ...over, only: [{ framework, id }] }));
  if (!control) throw new Error(`no entry for ${id}`);
  return control;
};

describe('every control asked for has one entry', () => {
  it.each([
    [undefined, FRAMEWORKS],
    [['cwe', 'owasp-nhi-2025'], FRAMEWORKS.filter(({ id }) => ['cwe', 'owasp-nhi-2025'].includes(id))],
  ])('%j', (frameworks, lists) => {
    const entries = controlsOf(parts({ frameworks }));
    const expected = lists.flatMap(({ id, controls }) => controls.map((control) => [id, control.id, control.title]));
    expect(entries.map(({ framework, id, title }) => [framework, id, title])).toEqual(expected);
  });
});

describe('the status of a control', () => {
  const status = (entry: ControlReport): string => `${entry.status}/${entry.status_reason}`;

  it('is a violation where a direct or partial link has an open or known finding', () => {
    const open = one('owasp-nhi-2025', 'NHI4:2025', { findings: [finding('audience-mismatch')] });
    expect(status(open)).toBe('violation_observed/open_findings');
    expect(open).toMatchObject({ findings_open: 1, highest_severity: 'critical', first_seen: SOME.first_seen });
    const known = one('owasp-nhi-2025', 'NHI4:2025', { findings: [finding('audience-mismatch', 'known')] });
    expect(status(known)).toBe('violation_observed/known_findings');
    expect(known.findings_open).toBe(0);
  });

  it('is waived where all of them are excepted', () => {
    const entry = one('owasp-nhi-2025', 'NHI4:2025', { findings: [finding('audience-mismatch', 'suppressed')] });
    expect(status(entry)).toBe('waived/exceptions');
    expect(entry).toMatchObject({ findings_open: 0, findings_suppressed: 1, highest_severity: 'critical' });
  });

  it('is never set by weak or conditional links', () => {
    // ASI06 is linked weakly only, NHI9 on a condition.
    const findings = FINDING_CLASSES.map((of) => finding(of));
    const weak = one('owasp-asi-2026', 'ASI06', { findings, reachOf: () => NONE });
    expect(status(weak)).toBe('related_only/related_findings');
    expect(weak.findings_open).toBe(0);
    const conditional = one('owasp-nhi-2025', 'NHI9:2025', { findings: [finding('token-substituted')], reachOf: () => NONE });
    expect(status(conditional)).toBe('related_only/related_findings');
    // NHI7 has both: token-expired is linked weakly and changes nothing.
    const clean = one('owasp-nhi-2025', 'NHI7:2025');
    const beside = one('owasp-nhi-2025', 'NHI7:2025', { findings: [finding('token-expired')] });
    expect({ ...beside, limitation: '' }).toEqual({ ...clean, limitation: '' });
    expect(beside.limitation).toContain('1 finding of weakly or conditionally linked rules beside');
  });

  it('says that nothing was observed only among invocations that were evaluated, and how many', () => {
    const entry = one('owasp-nhi-2025', 'NHI4:2025');
    expect(status(entry)).toBe('no_violation_observed/nothing_found');
    expect(entry).toMatchObject({ invocations_in_scope: 10, invocations_evaluated: 4, not_evaluable: 6 });
    expect(entry.limitation).toContain('4 of 10 invocations in scope could be evaluated');
    expect(entry.limitation).toContain('no proof that the control is met');
  });

  it.each([
    ['no_rule', 'NHI8:2025', {}],
    ['no_deciding_rule', 'NHI9:2025', {}],
    ['rules_not_run', 'NHI4:2025', { isReported: () => false, reachOf: () => NONE }],
    ['no_applicable_invocations', 'NHI4:2025', { reachOf: () => NONE }],
    ['evidence_missing', 'NHI4:2025', { reachOf: () => ({ ...NONE, inScope: 3 }) }],
  ] satisfies [string, string, Partial<ControlParts>][])('is not evaluated for the reason %s', (reason, id, over) => {
    expect(status(one('owasp-nhi-2025', id, over))).toBe(`not_evaluated/${reason}`);
  });

  it('is told with what is incomplete, and with titles that are ours', () => {
    expect(one('owasp-asvs-5.0.0', 'v5.0.0-9.2.1', { complete: false }).limitation).toMatch(/incomplete.*title is ours/);
  });
});

describe('whatever was audited', () => {
  const findings = fc.array(
    fc
      .record({ of: fc.constantFrom(...FINDING_CLASSES), state: fc.constantFrom<FindingState>('open', 'known', 'suppressed') })
      .map(({ of, state }) => finding(of, state)),
    { maxLength: 6 },
  );
  const reach = fc
    .tuple(fc.nat(50), fc.nat(50))
    .map(([a, b]) => ({ inScope: Math.max(a, b), evaluated: Math.min(a, b), inPart: 0 }));

  it('a status rests on what was evaluated or found through links that decide', () => {
    fc.assert(
      fc.property(findings, reach, (found, reached) => {
        for (const entry of controlsOf(
          parts({ findings: found, reachOf: (classes) => (classes.length === 0 ? NONE : reached) }),
        )) {
          const { deciding } = classesLinkedTo(entry);
          const decisive = found.filter((each) => deciding.includes(each.class as FindingClass));
          const standing = decisive.filter(({ state }) => state !== 'suppressed');
          expect(entry.status === 'violation_observed').toBe(standing.length > 0);
          expect(entry.status === 'waived').toBe(standing.length === 0 && decisive.length > 0);
          if (entry.status === 'no_violation_observed') expect(entry.invocations_evaluated).toBeGreaterThan(0);
          expect(entry.invocations_evaluated + entry.not_evaluable).toBe(entry.invocations_in_scope);
          expect(entry.limitation).not.toMatch(/\b(?:complian|conform(?!ity)|certif|passe[sd])/i);
        }
      }),
      { seed: 7, numRuns: 20 },
    );
  });
});
