import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Finding, Report } from '../../src/model/report.ts';
import html from '../../src/reporters/html.ts';
import { manyFindings } from './many-findings.ts';
import { type ReportName, rendered, report } from './reports.ts';

const NAMES: readonly ReportName[] = ['canonical', 'empty', 'no-execution', 'no-policy'];

const between = (text: string, open: string, close: string): string => {
  const start = text.indexOf(open);
  return text.slice(start + open.length, text.indexOf(close, start + open.length));
};

const styleOf = (page: string): string => between(page, '<style>', '</style>');
const scriptOf = (page: string): string => between(page, '<script>', '</script>');
const dataOf = (page: string) => JSON.parse(between(page, '<script type="application/json" id="data">', '</script>'));
const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The page without its script and style, which are ours. */
const withoutAssets = (page: string): string => page.replace(styleOf(page), '').replace(scriptOf(page), '');

describe.each(NAMES)('%s', (name) => {
  const page = rendered(html, report(name));

  test('gives the same bytes again', () => {
    expect(rendered(html, report(name))).toBe(page);
  });

  test('lets nothing run or load but what it carries', () => {
    const policy = between(page, 'http-equiv="Content-Security-Policy" content="', '"').replaceAll('&#39;', "'");
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hashOf(scriptOf(page))}`,
      `style-src ${hashOf(styleOf(page))}`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
    const markup = withoutAssets(page);
    expect(markup).not.toMatch(/<[^>]*\s(?:src|srcset|style|on\w+|xlink:href|action)=/i);
    expect([...markup.matchAll(/<[^>]*\shref="([^"]*)"/g)].every(([, target]) => target?.startsWith('#'))).toBe(true);
    expect(page.match(/<\/script/gi)).toHaveLength(2);
    expect(page.match(/<style/gi)).toHaveLength(1);
  });

  test('has each part that its links lead to, and no id twice', () => {
    const ids = [...withoutAssets(page).matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target);
    for (const [, names] of page.matchAll(/aria-(?:labelledby|describedby)="([^"]*)"/g)) expect(ids).toContain(names);
  });

  test('carries all findings', () => {
    const { rows, texts } = dataOf(page);
    expect(rows.map(([fingerprint]: [string]) => fingerprint)).toEqual(report(name).findings.map((each) => each.fingerprint));
    expect(rows.map(([, rule]: [string, number]) => texts[rule])).toEqual(report(name).findings.map(({ rule }) => rule));
  });
});

test('the script and the style make no markup of text, and hold no end tag', () => {
  const script = readFileSync(new URL('../../src/reporters/html/browser.js', import.meta.url), 'utf8');
  const style = readFileSync(new URL('../../src/reporters/html/browser.css', import.meta.url), 'utf8');
  expect(script).not.toMatch(
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|\bFunction\(|fetch|XMLHttp|import\(/,
  );
  expect(script + style).not.toMatch(/<\/|<!--|url\(|@import/);
});

const HOSTILE = [
  '<script>alert(1)</script>',
  '</script><img src=x onerror=alert(1)>',
  '<!--<script>',
  ']]>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '\u001b[31mred\u0007',
  'nul\u0000here',
  'lone\ud800surrogate\udc00',
  'bidi\u202egpj.exe',
  'line\u2028separator',
  '&lt;b&gt;',
  '{{alert(1)}}`',
  '__proto__',
];

/** The report with hostile text wherever a log can put it. */
const hostileReport = (text: string): Report => {
  const given = report('canonical');
  const [first] = given.findings as [Finding];
  const evidence = first.evidence.map((each) => ({ ...each, source: text, record_id: text, expected: text, observed: text }));
  const values = { server_name: { count: 1, values: [text] }, token_ref: { count: 1, values: [text] } };
  const finding = { ...first, about: { server_name: text, [text]: text }, because: text, message: text, invocations: [text] };
  return {
    ...given,
    run: { ...given.run, policy: { path: text, sha256: '0'.repeat(64) } },
    sources: given.sources.map((source) => ({ ...source, path: text })),
    diagnostics: given.diagnostics.map((each) => ({ ...each, message: text, hint: text, source: text })),
    summary: { ...given.summary, incomplete_because: [text] },
    rules: given.rules.map((rule) => ({ ...rule, gaps: rule.gaps.map((gap) => ({ ...gap, first: text })) })),
    findings: [{ ...finding, evidence, values }],
  };
};

describe('hostile text', () => {
  const harmless = rendered(html, hostileReport('harmless'));
  const tagsOf = (page: string): string[] =>
    [...withoutAssets(page).matchAll(/<\/?([a-z!][a-z0-9]*)/gi)].map(([, name]) => name ?? '');

  test.each(HOSTILE)('%j is shown as text and changes no element', (text) => {
    const page = rendered(html, hostileReport(text));
    expect(tagsOf(page)).toEqual(tagsOf(harmless));
    expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
    expect(Buffer.from(page).toString()).toBe(page);
    expect(page.match(/<\/script/gi)).toHaveLength(2);
  });

  test('what hides is spelled out', () => {
    expect(rendered(html, hostileReport('bidi\u202egpj.exe'))).toContain('bidi\\u202egpj.exe');
    expect(rendered(html, hostileReport('nul\u0000here'))).toContain('nul\\x00here');
  });

  test('an id of a megabyte is cut, and says how long it was', () => {
    const page = rendered(html, hostileReport('x'.repeat(1_000_000)));
    expect(page.length).toBeLessThan(400_000);
    expect(page).toContain('x… (1,000,000 characters)');
  });
});

describe('what is told', () => {
  const page = rendered(html, report('canonical'));

  test('the headline, the ladder, the matrix, what was not judged, controls and inputs', () => {
    expect(page).toContain('12 open findings among 1,282 executions looked at');
    expect(page).toContain('601 bound, 370 unbound on their own, 117 unbound only through a group, 194 unproven');
    expect(page).toContain('aria-label="git-mcp, scope: 1 open finding, worst high"');
    expect(page).toContain('<code>signature-stripped</code>');
    expect(page).toContain('<code>NHI4:2025</code> Insecure Authentication');
    expect(page).toContain('logs/truncated.ndjson.gz could not be read to its end');
  });

  test('the ladder over time, as a picture and as a table', () => {
    expect(page.match(/class="hover"/g)).toHaveLength(report('canonical').summary.timeline?.steps.length ?? -1);
    expect(page).toContain('<th scope="row">2026-11-22</th>');
    const { timeline: _, ...summary } = report('canonical').summary;
    expect(rendered(html, { ...report('canonical'), summary })).not.toContain('over-time');
  });

  test('what is new, known and resolved, where there is a baseline', () => {
    const resolved = [
      {
        fingerprint: 'f',
        rule: 'token/expired',
        severity: 'high' as const,
        title: 'Old',
        about: {},
        since: '2026-01-02T00:00:00Z',
      },
    ];
    const baseline = { path: 'b.json', sha256: '0'.repeat(64), entries: 2, new: 12, known: 1, resolved, not_judged: 0 };
    expect(page).not.toContain('Against the baseline');
    const compared = rendered(html, { ...report('canonical'), baseline });
    expect(compared).toContain('<strong>12</strong> new');
    expect(compared).toContain('1 resolved finding');
  });

  test('nothing is called passed, compliant or secure', () => {
    const text = NAMES.map((name) => withoutAssets(rendered(html, report(name))).replace(/<[^>]*>/g, ' ')).join(' ');
    expect(text.slice(0, text.indexOf('{"rows"'))).not.toMatch(/\b(?:passed|compliant|conform\w*|secure|clean|all good)\b/i);
  });
});

describe('50,000 findings', { timeout: 120_000 }, () => {
  test('with five places of evidence each stay below 30 MB, none left out', () => {
    const page = rendered(html, manyFindings(50_000, 5));
    expect(Buffer.byteLength(page)).toBeLessThan(30_000_000);
    expect(dataOf(page).rows).toHaveLength(50_000);
  });

  test('that are long are cut down, then left out, and the page says so', () => {
    const given = manyFindings(50_000, 1);
    const findings = given.findings.map((finding, index) => ({
      ...finding,
      about: { server_name: `${index} ${'s'.repeat(900)}` },
    }));
    const page = rendered(html, { ...given, findings });
    expect(Buffer.byteLength(page)).toBeLessThan(30_000_000);
    const { rows } = dataOf(page);
    const left = (50_000 - rows.length).toLocaleString('en');
    expect(page).toContain('evidence is cut down here');
    if (rows.length < 50_000) expect(page).toContain(`The ${left} last of 50,000 findings are left out here`);
  });
});
