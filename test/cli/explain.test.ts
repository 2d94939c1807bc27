import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/rules/index.ts';
import { bindcheck } from '../program.ts';

interface Explained {
  readonly id: string;
  readonly spec: string;
  readonly example: { readonly story: string; readonly expected: string; readonly observed: string };
  readonly controls: readonly unknown[];
}

describe('bindcheck explain', () => {
  const first = RULES[0]?.id as string;

  it('shows why, when, how to mend, the specification and an example', () => {
    const { code, stdout } = bindcheck(['explain', 'binding/dpop-key']);
    expect(code).toBe(0);
    for (const heading of [
      'Why it matters',
      'Fails when',
      'For example',
      'Cannot be judged when',
      'How to mend it',
      'Specification',
      'Bears on',
    ])
      expect(stdout).toContain(heading);
    expect(stdout).toContain('RFC 9449');
  });

  it('gives the same as data', () => {
    const explained = JSON.parse(bindcheck(['explain', first, '-f', 'json']).stdout) as Explained;
    expect(explained.id).toBe(first);
    expect(explained.example.story).not.toBe('');
    expect(explained.controls.length).toBeGreaterThan(0);
  });

  it('names the nearest rule for one that it does not know', () => {
    const { code, stderr } = bindcheck(['explain', 'token/expird']);
    expect(code).toBe(2);
    expect(stderr).toContain('token/expired');
  });
});

it('lists every rule, in the order of the catalogue', () => {
  const { stdout } = bindcheck(['rules', '-f', 'json']);
  const rules = JSON.parse(stdout) as Explained[];
  expect(rules.map(({ id }) => id)).toEqual(RULES.map(({ id }) => id));
});
