import { describe, expect, it } from 'vitest';
import type { Baseline, BaselineEntry } from '../../src/model/baseline.ts';
import { UsageError } from '../../src/model/errors.ts';
import type { Finding, Report } from '../../src/model/report.ts';
import { listsAll, markKnown, withBaseline, withoutBaseline } from '../../src/triage/baseline.ts';
import { baselineText, entryOf, readBaseline } from '../../src/triage/baseline-file.ts';
import { materialOf, pruneEntries, updateEntries } from '../../src/triage/change-baseline.ts';
import { countFindings } from '../../src/triage/count-findings.ts';
import { report } from '../reporters/reports.ts';

const SINCE = '2026-11-01T00:00:00.000Z';
const always = (): boolean => true;

const baselineOf = (entries: readonly BaselineEntry[]): Baseline => ({
  path: 'b.json',
  sha256: '0'.repeat(64),
  entries,
  ignored: [],
});

const whole = (): Report => {
  const given = report('canonical');
  return {
    ...given,
    summary: { ...given.summary, findings: countFindings(given.findings), complete: true, incomplete_because: [] },
  };
};

const openFindings = ({ findings }: Report): Finding[] => findings.filter(({ state }) => state === 'open');

describe('against a baseline', () => {
  const [first, second] = openFindings(whole()) as [Finding, Finding];

  it('a finding that it holds is known and says since when; one that it lacks stays open', () => {
    const marked = markKnown([first, second], baselineOf([{ ...entryOf(first, SINCE), reason: 'SEC-1', owner: 'platform' }]));
    expect(marked.map(({ state }) => state)).toEqual(['known', 'open']);
    expect(marked[0]?.because).toBe('in the baseline since 2026-11-01, SEC-1, owner platform');
  });

  it('a finding that became worse is open again', () => {
    const [marked] = markKnown([first], baselineOf([{ ...entryOf(first, SINCE), severity: 'low' }]));
    expect(marked).toMatchObject({ state: 'open', because: 'in the baseline as low, and worse now' });
  });

  it('a finding that became milder stays known', () => {
    const [marked] = markKnown([{ ...first, severity: 'low' }], baselineOf([entryOf(first, SINCE)]));
    expect(marked?.state).toBe('known');
  });

  it('what an exception suppresses stays suppressed', () => {
    const suppressed = report('canonical').findings.find(({ state }) => state === 'suppressed') as Finding;
    expect(markKnown([suppressed], baselineOf([entryOf(suppressed, SINCE)]))).toEqual([suppressed]);
  });
});

describe('a saved report', () => {
  const given = whole();

  it('is counted anew, its known findings after its open ones', () => {
    const [first] = openFindings(given) as [Finding];
    const { summary, findings, baseline } = withBaseline(given, baselineOf([entryOf(first, SINCE)]));
    expect(summary.findings).toMatchObject({ open: 12, known: 1, suppressed: 1, critical: 3, high: 6, medium: 2, low: 1 });
    expect(baseline).toMatchObject({ new: 12, known: 1, entries: 1, resolved: [], not_judged: 0 });
    expect(findings.at(-2)?.fingerprint).toBe(first.fingerprint);
  });

  it('without its baseline has what it knew open again', () => {
    const { summary } = withoutBaseline(given);
    expect(summary.findings).toMatchObject({ open: 13, known: 0, suppressed: 1, critical: 4, high: 6, medium: 2, low: 1 });
  });

  it('counts what it does not list as it was', () => {
    const thinned = { ...given, findings: given.findings.slice(0, 4) };
    expect(listsAll(thinned)).toBe(false);
    const all = baselineOf(thinned.findings.map((finding) => entryOf(finding, SINCE)));
    expect(withBaseline(thinned, all).summary.findings).toMatchObject({ open: 8, known: 5, critical: 0, high: 6 });
  });
});

describe('what is resolved', () => {
  const [first] = openFindings(whole()) as [Finding];
  const gone: BaselineEntry = { ...entryOf(first, SINCE), fingerprint: 'gone' };
  const entriesOf = (given: Report) => withBaseline(given, baselineOf([gone])).baseline;

  it('is what an audit of everything does not show', () => {
    expect(entriesOf(whole())).toMatchObject({ resolved: [{ fingerprint: 'gone', since: SINCE }], not_judged: 0 });
  });

  it.each<readonly [string, (given: Report) => Report]>([
    ['is incomplete', (given) => ({ ...given, summary: { ...given.summary, complete: false } })],
    ['looks at a period only', (given) => ({ ...given, run: { ...given.run, since: SINCE } })],
    ['leaves out what is less severe', (given) => ({ ...given, findings: given.findings.slice(0, 4) })],
    ['leaves out the rule', (given) => ({ ...given, rules: given.rules.filter(({ id }) => id !== first.rule) })],
    [
      'has no answer of the rule',
      (given) => ({
        ...given,
        rules: given.rules.map((rule) => ({
          ...rule,
          counts: { pass: 0, fail: 0, blocked: 0, not_evaluable: 9, not_applicable: 0 },
        })),
      }),
    ],
  ])('is not told by an audit that %s', (_, thinned) => {
    expect(entriesOf(thinned(whole()))).toMatchObject({ resolved: [], not_judged: 1 });
  });

  it('is dropped by prune, and nothing is added', () => {
    const kept = entryOf(first, SINCE);
    const { entries, done } = pruneEntries(materialOf(whole(), always), baselineOf([kept, gone]));
    expect(entries).toEqual([kept]);
    expect(done).toBe('1 resolved and dropped, 1 kept');
  });

  it('stays where the audit cannot judge it', () => {
    const incomplete = { ...whole(), summary: { ...whole().summary, complete: false } };
    const { entries, done } = pruneEntries(materialOf(incomplete, always), baselineOf([gone]));
    expect(entries).toEqual([gone]);
    expect(done).toBe('0 resolved and dropped, 1 kept, of them 1 that this audit cannot judge');
  });
});

describe('update', () => {
  it('keeps reason, owner and time of what is known, and takes over a severity', () => {
    const [first] = openFindings(whole()) as [Finding];
    const old = { ...entryOf(first, SINCE), severity: 'low' as const, reason: 'SEC-1', owner: 'platform' };
    const { entries, done } = updateEntries(materialOf(whole(), always), baselineOf([old]));
    expect(entries[0]).toEqual({ ...old, severity: 'critical' });
    expect(entries).toHaveLength(13);
    expect(done).toBe('12 added, 1 kept');
  });

  it('sets apart what is never baselined', () => {
    const { entries, never } = materialOf(whole(), (rule) => rule !== 'signature/invalid');
    expect(never.map(({ rule }) => rule)).toContain('signature/invalid');
    expect(entries.map(({ rule }) => rule)).not.toContain('signature/invalid');
  });

  it('refuses a report that does not hold all findings', () => {
    expect(() => materialOf({ ...whole(), findings: [] }, always)).toThrow(UsageError);
    expect(() => materialOf({ ...whole(), run: { ...whole().run, until: SINCE } }, always)).toThrow(/--until/);
  });
});

describe('the file', () => {
  const entries = openFindings(whole()).map((finding) => entryOf(finding, SINCE));
  const text = baselineText(entries);

  it('is the same whatever the order of its entries, and is read back', () => {
    expect(baselineText([...entries].reverse())).toBe(text);
    const { entries: read } = readBaseline(text, 'b.json', always);
    expect(read).toHaveLength(entries.length);
    expect(read).toEqual(expect.arrayContaining(entries));
  });

  it('holds no line number, no record id and no token', () => {
    expect(Object.keys(JSON.parse(text).findings[0])).toEqual([
      'fingerprint',
      'rule',
      'severity',
      'title',
      'about',
      'since',
      'reason',
      'owner',
    ]);
  });

  const entry = { ...(entries[0] as BaselineEntry) };
  const file = (...findings: object[]): string => JSON.stringify({ schema: 'bindcheck.baseline/1', findings });

  it.each([
    ['{', /b\.json .*no JSON/],
    ['[]', /"schema": "bindcheck\.baseline\/1"/],
    ['{"schema":"bindcheck.baseline/2","findings":[]}', /bindcheck\.baseline\/1/],
    ['{"schema":"bindcheck.baseline/1"}', /findings: expected a list/],
    [file(entry, { ...entry, severity: 'fatal' }), /findings\[1\]\.severity: expected one of critical, high/],
    [file({ ...entry, about: { a: 1 } }), /findings\[0\]\.about: expected names and texts/],
    [file({ ...entry, since: 'yesterday' }), /findings\[0\]\.since: expected a time/],
    [file({ ...entry, expires: SINCE }), /findings\[0\]\.expires: expected one of fingerprint, rule/],
  ])('%s is refused', (wrong, message) => {
    expect(() => readBaseline(wrong, 'b.json', always)).toThrow(message);
  });
});
