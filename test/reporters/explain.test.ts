import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/lib/terminal-text.ts';
import { renderRule } from '../../src/reporters/explain.ts';
import { ruleText } from './reports.ts';

const RULE = {
  ...ruleText('binding/dpop-key', { severity: 'critical', matters: 'token.cnf.jkt', baselineable: false }),
  controls: [{ framework: 'owasp-nhi-2025', id: 'NHI4:2025', title: 'Insecure Authentication', strength: 'partial' as const }],
};
const OPTIONS = { width: 80, color: false };

describe('the page of a rule', () => {
  test('says everything', () => {
    expect(renderRule(RULE, OPTIONS).join('\n')).toMatchInlineSnapshot(`
      "✖ CRITICAL binding/dpop-key
      Title of binding/dpop-key

      Why it matters
        Whoever holds the token can use it.

      Fails when
        the two differ

      Cannot be judged when
        one of the two is unknown

      How to mend it
        Compare the two.

      What follows from a fail
        A fail makes the execution unbound. An execution whose token is bound to a
        DPoP key is bound only if this passes or does not apply. Judges each
        invocation by itself. Never goes into a baseline; an exception in the policy
        needs \`accept_risk: true\`.

      Specification
        RFC 9449 §4.3

      Bears on
        owasp-nhi-2025 NHI4:2025 Insecure Authentication (partial)"
    `);
  });

  test('does not speak of what cannot happen', () => {
    const text = renderRule({ ...RULE, notEvaluableWhen: '-', controls: [] }, OPTIONS).join('\n');
    expect(text).not.toContain('Cannot be judged');
    expect(text).not.toContain('Bears on');
  });

  test('says what a rule over a group judges, and what does not break the binding', () => {
    const text = renderRule(
      { ...RULE, over: 'binding key', breaksBinding: false, matters: 'never', baselineable: true },
      OPTIONS,
    ).join(' ');
    expect(text.replace(/\s+/g, ' ')).toContain('share one binding key, together');
    expect(text).toContain('A fail does not make the execution unbound.');
    expect(text.replace(/\s+/g, ' ')).toContain('may be kept in a baseline');
  });

  test.each([60, 160])('within %i columns', (width) => {
    expect(renderRule(RULE, { width, color: false }).filter((line) => displayWidth(line) > width)).toEqual([]);
  });
});
