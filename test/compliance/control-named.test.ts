import { expect, test } from 'vitest';
import { controlNamed, controlNames } from '../../src/compliance/control-named.ts';
import { SEED_LABELS } from '../../src/compliance/seed-labels.ts';
import { FRAMEWORKS } from '../../src/frameworks/index.ts';

test.each([
  [
    'NHI-02',
    'owasp-nhi-2025',
    'NHI2:2025',
    'NHI-02 is read as NHI2:2025 Secret Leakage (OWASP Non-Human Identities Top 10 2025)',
  ],
  [
    'a2',
    'owasp-asi-2026',
    'ASI02',
    'A2 is read as ASI02 Tool Misuse and Exploitation (OWASP Top 10 for Agentic Applications 2026',
  ],
])('the label %s is read as %s %s, and says so', (label, framework, id, sentence) => {
  const named = controlNamed(label);
  expect(named?.control).toEqual({ framework, id });
  expect(named?.readAs).toContain(sentence);
  expect(named?.readAs).toContain('ASI03');
});

test('official ids are taken as they are, in any letter case', () => {
  expect(controlNamed('ia-13(3)')).toEqual({ control: { framework: 'nist-sp-800-53r5', id: 'IA-13(3)' } });
  expect(controlNamed('NHI2')).toBeUndefined();
});

test('no name stands for two controls, and labels are none of the official ids', () => {
  const names = controlNames().map((name) => name.toLowerCase());
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('labels name controls that exist', () => {
  for (const { control } of SEED_LABELS) {
    const list = FRAMEWORKS.find(({ id }) => id === control.framework);
    expect(list?.controls.some(({ id }) => id === control.id)).toBe(true);
  }
});
