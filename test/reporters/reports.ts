import { readFileSync } from 'node:fs';
import type { Report } from '../../src/model/report.ts';
import type { RenderOptions, Reporter } from '../../src/model/reporter.ts';
import type { RuleText } from '../../src/model/rule-text.ts';

export type ReportName = 'canonical' | 'empty' | 'no-execution' | 'no-policy';

/** A report of `fixtures/reports`, read anew. */
export const report = (name: ReportName): Report =>
  JSON.parse(readFileSync(new URL(`../../fixtures/reports/${name}.json`, import.meta.url), 'utf8')) as Report;

/** A rule as the catalogue would state it. */
export const ruleText = (id: string, over: Partial<RuleText> = {}): RuleText => ({
  id,
  title: `Title of ${id}`,
  class: 'token-unbound',
  severity: 'high',
  over: 'invocation',
  failsWhen: 'the two differ',
  notEvaluableWhen: 'one of the two is unknown',
  why: 'Whoever holds the token can use it.',
  fix: 'Compare the two.',
  spec: 'RFC 9449 §4.3',
  breaksBinding: true,
  matters: 'always',
  baselineable: true,
  ...over,
});

export const OPTIONS: RenderOptions = {
  color: false,
  width: 80,
  rules: [
    ruleText('session/token-absent', { severity: 'critical', matters: 'never' }),
    ruleText('signature/invalid', { severity: 'critical' }),
    ruleText('replay/bearer-context', { matters: 'never', over: 'token' }),
  ],
  showSuppressed: false,
  failOn: 'high',
  verbose: false,
};

/** Everything that the reporter writes. */
export const rendered = (reporter: Reporter, of: Report, options: Partial<RenderOptions> = {}): string =>
  [...reporter.render(of, { ...OPTIONS, ...options })].join('');

/** What logs may hold, all of it hostile to one format or another. */
export const HOSTILE =
  "<script>alert(1)</script> ]]> =cmd|' /C calc'!A0 \u001b[31m\u0007\u009b \u0000 \ud800 \udc00 \u202e\u200f\u2028 \ufffe\uffff [x](https://evil.example) {0} " +
  '::error::x %0A | `code` ``` &amp; &#10; @all #1 \n::warning::y\r\n##[error]z\t"q" \\';

const OURS = new Set(['fingerprint', 'rule', 'class', 'severity', 'state', 'title', 'remediation', 'strength']);
const FORMED = /^[0-9a-f]{32,}$|^\d{4}-\d{2}-\d{2}T/;

const poisoned = (value: unknown, name = ''): unknown => {
  if (typeof value === 'string') return OURS.has(name) || FORMED.test(value) ? value : HOSTILE + value;
  if (Array.isArray(value)) return value.map((each) => poisoned(each, name));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, key === 'controls' ? member : poisoned(member, key)]),
  );
};

/** The canonical report of logs whose every text is hostile. */
export const hostileReport = (): Report => {
  const given = report('canonical');
  const sources = given.sources.map((source) => ({ ...source, path: HOSTILE + source.path }));
  const diagnostics = given.diagnostics.map((each) => ({ ...each, message: HOSTILE, hint: HOSTILE, source: HOSTILE }));
  return {
    ...given,
    run: { ...given.run, policy: given.run.policy && { ...given.run.policy, path: HOSTILE } },
    sources,
    diagnostics,
    summary: { ...given.summary, incomplete_because: [HOSTILE] },
    findings: poisoned(given.findings) as Report['findings'],
  };
};

const STATES = ['open', 'known', 'suppressed'] as const;
const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

/** A report with as many findings, of every state and severity, in the order of reports. */
export const manyFindings = (count: number): Report => {
  const given = report('canonical');
  const numbers = { critical: 0, high: 0, medium: 0, low: 0, open: 0, known: 0, suppressed: 0 };
  const findings = Array.from({ length: count }, (_, index) => {
    const place = Math.floor((index / count) * 12);
    const state = STATES[Math.floor(place / 4)] ?? 'open';
    const severity = SEVERITIES[place % 4] ?? 'low';
    numbers[state]++;
    if (state === 'open') numbers[severity]++;
    const one = given.findings[index % given.findings.length] as Report['findings'][number];
    const fingerprint = index.toString(16).padStart(32, '0');
    return { ...one, fingerprint, state, severity, about: { ...one.about, tool_name: `tool-${index}` } };
  });
  return { ...given, summary: { ...given.summary, findings: numbers }, findings };
};
